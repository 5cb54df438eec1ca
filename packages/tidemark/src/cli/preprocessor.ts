/** The function that makes rows of records, from the module of a user. */
import type { BaselineOptions } from '../index.js';
import { loadUserFunction } from './user-module.js';

type Preprocess = NonNullable<BaselineOptions['preprocess']>;

/** `asked` is the option or variable that names the module. */
export async function loadPreprocessor(asked: string, path: string): Promise<Preprocess> {
  return (await loadUserFunction({ asked, path, name: 'preprocess', parameters: 'record' })) as Preprocess;
}
