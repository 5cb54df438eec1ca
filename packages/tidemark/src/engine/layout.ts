/** Columns as JSON that says what stands in which buffer, and the buffers, which are not copied. */
import { invalidArgument } from './errors.js';
import type { ColumnInput, NumberValues } from './port.js';

/** What the engine calls the numbers of a typed array. */
const NUMBER_TYPES: Readonly<Record<NumberValues[typeof Symbol.toStringTag], string>> = {
  Float64Array: 'f64',
  Float32Array: 'f32',
  Int8Array: 'i8',
  Int16Array: 'i16',
  Int32Array: 'i32',
  BigInt64Array: 'i64',
  Uint8Array: 'u8',
  Uint16Array: 'u16',
  Uint32Array: 'u32',
  BigUint64Array: 'u64',
};

export function layOut(columns: readonly ColumnInput[]): { layout: string; buffers: Uint8Array[] } {
  const buffers: Uint8Array[] = [];
  const add = (buffer: ArrayBufferView): number =>
    buffers.push(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)) - 1;
  const layout = columns.map(({ name, values, validity, scale, position }) => ({
    name,
    scale,
    position,
    ...layOutValues(name, values, add),
    ...(validity === undefined ? {} : { validity: add(validity) }),
  }));
  return { layout: JSON.stringify(layout), buffers };
}

function layOutValues(name: string, values: ColumnInput['values'], add: (buffer: ArrayBufferView) => number): object {
  if (ArrayBuffer.isView(values)) {
    const type = NUMBER_TYPES[values[Symbol.toStringTag]];
    if (type === undefined) throw notAColumn(name, values);
    return { type, rows: values.length, values: add(values) };
  }
  const { wide, bits, rows, offsets, data, codes } = Object(values) as Readonly<Record<string, unknown>>;
  if (wide instanceof Uint8Array) return { type: 'i128', rows: Math.floor(wide.length / 16), values: add(wide) };
  if (bits instanceof Uint8Array) return { type: 'bool', rows, values: add(bits) };
  if (!(offsets instanceof Uint32Array && data instanceof Uint8Array)) throw notAColumn(name, values);
  const text = { offsets: add(offsets), values: add(data) };
  return codes instanceof Uint32Array
    ? { type: 'dictionary', rows: codes.length, codes: add(codes), ...text }
    : { type: 'utf8', rows: offsets.length - 1, ...text };
}

function notAColumn(name: string, values: unknown): Error {
  return invalidArgument(
    `expected a typed array of numbers, bits, or texts with offsets and data for column \`${name}\`, found ${typeof values}`,
  );
}
