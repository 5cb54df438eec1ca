/** A page of a column within lists as the columns that its items become. */
import type { ColumnInput } from '../../engine/port.js';
import { toItemColumns } from '../columnar/nesting.js';
import { takeRows } from '../columnar/take-rows.js';
import { unsupportedColumn } from '../errors.js';
import type { Leaf } from './leaf.js';
import type { Page } from './read-pages.js';

/** Rows at once: each list may become a thousand columns. */
const LIST_ROWS = 8192;

/** Some rows of the columns. */
export interface ListPiece {
  readonly rows: number;
  readonly columns: readonly ColumnInput[];
}

export function* toListPieces(leaf: Leaf, page: Page, scale: number | undefined): Generator<ListPiece> {
  const { names, listLevels } = leaf;
  const { repetition, definition } = page;
  if (repetition === null || definition === null || repetition.length === 0) return;
  if (repetition[0] !== 0) throw unsupportedColumn(names[0] ?? '', 'rows that go on over several pages of the file');
  const innermost = listLevels.length;
  const counts = listLevels.map((_, level) => toOffsets(repetition, definition, level, listLevels));
  let columns = [toInnermost(leaf, page, listLevels[innermost - 1] ?? 0, scale)];
  for (let level = innermost - 1; level > 0; level -= 1) {
    const offsets = counts[level] ?? new Uint32Array(1);
    const isOuter = level < innermost - 1;
    const lists = { offsets, rows: offsets.length - 1, isPresent: () => true, isOuter };
    columns = toItemColumns(names[level] ?? '', columns, lists, { next: 0 }, 1);
  }
  const offsets = counts[0] ?? new Uint32Array(1);
  for (let start = 0; start < offsets.length - 1; start += LIST_ROWS) {
    const rows = Math.min(LIST_ROWS, offsets.length - 1 - start);
    const part = offsets.subarray(start, start + rows + 1);
    const lists = { offsets: part, rows, isPresent: () => true, isOuter: innermost > 1 };
    yield { rows, columns: toItemColumns(names[0] ?? '', columns, lists, { next: leaf.position }, 1) };
  }
}

/** Where the items of each list of a level lie among the items of all. */
function toOffsets(
  repetition: Uint8Array,
  definition: Uint8Array,
  level: number,
  listLevels: readonly number[],
): Uint32Array {
  const defined = listLevels[level] ?? 0;
  const offsets: number[] = [];
  let items = 0;
  for (let index = 0; index < repetition.length; index += 1) {
    const repeated = repetition[index] ?? 0;
    const isDefined = (definition[index] ?? 0) >= defined;
    const isList = level === 0 || (definition[index] ?? 0) >= (listLevels[level - 1] ?? 0);
    if (repeated <= level && isList) offsets.push(items);
    if (repeated <= level + 1 && isDefined) items += 1;
  }
  offsets.push(items);
  return Uint32Array.from(offsets);
}

/** The values of the innermost lists, one after another, missing where an item is. */
function toInnermost(
  leaf: Leaf,
  { values, definition }: Page,
  defined: number,
  scale: number | undefined,
): ColumnInput {
  const places: number[] = [];
  let present = 0;
  for (const level of definition ?? []) {
    if (level === leaf.mostDefined) places.push(present++);
    else if (level >= defined) places.push(-1);
  }
  const column = { name: leaf.names.at(-1) ?? '', values, ...(scale !== undefined && { scale }) };
  if (places.length === present) return column;
  return takeRows(column, Int32Array.from(places));
}
