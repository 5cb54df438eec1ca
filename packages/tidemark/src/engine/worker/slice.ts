/** Columns cut by rows for other threads: each slice is a copy with buffers of its own, which can be given away. */
import type { ColumnInput, TextValues } from '../port.js';

/** How many rows a column has. */
export function countRows({ values }: ColumnInput): number {
  if ('codes' in values) return values.codes.length;
  return 'offsets' in values ? values.offsets.length - 1 : values.length;
}

/** Rows from `start`, a multiple of eight, so that bitmaps are cut between bytes, up to `end`. */
export function sliceColumns(columns: readonly ColumnInput[], start: number, end: number): ColumnInput[] {
  return columns.map(({ name, values, validity }) => ({
    name,
    values: sliceValues(values, start, end),
    ...(validity && { validity: own(validity, start >> 3, Math.ceil(end / 8)) }),
  }));
}

/** The memory of columns, each piece once; what is shared between threads stays where it is. */
export function listBuffers(columns: readonly ColumnInput[]): ArrayBuffer[] {
  const views = columns.flatMap(({ values, validity }) => [
    ...(ArrayBuffer.isView(values) ? [values] : [values.offsets, values.data]),
    ...('codes' in values ? [values.codes] : []),
    ...(validity ? [validity] : []),
  ]);
  return [...new Set(views.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}

function sliceValues(values: ColumnInput['values'], start: number, end: number): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return own(values, start, end);
  if ('codes' in values) {
    const { codes, offsets, data } = values;
    return { codes: own(codes, start, end), offsets: own(offsets), data: own(data) };
  }
  return sliceTexts(values, start, end);
}

function sliceTexts({ offsets, data }: TextValues, start: number, end: number): TextValues {
  const from = offsets[start] ?? 0;
  const part = offsets.slice(start, end + 1);
  for (const [index, offset] of part.entries()) part[index] = offset - from;
  return { offsets: part, data: own(data, from, from + (part.at(-1) ?? 0)) };
}

/** Entries that nobody else holds: copied, unless all threads see their memory. */
function own<T extends Float64Array | BigInt64Array | Uint32Array | Uint8Array>(
  array: T,
  start?: number,
  end?: number,
): T {
  const part = array.subarray(start, end);
  const isShared = typeof SharedArrayBuffer === 'function' && array.buffer instanceof SharedArrayBuffer;
  if (isShared) return part as T;
  // Not `slice`, by which a `Buffer` of Node gives a view.
  return (part instanceof Uint8Array ? new Uint8Array(part) : part.slice()) as T;
}
