/** Reads sources of attributions: analysis.json, or rows whose columns are features. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine, IngestReport } from '../engine/port.js';
import { type LabelAttributions, readAnalysis } from '../monitor/attribution/analysis.js';
import { InstanceReader } from '../monitor/attribute/instances.js';
import { Attribute } from '../monitor/attribute/attribute.js';
import { readBody } from '../monitor/attribute/body.js';
import { unfitRecord } from '../monitor/attribute/errors.js';
import type { ReadingOptions } from './options.js';
import { readRecords } from './read-records.js';
import { toParts } from '../source/parts.js';
import { concatenate } from '../source/peek.js';
import type { BytesPart, Source } from '../source/source.js';

/** Columns by feature, all of one length. */
export interface FeatureTable {
  readonly columns: Readonly<Record<string, Float64Array | readonly unknown[]>>;
  readonly report: IngestReport;
}

/** Of a larger file nobody needs to know whether it is a document. */
const MOST_BYTES = 32 << 20;

/** Null for a source that is no such document. */
export async function readAnalysisSource(source: Source): Promise<LabelAttributions[] | null> {
  if (!mayBeDocument(source)) return null;
  if (typeof source === 'object' && 'explanations' in source) return readAnalysis(source);
  const [part, ...others] = await toParts(source);
  if (part === undefined || others.length > 0 || !('open' in part)) return null;
  const root = await readObject(part);
  return root !== null && 'explanations' in root ? readAnalysis(root, part.name) : null;
}

/** JSON by its name, or in memory. */
function mayBeDocument(source: Source): boolean {
  if (typeof source === 'string' || source instanceof URL) return /\.json$/i.test(String(source));
  return source instanceof Uint8Array || (typeof source === 'object' && 'explanations' in source);
}

/** Null for anything else than one object, such as an array, or several lines of them. */
async function readObject(part: BytesPart): Promise<object | null> {
  const held: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of part.open()) {
    if (held.length === 0 && !beginsObject(chunk)) return null;
    held.push(chunk.slice());
    byteCount += chunk.byteLength;
    if (byteCount > MOST_BYTES) return null;
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(concatenate(held)));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether there is nothing but blanks before an object, or in the whole. */
function beginsObject(chunk: Uint8Array): boolean {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(chunk.subarray(0, 64));
  return /^\uFEFF?\s*(\{|$)/.test(text);
}

/** Which columns are read. */
export interface FeatureChoice {
  /** These, all of which must be there; null for all there are, less what `columns` and `exclude` leave out. */
  readonly only: readonly string[] | null;
  /** A row without a number for one of them is set aside. */
  readonly isNumeric: boolean;
}

/** Rows of features, or of their attributions. `invalid-data` where there are none. */
export async function readFeatureTable(
  engine: Engine,
  source: Source,
  options: ReadingOptions & { readonly features?: string | undefined },
  { only, isNumeric }: FeatureChoice,
): Promise<FeatureTable> {
  const { columns: chosen, exclude = [], features, ...reading } = options;
  const reader = new RowReader(features, options.names);
  const rows: unknown[][] = [];
  let names = only ?? chosen ?? null;
  const take = (row: Readonly<Record<string, unknown>>): void => {
    names ??= Object.keys(row).filter((name) => !exclude.includes(name));
    rows.push(names.map((name) => toValue(row, name, isNumeric)));
  };
  const { report } = await readRecords(engine, source, reading, ({ value, names: cells }) => {
    const found = reader.read(value, cells);
    found.forEach(take);
    return found.length;
  });
  if (names === null || names.length === 0 || rows.length === 0) {
    const message = report.complaints[0]?.first[0]?.message;
    const reason = message === undefined ? '' : `; of the first one: ${message}`;
    throw invalidArgument(`expected at least one row with a value for each feature, found none${reason}`);
  }
  const columns = names.map((name, index): [string, Float64Array | unknown[]] => {
    const values = rows.map((row) => row[index]);
    return [name, isNumeric ? Float64Array.from(values as number[]) : toTyped(values)];
  });
  return { columns: Object.fromEntries(columns), report };
}

function toValue(row: Readonly<Record<string, unknown>>, name: string, isNumeric: boolean): unknown {
  if (!Object.hasOwn(row, name)) throw unfitRecord(`expected the feature ${name} in the record, found none`);
  const value = row[name] ?? null;
  if (!isNumeric) return value;
  const number = toNumber(value);
  if (number !== null) return number;
  const found = value === null ? 'nothing' : JSON.stringify(value);
  throw unfitRecord(`expected a number for ${name}, found ${found}; leave the column out with \`exclude\``);
}

function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Numbers where all that is there are numbers, however they were written. */
function toTyped(values: readonly unknown[]): unknown[] {
  const numbers = values.map((value) => (value === null || value === '' ? null : toNumber(value)));
  const isNumbers = values.every((value, index) => value === null || value === '' || numbers[index] !== null);
  return isNumbers ? numbers : [...values];
}

type NamedRow = Readonly<Record<string, unknown>>;

/** Records in, rows by feature out. In a capture record the response is looked at first, then the request. */
class RowReader {
  readonly #reader: InstanceReader;
  readonly #features: Attribute | null;
  readonly #names: readonly string[] | undefined;

  constructor(features: string | undefined, names: readonly string[] | undefined) {
    this.#reader = new InstanceReader({ features: features ?? true, names });
    this.#features = features === undefined ? null : new Attribute(features);
    this.#names = names;
  }

  read(record: unknown, names: readonly string[]): readonly NamedRow[] {
    const answered = this.#inResponse(record);
    if (answered !== null) return answered;
    return this.#reader.read(record, names).map(({ features }) => features);
  }

  /** Null where the response has no such attribute. */
  #inResponse(record: unknown): readonly NamedRow[] | null {
    const captured = (record as { captureData?: { endpointOutput?: unknown } } | null)?.captureData;
    if (this.#features === null || captured === undefined) return null;
    const body = readBody(captured.endpointOutput, 'response');
    if (body === null || !('json' in body)) return null;
    const found = this.#features.inJson(body.json);
    if (typeof found !== 'object' || found === null) return null;
    const isSeveral = Array.isArray(found) && found.some((each) => typeof each === 'object' && each !== null);
    return (isSeveral ? (found as unknown[]) : [found]).map((row) => this.#name(row));
  }

  #name(row: unknown): NamedRow {
    if (typeof row !== 'object' || row === null)
      throw unfitRecord(`expected attributions of a row, found ${typeof row}`);
    if (!Array.isArray(row)) return row as NamedRow;
    return Object.fromEntries(row.map((value: unknown, place) => [this.#names?.[place] ?? `_c${place}`, value]));
  }
}
