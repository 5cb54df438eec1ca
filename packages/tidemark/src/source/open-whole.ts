/** The bytes of a source to be read from anywhere: a stream, and what is packed, are held in memory for that. */
import { tooLongToHold } from './errors.js';
import { concatenate } from './peek.js';
import { fromMemory, type RandomBytes } from './random-bytes.js';
import type { BytesPart } from './source.js';

const MOST_HELD_BYTES = 1 << 29;
const PARQUET: readonly number[] = [0x50, 0x41, 0x52, 0x31];

/** `all`: the same bytes from the beginning, unpacked, for sources that can be read in no other way. */
export async function openWhole(part: BytesPart, all: AsyncIterable<Uint8Array>): Promise<RandomBytes> {
  const random = (await part.openRandom?.()) ?? null;
  if (random !== null) {
    const start = await random.read(0, PARQUET.length);
    if (PARQUET.every((byte, index) => start[index] === byte)) {
      await all[Symbol.asyncIterator]().return?.();
      return random;
    }
    await random.close();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of all) {
    length += chunk.length;
    if (length > MOST_HELD_BYTES) throw tooLongToHold(part.name, MOST_HELD_BYTES);
    chunks.push(chunk);
  }
  return fromMemory(concatenate(chunks));
}
