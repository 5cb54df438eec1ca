/** Entries of a column by number: how the items of lists become columns. */
import type { ColumnInput, NumberValues } from '../../engine/port.js';
import { hasBit, setBit } from '../../engine/bits.js';

/** Entry `i` is entry `rows[i]` of the column, missing where that is below zero. */
export function takeRows(column: ColumnInput, rows: Int32Array): ColumnInput {
  const validity = new Uint8Array((rows.length + 7) >> 3);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? -1;
    if (row >= 0 && hasBit(column.validity, row)) setBit(validity, index);
  }
  return { ...column, values: takeValues(column.values, rows), validity };
}

/** What stands at a missing entry, below zero, does not matter. */
export function takeValues(values: ColumnInput['values'], rows: Int32Array | Uint32Array): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return takeNumbers(values, rows);
  if ('wide' in values) {
    const wide = new Uint8Array(rows.length * 16);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? -1;
      if (row >= 0) wide.set(values.wide.subarray(row * 16, row * 16 + 16), index * 16);
    }
    return { wide };
  }
  if ('bits' in values) {
    const bits = new Uint8Array((rows.length + 7) >> 3);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? -1;
      if (row >= 0 && hasBit(values.bits, row)) setBit(bits, index);
    }
    return { bits, rows: rows.length };
  }
  const { offsets, data } = values;
  if ('codes' in values) return { offsets, data, codes: takeNumbers(values.codes, rows) };
  return {
    offsets,
    data,
    codes: rows instanceof Uint32Array ? rows : Uint32Array.from(rows, (row) => Math.max(row, 0)),
  };
}

function takeNumbers<Values extends NumberValues>(values: Values, rows: Int32Array | Uint32Array): Values {
  const numbers = new (values.constructor as new (length: number) => Values)(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    const value = values[rows[index] ?? -1];
    if (value !== undefined) numbers[index] = value;
  }
  return numbers;
}
