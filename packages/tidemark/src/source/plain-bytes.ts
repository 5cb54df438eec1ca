/** Bytes as every platform has them. */

/** The same memory: a `Buffer` of Node, whose `slice` gives a view of memory that others use too, becomes a plain array. */
export function toPlainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
