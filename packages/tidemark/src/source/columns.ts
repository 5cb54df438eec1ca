/** Columns of JavaScript values, laid out as the engine reads them, in batches. */
import { invalidArgument } from '../engine/errors.js';
import type { ColumnInput, NumberValues } from '../engine/port.js';
import { toText, toTextValues, toValidity } from '../engine/text.js';
import type { Columns, ColumnValues } from './source.js';

/** Values that cross at once: of columns that are handed over as they lie, and of those that are converted first. */
const VIEWED_VALUES = 1 << 21;
const CONVERTED_VALUES = 1 << 17;

/** Batches of rows, one engine call each. `isText`: everything as text, as Model Monitor's own states need it. */
export function* toBatches(columns: Columns, isText: boolean): Generator<ColumnInput[]> {
  const names = Object.keys(columns);
  const rows = names.length === 0 ? 0 : (columns[names[0] as string] as ColumnValues).length;
  for (const name of names) {
    const { length } = columns[name] as ColumnValues;
    if (length === rows) continue;
    throw invalidArgument(`expected ${rows} values in each column, found ${length} in \`${name}\``);
  }
  const isViewed = !isText && names.every((name) => isTyped(columns[name] as ColumnValues));
  const batchRows = Math.max(1, Math.floor((isViewed ? VIEWED_VALUES : CONVERTED_VALUES) / names.length));
  for (let start = 0; start < rows || start === 0; start += batchRows) {
    const end = start + batchRows;
    yield names.map((name) => toColumn(name, columns[name] as ColumnValues, start, end, isText));
  }
}

function toColumn(name: string, values: ColumnValues, start: number, end: number, isText: boolean): ColumnInput {
  if (isText) return toTextColumn(name, Array.from(values.slice(start, end)));
  if (isTyped(values)) return { name, values: values.subarray(start, end) };
  const slice = values.slice(start, end);
  return toNumberColumn(name, slice) ?? toTextColumn(name, slice);
}

function isTyped(values: ColumnValues): values is NumberValues {
  return ArrayBuffer.isView(values);
}

/** A column of numbers; null when one of its values is something else. */
function toNumberColumn(name: string, values: readonly unknown[]): ColumnInput | null {
  const numbers = new Float64Array(values.length);
  let isWhole = true;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (typeof value === 'number') numbers[row] = value;
    else if (value === null || value === undefined) isWhole = false;
    else return null;
  }
  const validity = isWhole ? undefined : toValidity(values.length, (row) => typeof values[row] === 'number');
  return { name, values: numbers, ...(validity && { validity }) };
}

export function toTextColumn(name: string, values: readonly unknown[], position?: number): ColumnInput {
  return { name, ...toTextValues(values.map(toText)), ...(position !== undefined && { position }) };
}
