/** Runs a user's function over records, which makes rows of them, before they are profiled. */
import { invalidArgument } from '../engine/errors.js';
import type { Profiler, Row } from '../engine/port.js';

/**
 * One record in; a row, several rows, or none out. The record is what was parsed: an object of JSON, a capture record
 * as it is written, of csv the fields of a record as an array, null where empty.
 */
export type Preprocess = (record: unknown) => Preprocessed | Promise<Preprocessed>;

/** A row by names, several rows, or nothing at all. */
export type Preprocessed = Readonly<Record<string, unknown>> | readonly Row[] | null | undefined;

/** Takes the records that the profiler holds back and gives it the rows that they become. */
export async function preprocessRecords(profiler: Profiler, preprocess: Preprocess): Promise<void> {
  const rows: Row[] = [];
  for (const record of profiler.takeRecords()) rows.push(...toRows(await preprocess(record)));
  profiler.pushRows(rows);
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
