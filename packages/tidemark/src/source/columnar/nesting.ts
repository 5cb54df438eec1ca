/** The columns that nested values become, named as the keys of JSON are: `address.city`, `scores.0`, `scores.1`, …. */
import type { ColumnInput } from '../../engine/port.js';
import { unsupportedColumn } from '../errors.js';
import { andBits } from '../../engine/bits.js';
import { takeRows } from './take-rows.js';

/** A longer list is no row of features. */
const MOST_ITEMS = 1024;
/** Entries of columns at once, a gigabyte at most. */
const MOST_ENTRIES = 1 << 27;

/** Counts the places of columns in their data set. */
export interface Place {
  next: number;
}

/** Where the items of lists lie among the items of all: from `offsets[i]` to `offsets[i + 1]` for row `i`. */
export interface ListRows {
  readonly offsets: ArrayLike<number>;
  readonly rows: number;
  /** All lists have so many items, where the type says so. */
  readonly size?: number;
  readonly isPresent: (row: number) => boolean;
  /** Whether the items hold lists themselves. */
  readonly isOuter: boolean;
}

export function joinPath(above: string, name: string): string {
  return above === '' || name === '' ? above + name : `${above}.${name}`;
}

/**
 * A column an item of lists, and a further one for each that is nested in it. `items` stand at places of their own, of
 * which there are `width`. Lists of one size take as many places as they have items; others take those of one item, since
 * how long they are differs from one batch to the next.
 */
export function toItemColumns(
  path: string,
  items: readonly ColumnInput[],
  lists: ListRows,
  place: Place,
  width: number,
): ColumnInput[] {
  const most = lists.size ?? toLongest(lists);
  if (most > MOST_ITEMS) throw unsupportedColumn(path, `lists of ${most} items, where at most ${MOST_ITEMS} are read`);
  if (most * lists.rows > MOST_ENTRIES) throw unsupportedColumn(path, 'lists within long lists');
  const columns: ColumnInput[] = [];
  for (let item = 0; item < most; item += 1) {
    const rows = new Int32Array(lists.rows).fill(-1);
    for (let row = 0; row < lists.rows; row += 1) {
      const start = lists.offsets[row] ?? 0;
      if (lists.isPresent(row) && start + item < (lists.offsets[row + 1] ?? 0)) rows[row] = start + item;
    }
    const first = place.next + (lists.size === undefined ? 0 : item * width);
    for (const column of items) {
      const taken = takeRows(column, rows);
      // How long inner lists are differs from item to item: what none of these has is no column of it.
      if (lists.isOuter && taken.validity?.every((byte) => byte === 0) === true) continue;
      const name = joinPath(joinPath(path, String(item)), column.name);
      columns.push({ ...taken, name, position: first + (column.position ?? 0) });
    }
  }
  place.next += width * (lists.size ?? 1);
  return columns;
}

function toLongest({ offsets, rows, isPresent }: ListRows): number {
  let longest = 0;
  for (let row = 0; row < rows; row += 1) {
    if (isPresent(row)) longest = Math.max(longest, (offsets[row + 1] ?? 0) - (offsets[row] ?? 0));
  }
  return longest;
}

/** Columns of a struct: missing where it is missing. */
export function withinStruct(columns: readonly ColumnInput[], validity: Uint8Array | undefined): ColumnInput[] {
  if (validity === undefined) return [...columns];
  return columns.map((column) => ({ ...column, validity: andBits(column.validity, validity) ?? validity }));
}
