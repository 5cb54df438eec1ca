/**
 * Takes gzip and Zstandard off, within limits: what unpacks to far more than it is, is a bomb and is refused. A file that
 * somebody named may be packed as well as it will: the memory that it takes is bounded all the same.
 */
import { brokenCompression, decompressionBomb } from './errors.js';
import { peek } from './peek.js';

const SIGNATURE_BYTES = 4;
/** Up to here everything may be unpacked; past it, at most this many bytes for each one read. */
const FREE_BYTES = 1024 * 1024;
const MOST_RATIO = 100;
/** How much Zstandard is fed at once: a few bytes may stand for 128 KiB. */
const PIECE_BYTES = 1024;
/** A larger window is asked for by no usual writer. */
const MOST_WINDOW_BYTES = 128 * 1024 * 1024;

/** The bytes as they are, or unpacked when they begin as gzip or Zstandard do. */
export async function* decompress(
  name: string,
  packed: AsyncIterable<Uint8Array>,
  isTrusted = false,
): AsyncGenerator<Uint8Array> {
  const meter = new Meter(name, isTrusted);
  const { start, all } = await peek(packed, SIGNATURE_BYTES);
  if (start[0] === 0x1f && start[1] === 0x8b) yield* unpackGzip(name, all, meter);
  else if (startsAsZstandard(start)) yield* unzstandard(name, all, meter);
  else yield* all;
}

function startsAsZstandard(start: Uint8Array): boolean {
  return start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd;
}

class Meter {
  readonly #name: string;
  readonly #isTrusted: boolean;
  #packed = 0;
  #unpacked = 0;

  constructor(name: string, isTrusted: boolean) {
    this.#name = name;
    this.#isTrusted = isTrusted;
  }

  read(byteCount: number): void {
    this.#packed += byteCount;
  }

  unpack(byteCount: number): void {
    this.#unpacked += byteCount;
    if (!this.#isTrusted && this.#unpacked > FREE_BYTES && this.#unpacked > MOST_RATIO * this.#packed) {
      throw decompressionBomb(this.#name, MOST_RATIO);
    }
  }
}

/** Takes gzip off. `invalid-data` for what is no gzip, and for a bomb. */
export async function* gunzip(name: string, packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* unpackGzip(name, packed, new Meter(name, false));
}

async function* unpackGzip(name: string, packed: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  let failure: unknown;
  async function* metered(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of packed) {
        meter.read(chunk.byteLength);
        yield chunk;
      }
    } catch (cause) {
      failure = cause;
      throw cause;
    }
  }
  // zlib where there is one, for it reads several members.
  const platform = await import('#gunzip');
  const unpacked: AsyncIterator<Uint8Array> = platform.gunzip(metered());
  try {
    for (;;) {
      const { done, value } = await unpacked.next().catch((cause: unknown) => {
        throw failure instanceof Error ? failure : brokenCompression(name, 'gzip', cause);
      });
      if (done === true) return;
      meter.unpack(value.byteLength);
      yield value;
    }
  } finally {
    await unpacked.return?.();
  }
}

async function* unzstandard(name: string, packed: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('../libraries/fzstd.js');
  const { start, all } = await peek(packed, 18);
  if (toFrameBytes(start) > MOST_WINDOW_BYTES) throw decompressionBomb(name, MOST_RATIO);
  let unpacked: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    unpacked.push(chunk);
  });
  const push = (piece: Uint8Array, isLast: boolean): Uint8Array[] => {
    unpacked = [];
    try {
      stream.push(piece, isLast);
    } catch (cause) {
      throw brokenCompression(name, 'Zstandard', cause);
    }
    return unpacked;
  };
  for await (const chunk of all) {
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      meter.read(piece.byteLength);
      for (const text of push(piece, false)) {
        meter.unpack(text.byteLength);
        yield text;
      }
    }
  }
  yield* push(new Uint8Array(), true);
}

/** How much memory the first frame asks for: the window, or the size of its content when that is one piece. */
export function toFrameBytes(start: Uint8Array): number {
  const descriptor = start[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  if (!isSingle) {
    const window = start[5] ?? 0;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const sizeBytes = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  const offset = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  let size = 0;
  for (let index = sizeBytes - 1; index >= 0; index -= 1) size = size * 256 + (start[offset + index] ?? 0);
  return size;
}
