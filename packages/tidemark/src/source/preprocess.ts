/** Runs a user's function over records, which makes rows of them, before they are profiled. */
import { invalidArgument, TidemarkError } from '../engine/errors.js';
import type { Complaint, DataFormat, IngestReport, Profiler, Row } from '../engine/port.js';

/**
 * One record in; a row, several rows, or none out. The record is what was parsed: an object of JSON, a capture record
 * as it is written, of csv the fields of a record as an array, null where empty.
 */
export type Preprocess = (record: unknown, place: RecordPlace) => Preprocessed | Promise<Preprocessed>;

/** Where a record stands: records count from 1 in each source. */
export interface RecordPlace {
  readonly source: string;
  readonly line: number;
  readonly format: DataFormat;
}

/** A row by names, several rows, or nothing at all. */
export type Preprocessed = Readonly<Record<string, unknown>> | readonly Row[] | null | undefined;

/** A complaint names this many places; further ones are only counted. */
const NAMED_PLACES = 10;

/** The function at work on a data set: a record for which it fails is set aside, counted and named. */
export class Preprocessing {
  readonly #preprocess: Preprocess;
  readonly #failed: Complaint['first'][number][] = [];
  #source = '';
  #format: DataFormat = 'csv';
  #recordCount = 0;
  #failedCount = 0;

  constructor(preprocess: Preprocess) {
    this.#preprocess = preprocess;
  }

  beginSource(name: string, format: DataFormat): void {
    this.#source = name;
    this.#format = format;
    this.#recordCount = 0;
  }

  /** Takes the records that the profiler holds back and gives it the rows that they become. */
  async run(profiler: Profiler): Promise<void> {
    const rows: Row[] = [];
    for (const record of profiler.takeRecords()) {
      this.#recordCount += 1;
      try {
        const place = { source: this.#source, line: this.#recordCount, format: this.#format };
        rows.push(...toRows(await this.#preprocess(record, place)));
      } catch (error) {
        this.#failedCount += 1;
        if (this.#failed.length < NAMED_PLACES) {
          this.#failed.push({ source: this.#source, line: this.#recordCount, message: String(error) });
        }
      }
    }
    await profiler.pushRowsAsync(rows);
  }

  /** The report with the records for which the function failed. `invalid-data` when it failed for all there were. */
  addTo(report: IngestReport): IngestReport {
    const [place] = this.#failed;
    if (place === undefined) return report;
    if (report.rows === 0) {
      const expected = `expected the preprocessing function to make rows of record ${place.line} of ${place.source}`;
      throw new TidemarkError('invalid-data', `${expected} or of any other, found: ${place.message}`);
    }
    const complaint: Complaint = { kind: 'failed-preprocess', count: this.#failedCount, first: this.#failed };
    return {
      ...report,
      quarantined: report.quarantined + this.#failedCount,
      complaints: [...report.complaints, complaint],
    };
  }
}

function toRows(result: Preprocessed): readonly Row[] {
  if (result === null || result === undefined) return [];
  const rows: readonly unknown[] = Array.isArray(result) ? result : [result];
  for (const row of rows) {
    if (typeof row === 'object' && row !== null) continue;
    const found = row === null ? 'null' : typeof row;
    throw invalidArgument(
      `expected rows as objects or arrays from the preprocessing function, found ${found} in its result`,
    );
  }
  return rows as readonly Row[];
}
