/** Unpacks LZ4 frames, in which Arrow's buffers are packed by default; checksums are passed over. */

const MAGIC = 0x184d_2204;
/** No column of a batch is longer. */
const MOST_BYTES = 1 << 30;
/** A byte of LZ4 stands for at most this many. */
const MOST_RATIO = 255;

export function decodeLz4Frame(packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('a compressed buffer that is no LZ4 frame');
  const flags = view.getUint8(4);
  const hasContentSize = (flags & 0x08) !== 0;
  const blockChecksumBytes = (flags & 0x10) === 0 ? 0 : 4;
  const dictionaryBytes = (flags & 0x01) === 0 ? 0 : 4;
  const size = hasContentSize ? Number(view.getBigUint64(6, true)) : packed.length;
  if (size > MOST_BYTES || size > packed.length * MOST_RATIO) throw new RangeError(`an LZ4 frame of ${size} bytes`);
  const output = new Output(size);
  let at = 6 + (hasContentSize ? 8 : 0) + dictionaryBytes + 1;
  for (;;) {
    const block = view.getUint32(at, true);
    if (block === 0) return output.bytes();
    const length = block & 0x7fff_ffff;
    at += 4;
    if (at + length > packed.length) throw new RangeError('an LZ4 block that goes on after its frame');
    const bytes = packed.subarray(at, at + length);
    if (block >>> 31 === 1) output.append(bytes);
    else unpackBlock(bytes, output);
    at += length + blockChecksumBytes;
  }
}

/** Literals, then a copy of what came before, over and over. */
function unpackBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const readLength = (start: number): number => {
    let length = start;
    if (start !== 15) return length;
    for (let byte = 255; byte === 255; ) {
      byte = block[at++] ?? 0;
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = readLength(token >> 4);
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    output.repeat(distance, readLength(token & 15) + 4);
  }
}

class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  append(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new RangeError('an LZ4 copy from before its frame');
    this.#grow(length);
    const end = this.#length + length;
    if (distance >= length) {
      const start = this.#length - distance;
      this.#bytes.copyWithin(this.#length, start, start + length);
    } else {
      for (let at = this.#length; at < end; at += 1) this.#bytes[at] = this.#bytes[at - distance] ?? 0;
    }
    this.#length = end;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(by: number): void {
    const needed = this.#length + by;
    if (needed <= this.#bytes.length) return;
    if (needed > MOST_BYTES) throw new RangeError(`an LZ4 frame of more than ${MOST_BYTES} bytes`);
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
