/** Values as Parquet writes them plainly, one after another, where possible without a copy. */
import type { SchemaElement } from '../../libraries/hyparquet.js';
import type { TextValues } from '../../engine/port.js';
import type { StoredValues } from './leaf-values.js';

/** RangeError when the bytes hold fewer than `count` values. */
export function readPlain(
  bytes: Uint8Array,
  { type, type_length: size = 0 }: SchemaElement,
  count: number,
): StoredValues {
  if (type === undefined) throw new RangeError('values without a type');
  switch (type) {
    case 'BOOLEAN':
      return { bits: take(bytes, (count + 7) >> 3), rows: count };
    case 'INT32':
      return toNumbers(Int32Array, take(bytes, count * 4));
    case 'INT64':
      return toNumbers(BigInt64Array, take(bytes, count * 8));
    case 'FLOAT':
      return toNumbers(Float32Array, take(bytes, count * 4));
    case 'DOUBLE':
      return toNumbers(Float64Array, take(bytes, count * 8));
    case 'INT96':
      return { fixed: take(bytes, count * 12), size: 12 };
    case 'FIXED_LEN_BYTE_ARRAY':
      if (size <= 0) throw new RangeError(`values of ${size} bytes`);
      return { fixed: take(bytes, count * size), size };
    case 'BYTE_ARRAY':
      return readTexts(bytes, count);
  }
}

/** Texts each after its length, moved together. */
function readTexts(bytes: Uint8Array, count: number): TextValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (count * 4 > bytes.length) throw new RangeError(`${count} texts in ${bytes.length} bytes`);
  const offsets = new Uint32Array(count + 1);
  const data = new Uint8Array(bytes.length - count * 4);
  let at = 0;
  let end = 0;
  for (let index = 0; index < count; index += 1) {
    const length = view.getUint32(at, true);
    at += 4;
    if (length > bytes.length - at) throw new RangeError(`a text of ${length} bytes at the end of its page`);
    // A call costs more than to move a short text byte by byte.
    if (length < 32) for (let byte = 0; byte < length; byte += 1) data[end + byte] = bytes[at + byte] ?? 0;
    else data.set(bytes.subarray(at, at + length), end);
    at += length;
    end += length;
    offsets[index + 1] = end;
  }
  return { offsets, data: data.subarray(0, end) };
}

function take(bytes: Uint8Array, count: number): Uint8Array {
  if (count > bytes.length) throw new RangeError(`${bytes.length} of ${count} bytes of values`);
  return bytes.subarray(0, count);
}

type NumberArray<Values> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Values;
};

/** Where they lie if that is a place for such numbers, else copied. */
function toNumbers<Values>(type: NumberArray<Values>, bytes: Uint8Array): Values {
  const { buffer, byteOffset, length } = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new type(buffer, byteOffset, length / type.BYTES_PER_ELEMENT);
}
