/** Parquet's mix of runs and packed bits, in which levels, codes and booleans are written. */

/**
 * Reads `output.length` integers of `width` bits, which begin at `start` and end before `end`. RangeError when there are
 * fewer.
 */
export function readHybrid(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  output: Uint8Array | Uint32Array,
): void {
  let at = start;
  let seen = 0;
  while (seen < output.length) {
    const { header, next } = readHeader(bytes, at, end);
    at = next;
    const length = header >>> 1;
    if ((header & 1) === 0) {
      const size = (width + 7) >> 3;
      if (at + size > end) throw new RangeError('a run that goes on after its page');
      let value = 0;
      for (let byte = 0; byte < size; byte += 1) value |= (bytes[at + byte] ?? 0) << (8 * byte);
      output.fill(value >>> 0, seen, seen + length);
      at += size;
      seen += length;
    } else {
      const count = Math.min(length * 8, output.length - seen);
      if (at + ((count * width + 7) >> 3) > end) throw new RangeError('packed bits that go on after their page');
      unpack(bytes, at, width, output, seen, count);
      at += length * width;
      seen += count;
    }
  }
}

/** Whether a single run gives `count` times the value, which takes at most a byte. */
export function isOneRun(bytes: Uint8Array, start: number, end: number, value: number, count: number): boolean {
  const { header, next } = readHeader(bytes, start, end);
  return (header & 1) === 0 && header >>> 1 >= count && bytes[next] === value;
}

function readHeader(bytes: Uint8Array, start: number, end: number): { readonly header: number; readonly next: number } {
  let header = 0;
  let next = start;
  for (let shift = 0; ; shift += 7) {
    const byte = next < end ? bytes[next++] : undefined;
    if (byte === undefined || shift > 28) throw new RangeError('runs that end before their page does');
    header |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { header, next };
  }
}

function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  output: Uint8Array | Uint32Array,
  first: number,
  count: number,
): void {
  const mask = width === 32 ? 0xffff_ffff : 2 ** width - 1;
  let at = start;
  let held = 0;
  let bits = 0;
  if (width <= 24) {
    for (let index = first; index < first + count; index += 1) {
      while (bits < width) {
        held |= (bytes[at++] ?? 0) << bits;
        bits += 8;
      }
      output[index] = held & mask;
      held >>>= width;
      bits -= width;
    }
    return;
  }
  for (let index = 0; index < count; index += 1) {
    const bit = index * width;
    const byte = start + (bit >>> 3);
    const shift = bit & 7;
    const low = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
    const word = (low | ((bytes[byte + 3] ?? 0) << 24)) >>> shift;
    const high = shift === 0 ? 0 : (bytes[byte + 4] ?? 0) << (32 - shift);
    output[first + index] = ((word | high) & mask) >>> 0;
  }
}
