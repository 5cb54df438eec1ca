/** A column whatever its values are: how many rows, which memory, and a run of its rows without a copy. */
import { sliceBits } from './bits.js';
import type { ColumnInput } from './port.js';
import { trimTexts } from './text.js';

/** What an integer of 128 bits takes. */
const WIDE_BYTES = 16;

export function countRows(values: ColumnInput['values']): number {
  if (ArrayBuffer.isView(values)) return values.length;
  if ('wide' in values) return Math.floor(values.wide.length / WIDE_BYTES);
  if ('bits' in values) return values.rows;
  return 'codes' in values ? values.codes.length : values.offsets.length - 1;
}

/** The memory that values lie in. */
export function listViews(values: ColumnInput['values']): readonly ArrayBufferView[] {
  if (ArrayBuffer.isView(values)) return [values];
  if ('wide' in values) return [values.wide];
  if ('bits' in values) return [values.bits];
  return 'codes' in values ? [values.offsets, values.data, values.codes] : [values.offsets, values.data];
}

export function sliceColumn(column: ColumnInput, start: number, end: number): ColumnInput {
  const { validity } = column;
  return {
    ...column,
    values: sliceValues(column.values, start, end),
    ...(validity && { validity: sliceBits(validity, start, end - start) }),
  };
}

function sliceValues(values: ColumnInput['values'], start: number, end: number): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return values.subarray(start, end);
  if ('wide' in values) return { wide: values.wide.subarray(start * WIDE_BYTES, end * WIDE_BYTES) };
  if ('bits' in values) return { bits: sliceBits(values.bits, start, end - start), rows: end - start };
  if ('codes' in values) return { ...values, codes: values.codes.subarray(start, end) };
  return trimTexts(values.offsets.subarray(start, end + 1), values.data);
}
