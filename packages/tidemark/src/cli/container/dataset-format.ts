/** The variable `dataset_format`: JSON that names a format, in every form that Model Monitor documents or sends. */
import { type BaselineOptions, TidemarkError } from '../../index.js';

/** How the data is to be read. */
export type DatasetFormat = Pick<BaselineOptions, 'format' | 'header' | 'outputPosition'>;

type Options = Readonly<Record<string, unknown>>;

const READERS: Readonly<Record<string, (options: Options) => DatasetFormat>> = {
  csv: (options) => ({ format: 'csv', header: isTrue(options['header'] ?? true) }),
  json: (options) => ({ format: isTrue(options['lines'] ?? options['line'] ?? true) ? 'jsonl' : 'json' }),
  parquet: () => ({ format: 'parquet' }),
  sagemakerCaptureJson: (options) => ({ format: 'capture', ...toOutputPosition(options['output_columns_position']) }),
};

export function toDatasetFormat(text = '{"sagemakerCaptureJson":{}}'): DatasetFormat {
  const [name, options] = parse(text);
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read) return read(options);
  const known = Object.keys(READERS).join(', ');
  throw new TidemarkError('unsupported', `expected dataset_format to name one of ${known}, found ${name}`);
}

function parse(text: string): [string, Options] {
  const [entry, ...others] = Object.entries(toObject(text));
  if (entry === undefined || others.length > 0) throw notAFormat(text);
  return [entry[0], Object(entry[1]) as Options];
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

function toOutputPosition(value: unknown): DatasetFormat {
  return value === 'START' || value === 'END' ? { outputPosition: value } : {};
}
