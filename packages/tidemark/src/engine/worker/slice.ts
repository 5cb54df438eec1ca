/** Columns cut by rows for other threads: each slice is a copy with buffers of its own, which can be given away. */
import type { ColumnInput, NumberValues, TextValues } from '../port.js';

/** What an integer of 128 bits takes. */
const WIDE_BYTES = 16;

/** How many rows a column has. */
export function countRows({ values }: ColumnInput): number {
  if ('wide' in values) return Math.floor(values.wide.length / WIDE_BYTES);
  if ('bits' in values) return values.rows;
  if ('codes' in values) return values.codes.length;
  return 'offsets' in values ? values.offsets.length - 1 : values.length;
}

/** Rows from `start`, a multiple of eight, so that bitmaps are cut between bytes, up to `end`. */
export function sliceColumns(columns: readonly ColumnInput[], start: number, end: number): ColumnInput[] {
  return columns.map((column) => ({
    ...column,
    values: sliceValues(column.values, start, end),
    ...(column.validity && { validity: sliceBits(column.validity, start, end) }),
  }));
}

/** The memory of columns, each piece once; what is shared between threads stays where it is. */
export function listBuffers(columns: readonly ColumnInput[]): ArrayBuffer[] {
  const views = columns.flatMap(({ values, validity }) => [...listViews(values), ...(validity ? [validity] : [])]);
  return [...new Set(views.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}

function listViews(values: ColumnInput['values']): readonly ArrayBufferView[] {
  if (ArrayBuffer.isView(values)) return [values];
  if ('wide' in values) return [values.wide];
  if ('bits' in values) return [values.bits];
  return 'codes' in values ? [values.offsets, values.data, values.codes] : [values.offsets, values.data];
}

function sliceValues(values: ColumnInput['values'], start: number, end: number): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return own(values, start, end);
  if ('wide' in values) return { wide: own(values.wide, start * WIDE_BYTES, end * WIDE_BYTES) };
  if ('bits' in values) return { bits: sliceBits(values.bits, start, end), rows: end - start };
  if ('codes' in values) {
    const { codes, offsets, data } = values;
    return { codes: own(codes, start, end), offsets: own(offsets), data: own(data) };
  }
  return sliceTexts(values, start, end);
}

function sliceBits(bits: Uint8Array, start: number, end: number): Uint8Array {
  return own(bits, start >> 3, Math.ceil(end / 8));
}

function sliceTexts({ offsets, data }: TextValues, start: number, end: number): TextValues {
  const from = offsets[start] ?? 0;
  const part = offsets.slice(start, end + 1);
  for (const [index, offset] of part.entries()) part[index] = offset - from;
  return { offsets: part, data: own(data, from, from + (part.at(-1) ?? 0)) };
}

/** Entries that nobody else holds: copied, unless all threads see their memory. */
function own<T extends NumberValues>(array: T, start?: number, end?: number): T {
  const part = array.subarray(start, end);
  const isShared = typeof SharedArrayBuffer === 'function' && array.buffer instanceof SharedArrayBuffer;
  if (isShared) return part as T;
  // Not `slice`, by which a `Buffer` of Node gives a view.
  return (part instanceof Uint8Array ? new Uint8Array(part) : part.slice()) as T;
}
