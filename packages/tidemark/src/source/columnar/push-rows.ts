/** Hands typed columns over piece by piece, so that what is on its way at once stays small. */
import type { ColumnInput, Profiler } from '../../engine/port.js';
import type { ColumnReading } from './column-reading.js';
import { prepare } from './prepare.js';
import { sliceRows } from './slice-rows.js';

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
          prepare(sliceRows(column, start, Math.min(rows, start + PIECE_ROWS)), reading),
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
  if (ArrayBuffer.isView(values)) return values.byteLength;
  if ('wide' in values) return values.wide.length;
  if ('bits' in values) return values.bits.length;
  return values.data.length + values.offsets.byteLength + ('codes' in values ? values.codes.byteLength : 0);
}
