/** Reads the records of a source one by one, before anything is made of them. */
import { isTidemarkError } from '../engine/errors.js';
import type { Complaint, Engine, IngestReport } from '../engine/port.js';
import { type ReadingOptions, toReadOptions } from './options.js';
import { noRecords } from '../source/errors.js';
import { isColumnar } from '../source/format.js';
import { GatheredColumns } from '../source/columnar/gather-columns.js';
import { toNames, toParts } from '../source/parts.js';
import type { Preprocess, RecordPlace } from '../source/preprocess.js';
import { readSource } from '../source/read-source.js';
import type { BytesPart, Columns, Source } from '../source/source.js';
import { readSide } from '../source/stored-side.js';

/** A record: an object of JSON, or the cells of a row, whose columns are named. */
export interface ReadRecord {
  readonly value: unknown;
  readonly names: readonly string[];
  /** The file that it stands in. */
  readonly source: string;
}

/** How many rows came of a record. `invalid-data` sets the record aside; any other error ends the reading. */
export type TakeRecord = (record: ReadRecord) => number | Promise<number>;

export interface RecordsRead {
  /** Its rows are those that came of records. */
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

/** A complaint names this many places; further ones are only counted. */
const NAMED_PLACES = 10;

export async function readRecords(
  engine: Engine,
  source: Source,
  options: ReadingOptions,
  takeRecord: TakeRecord,
): Promise<RecordsRead> {
  const taking = new Taking(options, takeRecord);
  const parts = await toParts(source, options);
  const reports: IngestReport[] = [];
  for (const part of parts) {
    if ('rows' in part) for (const row of part.rows) await taking.takeRow(row);
    if ('columns' in part) await taking.takeColumns(part.columns);
    if ('table' in part) reports.push(await takeTyped(part.table, options, taking));
  }
  const [first, ...others] = parts.filter((part): part is BytesPart => 'open' in part);
  if (first !== undefined) {
    const side = await readSide(first, options);
    const isRows = side.format === 'rows';
    const files = [isRows ? side.source : first, ...others];
    const take =
      isRows && side.rowFormat !== null && isColumnar(side.rowFormat)
        ? takeTyped(files, options, taking)
        : takeRead(engine, files, options, taking);
    reports.push(await take);
  }
  return { report: taking.complete(reports), names: toNames(source) };
}

/** Records of text formats, of which the engine tells where one ends and what it holds. */
async function takeRead(engine: Engine, files: Source, options: ReadingOptions, taking: Taking): Promise<IngestReport> {
  const signal = AbortSignal.any([taking.signal, ...(options.signal ? [options.signal] : [])]);
  const read = { ...toReadOptions(options), header: false, signal, preprocess: taking.takeRead };
  const { profile, report } = await readSource(engine, files, read);
  profile[Symbol.dispose]();
  return report;
}

/** Typed columns, whose values are held until all are there. */
async function takeTyped(source: Source, options: ReadingOptions, taking: Taking): Promise<IngestReport> {
  const gathered = new GatheredColumns();
  if (options.preprocess) throw noRecords(toNames(source)?.join(', ') ?? 'values', 'typed columns');
  const { report } = await readSource(gathered, source, options);
  await taking.takeColumns(Object.fromEntries(gathered.columns));
  return report;
}

/** Records on their way to the one who takes them. */
class Taking {
  readonly #take: TakeRecord;
  readonly #options: ReadingOptions;
  readonly #abort = new AbortController();
  readonly #unfit: Complaint['first'][number][] = [];
  #unfitCount = 0;
  #rowCount = 0;
  #names: readonly string[] = [];
  #lineCount = 0;

  constructor(options: ReadingOptions, take: TakeRecord) {
    this.#options = options;
    this.#take = take;
  }

  /** Aborted with the error that ends the reading. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  readonly takeRead: Preprocess = async (record, place) => {
    if (this.signal.aborted) return null;
    try {
      await this.#takeRecord(record, place);
    } catch (error) {
      this.#abort.abort(error);
    }
    return null;
  };

  async takeRow(row: unknown): Promise<void> {
    this.#lineCount += 1;
    await this.#takeRows(row, { source: 'values', line: this.#lineCount });
  }

  async takeColumns(columns: Columns): Promise<void> {
    const names = Object.keys(columns);
    const lists = Object.values(columns);
    this.#names = names;
    const rowCount = lists[0]?.length ?? 0;
    for (let row = 0; row < rowCount; row += 1) await this.takeRow(lists.map((list) => list[row] ?? null));
  }

  /** The report with the rows that came of records, and with the records that were set aside. */
  complete([report]: readonly IngestReport[]): IngestReport {
    const none = { sources: 1, rows: 0, quarantined: 0, blankLines: 0, outside: 0, duplicates: 0, delimiter: null };
    const read = report ?? { ...none, complaints: [], invalidUtf8: [] };
    const complaint: Complaint = { kind: 'unfit-record', count: this.#unfitCount, first: this.#unfit };
    return {
      ...read,
      rows: this.#rowCount,
      quarantined: read.quarantined + this.#unfitCount,
      complaints: [...read.complaints, ...(this.#unfitCount > 0 ? [complaint] : [])],
    };
  }

  async #takeRecord(record: unknown, place: RecordPlace): Promise<void> {
    if (place.format === 'csv' && place.line === 1) {
      const cells = record as readonly (string | null)[];
      const isHeader = this.#options.header !== false;
      this.#names = cells.map((cell, column) => (isHeader && cell !== null ? cell : `_c${column}`));
      if (isHeader) return;
    }
    const { preprocess } = this.#options;
    if (preprocess === undefined) return this.#takeRows(record, place);
    let made: unknown;
    try {
      made = await preprocess(record, place);
    } catch (error) {
      return this.#setAside(place, String(error));
    }
    if (made === null || made === undefined) return;
    for (const row of Array.isArray(made) ? (made as readonly unknown[]) : [made]) await this.#takeRows(row, place);
  }

  async #takeRows(value: unknown, { source, line }: Pick<RecordPlace, 'source' | 'line'>): Promise<void> {
    try {
      this.#rowCount += await this.#take({ value, names: this.#names, source });
    } catch (error) {
      if (!isTidemarkError(error) || error.code !== 'invalid-data') throw error;
      this.#setAside({ source, line }, error.message);
    }
  }

  #setAside(place: Pick<RecordPlace, 'source' | 'line'>, message: string): void {
    this.#unfitCount += 1;
    if (this.#unfit.length < NAMED_PLACES) this.#unfit.push({ source: place.source, line: place.line, message });
  }
}
