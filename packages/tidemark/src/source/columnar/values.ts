/** Typed columns as JavaScript values, for what looks at them one by one. */
import type { ColumnInput, NumberValues } from '../../engine/port.js';
import { hasBit } from '../../engine/bits.js';
import { countRows } from '../../engine/slice-column.js';

/** Numbers, bigints, booleans and texts; null where missing. */
export function toJavaScriptValues({ values, validity, scale }: ColumnInput): unknown[] {
  const read = toReader(values, scale);
  return Array.from({ length: countRows(values) }, (_, row) => (hasBit(validity, row) ? read(row) : null));
}

function toReader(values: ColumnInput['values'], scale: number | undefined): (row: number) => unknown {
  if (ArrayBuffer.isView(values)) return toNumberReader(values, scale);
  if ('wide' in values) {
    const words = new DataView(values.wide.buffer, values.wide.byteOffset, values.wide.byteLength);
    return (row) => {
      const integer = (words.getBigInt64(row * 16 + 8, true) << 64n) | words.getBigUint64(row * 16, true);
      return toDecimal(integer, scale ?? 0);
    };
  }
  if ('bits' in values) return (row) => hasBit(values.bits, row);
  const decoder = new TextDecoder();
  const { offsets, data } = values;
  const readText = (row: number): string => decoder.decode(data.subarray(offsets[row], offsets[row + 1]));
  return 'codes' in values ? (row) => readText(values.codes[row] ?? 0) : readText;
}

function toNumberReader(values: NumberValues, scale: number | undefined): (row: number) => unknown {
  return scale === undefined ? (row) => values[row] : (row) => toDecimal(values[row] ?? 0, scale);
}

function toDecimal(integer: number | bigint, scale: number): number {
  return Number(`${integer}e${-scale}`);
}
