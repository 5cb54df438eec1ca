/** The variable `dataset_format`: JSON that names a format, in every form that Model Monitor documents or sends. */
import { TidemarkError } from '../../index.js';

/** How the data is to be read. */
export interface DatasetFormat {
  readonly format: 'csv';
  readonly header: boolean;
}

export function toDatasetFormat(text = '{"csv":{"header":true}}'): DatasetFormat {
  const [name, options] = parse(text);
  if (name !== 'csv') {
    const message = `expected dataset_format to name csv, found ${name}; other formats are not read here yet`;
    throw new TidemarkError('unsupported', message);
  }
  return { format: 'csv', header: isTrue(options['header'] ?? true) };
}

function parse(text: string): [string, Readonly<Record<string, unknown>>] {
  const [entry, ...others] = Object.entries(toObject(text));
  if (entry === undefined || others.length > 0) throw notAFormat(text);
  return [entry[0], Object(entry[1]) as Readonly<Record<string, unknown>>];
}

function toObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw notAFormat(text);
  }
  throw notAFormat(text);
}

function notAFormat(text: string): TidemarkError {
  return new TidemarkError(
    'invalid-argument',
    `expected dataset_format to be JSON with one format, such as {"csv":{"header":true}}, found ${text.slice(0, 100)}`,
  );
}

/** `true`, `"true"`, or a list that begins with either, as the documentation has it. */
function isTrue(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first === true || String(first).toLowerCase() === 'true';
}
