/** A run of rows of a column, without a copy of its values. */
import type { ColumnInput, TextValues } from '../../engine/port.js';
import { sliceBits } from './bits.js';

export function sliceRows(column: ColumnInput, start: number, end: number): ColumnInput {
  const { validity } = column;
  return {
    ...column,
    values: sliceValues(column.values, start, end),
    ...(validity && { validity: sliceBits(validity, start, end - start) }),
  };
}

function sliceValues(values: ColumnInput['values'], start: number, end: number): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return values.subarray(start, end);
  if ('wide' in values) return { wide: values.wide.subarray(start * 16, end * 16) };
  if ('bits' in values) return { bits: sliceBits(values.bits, start, end - start), rows: end - start };
  if ('codes' in values) return { ...values, codes: values.codes.subarray(start, end) };
  return trimTexts(values.offsets.subarray(start, end + 1), values.data);
}

/** Texts whose buffer holds no more than they are. */
export function trimTexts(offsets: Uint32Array, data: Uint8Array): TextValues {
  const first = offsets[0] ?? 0;
  const last = offsets.at(-1) ?? 0;
  return {
    offsets: first === 0 ? offsets : offsets.map((offset) => offset - first),
    data: data.subarray(first, Math.max(first, last)),
  };
}
