/** Columns as JSON that says what stands in which buffer, and the buffers, which are not copied. */
import { invalidArgument } from './errors.js';
import type { ColumnInput } from './port.js';

export function layOut(columns: readonly ColumnInput[]): { layout: string; buffers: Uint8Array[] } {
  const buffers: Uint8Array[] = [];
  const add = (buffer: ArrayBufferView): number =>
    buffers.push(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)) - 1;
  const layout = columns.map(({ name, values, validity }) => ({
    name,
    ...layOutValues(name, values, add),
    ...(validity === undefined ? {} : { validity: add(validity) }),
  }));
  return { layout: JSON.stringify(layout), buffers };
}

function layOutValues(name: string, values: ColumnInput['values'], add: (buffer: ArrayBufferView) => number): object {
  if (values instanceof Float64Array) return { type: 'f64', rows: values.length, values: add(values) };
  if (values instanceof BigInt64Array) return { type: 'i64', rows: values.length, values: add(values) };
  const { offsets, data } = Object(values) as { offsets?: unknown; data?: unknown };
  if (!(offsets instanceof Uint32Array && data instanceof Uint8Array)) {
    throw invalidArgument(
      `expected a Float64Array, a BigInt64Array or texts with offsets and data for column \`${name}\`, found ${typeof values}`,
    );
  }
  const text = { offsets: add(offsets), values: add(data) };
  return 'codes' in values
    ? { type: 'dictionary', rows: values.codes.length, codes: add(values.codes), ...text }
    : { type: 'utf8', rows: offsets.length - 1, ...text };
}
