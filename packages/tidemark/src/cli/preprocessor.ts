/** The function that makes rows of records, from the module of a user. */
import { type BaselineOptions, TidemarkError } from '../index.js';
import { describeCause, loadUserFunction } from './user-module.js';

type Preprocess = NonNullable<BaselineOptions['preprocess']>;

/** `asked` is the option or variable that names the module. A failure in it ends the reading and names the record. */
export async function loadPreprocessor(asked: string, path: string): Promise<Preprocess> {
  const module = { asked, path, name: 'preprocess', parameters: 'record' };
  const preprocess = (await loadUserFunction(module)) as Preprocess;
  let count = 0;
  return async (record) => {
    count += 1;
    try {
      return await preprocess(record);
    } catch (cause) {
      const message = `expected ${asked} to make rows of record ${count}, found: ${describeCause(cause)}`;
      throw new TidemarkError('invalid-data', message, { cause });
    }
  };
}
