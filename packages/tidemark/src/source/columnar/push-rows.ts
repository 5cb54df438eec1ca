/** Hands typed columns over piece by piece, so that what is on its way at once stays small. */
import type { ColumnInput, Profiler } from '../../engine/port.js';
import { toTextColumn } from '../columns.js';
import { sliceRows } from './slice-rows.js';
import { toJavaScriptValues } from './values.js';

/** Rows of a column at once: a multiple of eight, so that bitmaps are cut between bytes. */
const PIECE_ROWS = 1 << 18;
/** Bytes at once, unless one piece is larger. */
const PIECE_BYTES = 1 << 24;

/** Whole rows. `isText`: everything as text, as Model Monitor's own states need it. */
export function pushRows(profiler: Profiler, rows: number, columns: readonly ColumnInput[], isText: boolean): void {
  const convert = (column: ColumnInput): ColumnInput => (isText ? toText(column) : column);
  profiler.openRows(rows);
  if (rows > PIECE_ROWS) {
    for (const column of columns) {
      for (let start = 0; start < rows; start += PIECE_ROWS) {
        profiler.pushColumns([convert(sliceRows(column, start, Math.min(rows, start + PIECE_ROWS)))]);
      }
    }
  } else {
    for (const group of toGroups(columns)) profiler.pushColumns(group.map(convert));
  }
  profiler.closeRows();
}

export function toText(column: ColumnInput): ColumnInput {
  return toTextColumn(column.name, toJavaScriptValues(column), column.position);
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
