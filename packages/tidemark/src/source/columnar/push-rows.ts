/** Hands typed columns over piece by piece, so that what is on its way at once stays small. */
import type { ColumnInput, Profiler } from '../../engine/port.js';
import type { ColumnReading } from './column-reading.js';
import { prepare } from './prepare.js';
import { listViews, sliceColumn } from '../../engine/slice-column.js';

/** Rows of a column at once: a multiple of eight, so that bitmaps are cut between bytes. */
const PIECE_ROWS = 1 << 18;
/** Bytes at once, unless one piece is larger. */
const PIECE_BYTES = 1 << 24;

/** Whole rows. */
export async function pushRows(
  profiler: Profiler,
  rows: number,
  columns: readonly ColumnInput[],
  reading: ColumnReading,
): Promise<void> {
  profiler.openRows(rows);
  if (rows > PIECE_ROWS) {
    for (const column of columns) {
      for (let start = 0; start < rows; start += PIECE_ROWS) {
        await profiler.pushColumnsAsync([
          prepare(sliceColumn(column, start, Math.min(rows, start + PIECE_ROWS)), reading),
        ]);
      }
    }
  } else {
    for (const group of toGroups(columns)) {
      await profiler.pushColumnsAsync(group.map((column) => prepare(column, reading)));
    }
  }
  profiler.closeRows();
}

function toGroups(columns: readonly ColumnInput[]): ColumnInput[][] {
  const groups: ColumnInput[][] = [];
  let left = 0;
  for (const column of columns) {
    if (left <= 0) {
      groups.push([]);
      left = PIECE_BYTES;
    }
    groups.at(-1)?.push(column);
    left -= toByteCount(column);
  }
  return groups;
}

function toByteCount({ values }: ColumnInput): number {
  return listViews(values).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
