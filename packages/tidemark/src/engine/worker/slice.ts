/** Columns cut by rows for other threads: each slice is a copy with buffers of its own, which can be given away. */
import type { ColumnInput, NumberValues } from '../port.js';
import { listViews, sliceColumn } from '../slice-column.js';

/** Rows from `start`, a multiple of eight, so that bitmaps are cut between bytes, up to `end`. */
export function sliceColumns(columns: readonly ColumnInput[], start: number, end: number): ColumnInput[] {
  return columns.map((column) => {
    const { values, validity, ...rest } = sliceColumn(column, start, end);
    return { ...rest, values: ownValues(values), ...(validity && { validity: own(validity) }) };
  });
}

/** The memory of columns, each piece once; what is shared between threads stays where it is. */
export function listBuffers(columns: readonly ColumnInput[]): ArrayBuffer[] {
  const views = columns.flatMap(({ values, validity }) => [...listViews(values), ...(validity ? [validity] : [])]);
  return [...new Set(views.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}

function ownValues(values: ColumnInput['values']): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return own(values);
  if ('wide' in values) return { wide: own(values.wide) };
  if ('bits' in values) return { bits: own(values.bits), rows: values.rows };
  const texts = { offsets: own(values.offsets), data: own(values.data) };
  return 'codes' in values ? { ...texts, codes: own(values.codes) } : texts;
}

/** Entries that nobody else holds: copied, unless all threads see their memory. */
function own<T extends NumberValues>(part: T): T {
  const isShared = typeof SharedArrayBuffer === 'function' && part.buffer instanceof SharedArrayBuffer;
  if (isShared) return part;
  // Not `slice`, by which a `Buffer` of Node gives a view.
  return (part instanceof Uint8Array ? new Uint8Array(part) : part.slice()) as T;
}
