/** Bitmaps as Arrow lays them out: least significant bit first. */

/** `count` bits from `first` on, beginning at a byte: where they lie if they already do, else copied. */
export function sliceBits(bits: Uint8Array, first: number, count: number): Uint8Array {
  const start = first >> 3;
  const shift = first & 7;
  const length = (count + 7) >> 3;
  if (shift === 0) return bits.subarray(start, start + length);
  const sliced = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) {
    const low = bits[start + index] ?? 0;
    const high = bits[start + index + 1] ?? 0;
    sliced[index] = (low >> shift) | (high << (8 - shift));
  }
  return sliced;
}

/** Entries that are present in both; undefined stands for all. */
export function andBits(first: Uint8Array | undefined, second: Uint8Array | undefined): Uint8Array | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return first.map((byte, index) => byte & (second[index] ?? 0));
}

/** Whether bit `index` is set; undefined stands for all set. */
export function hasBit(bits: Uint8Array | undefined, index: number): boolean {
  return bits === undefined || (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

export function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}
