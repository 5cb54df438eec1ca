/** The bytes of a source to be read from anywhere: a stream, and what is packed, are held in memory for that. */
import { tooLongToHold } from './errors.js';
import { limitBytes } from './limit-bytes.js';
import { close } from './peek.js';
import { fromMemory, type RandomBytes } from './random-bytes.js';
import { readWhole } from './read-bytes.js';
import type { BytesPart } from './source.js';

const MOST_HELD_BYTES = 1 << 29;
const PARQUET: readonly number[] = [0x50, 0x41, 0x52, 0x31];

/** `all`: the same bytes from the beginning, unpacked, for sources that can be read in no other way. */
export async function openWhole(part: BytesPart, all: AsyncIterable<Uint8Array>): Promise<RandomBytes> {
  const random = (await part.openRandom?.()) ?? null;
  if (random !== null) {
    const start = await random.read(0, PARQUET.length);
    if (PARQUET.every((byte, index) => start[index] === byte)) {
      await close(all);
      return random;
    }
    await random.close();
  }
  const held = limitBytes(all, MOST_HELD_BYTES, () => tooLongToHold(part.name, MOST_HELD_BYTES));
  return fromMemory(await readWhole(held));
}
