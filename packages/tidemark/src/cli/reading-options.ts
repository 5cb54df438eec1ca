/** The options that say how data is read, shared by the commands that read data. */
import { type Command, InvalidArgumentError, Option } from '../libraries/commander.js';
import type { BaselineOptions } from '../index.js';
import type { Console } from './console.js';
import { loadPreprocessor } from './preprocessor.js';

const FORMATS: readonly NonNullable<BaselineOptions['format']>[] = [
  'csv',
  'jsonl',
  'json',
  'capture',
  'arrow',
  'parquet',
];

/** The values that commander gives for these options. */
export interface ReadingValues {
  readonly header: boolean;
  readonly delimiter?: string;
  readonly format?: NonNullable<BaselineOptions['format']>;
  readonly from?: string;
  readonly to?: string;
  readonly outputPosition?: 'START' | 'END';
  readonly preprocess?: string;
  readonly missing?: readonly string[];
  readonly columns?: readonly string[];
  readonly exclude?: readonly string[];
  readonly compat?: 'sagemaker';
  readonly threads?: number;
}

export function addReadingOptions(command: Command): Command {
  return command
    .option('--config <file>', 'options that this line does not give (tidemark.yaml of this directory when absent)')
    .option('--no-header', 'the first record holds data; columns are named _c0, _c1, …')
    .option('--delimiter <text>', 'one of , ; | and tab (detected when absent)', toDelimiter)
    .addOption(new Option('--format <format>', 'read as this format, whatever the name says').choices(FORMATS))
    .option('--from <instant>', 'capture records from this time on, such as 2026-11-01T00:00:00Z')
    .option('--to <instant>', 'capture records before this time')
    .addOption(
      new Option('--output-position <place>', 'whether the columns of a response stand before or after').choices([
        'START',
        'END',
      ]),
    )
    .option('--preprocess <module>', 'a JavaScript module whose function makes rows of each record')
    .option('--missing <text>', 'a spelling of a missing value, besides the empty field; may be repeated', collect)
    .option('--columns <names>', 'only these columns, separated by commas', toList)
    .option('--exclude <names>', 'all columns but these, separated by commas', toList)
    .addOption(
      new Option('--compat <product>', 'read and decide exactly as SageMaker Model Monitor does').choices([
        'sagemaker',
      ]),
    )
    .option('--threads <count>', 'how many threads work; the result does not depend on it', toThreads);
}

export async function toReadingOptions(values: ReadingValues, console: Console): Promise<BaselineOptions> {
  const { header, delimiter, format, missing, columns, exclude, from, to, outputPosition, compat, threads } = values;
  const preprocess = await loadPreprocess(values);
  return {
    ...(header ? {} : { header }),
    ...(delimiter !== undefined && { delimiter }),
    ...(format !== undefined && { format }),
    ...(missing && { missing }),
    ...(columns && { columns }),
    ...(exclude && { exclude }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(outputPosition !== undefined && { outputPosition }),
    ...(compat !== undefined && { compat }),
    ...(threads !== undefined && { threads }),
    ...(preprocess && { preprocess }),
    onProgress: ({ source, byteCount }) => {
      console.progress(`Reading ${source}: ${(byteCount / 1e6).toFixed(1)} MB`);
    },
  };
}

async function loadPreprocess({ preprocess: path }: ReadingValues): Promise<BaselineOptions['preprocess']> {
  return path === undefined ? undefined : loadPreprocessor('--preprocess', path);
}

/** Gathers an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Names separated by commas. */
export function toList(value: string): string[] {
  const names = value.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Expected names separated by commas.');
  return names;
}

function toThreads(value: string): number {
  const threads = Number(value);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 64.');
  }
  return threads;
}

function toDelimiter(value: string): string {
  const delimiter = value === 'tab' || value === '\\t' ? '\t' : value;
  if (![',', ';', '\t', '|'].includes(delimiter)) throw new InvalidArgumentError('Expected one of , ; | tab.');
  return delimiter;
}
