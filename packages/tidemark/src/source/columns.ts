/** Columns of JavaScript values, laid out as the engine reads them, in batches. */
import { invalidArgument } from '../engine/errors.js';
import type { ColumnInput, NumberValues } from '../engine/port.js';
import { layOutTexts, toText, toValidity } from '../engine/text.js';
import type { Columns, ColumnValues } from './source.js';

const BATCH_ROWS = 65_536;

/** Batches of rows, one engine call each. `isText`: everything as text, as Model Monitor's own states need it. */
export function* toBatches(columns: Columns, isText: boolean): Generator<ColumnInput[]> {
  const names = Object.keys(columns);
  const rows = names.length === 0 ? 0 : (columns[names[0] as string] as ColumnValues).length;
  for (const name of names) {
    const { length } = columns[name] as ColumnValues;
    if (length === rows) continue;
    throw invalidArgument(`expected ${rows} values in each column, found ${length} in \`${name}\``);
  }
  for (let start = 0; start < rows || start === 0; start += BATCH_ROWS) {
    yield names.map((name) => toColumn(name, columns[name] as ColumnValues, start, isText));
  }
}

function toColumn(name: string, values: ColumnValues, start: number, isText: boolean): ColumnInput {
  const end = start + BATCH_ROWS;
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
  if (!values.every((value) => typeof value === 'number' || value === null || value === undefined)) return null;
  const validity = toValidity(values.length, (row) => typeof values[row] === 'number');
  const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : 0));
  return { name, values: numbers, ...(validity && { validity }) };
}

export function toTextColumn(name: string, values: readonly unknown[], position?: number): ColumnInput {
  const texts = values.map(toText);
  const validity = toValidity(texts.length, (row) => texts[row] !== null);
  return {
    name,
    values: layOutTexts(texts),
    ...(validity && { validity }),
    ...(position !== undefined && { position }),
  };
}
