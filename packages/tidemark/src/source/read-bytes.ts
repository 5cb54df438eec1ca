/** Reads a source whole, for what is small: documents and profiles. */
import { notASource } from './errors.js';
import { toParts } from './parts.js';
import { concatenate } from './peek.js';
import type { Source } from './source.js';

/** The bytes of every part of a source, with its name. */
export async function readBytes(source: Source): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  const parts = await toParts(source);
  return Promise.all(
    parts.map(async (part) => {
      if (!('open' in part)) throw notASource(part);
      return { name: part.name, bytes: await readWhole(part.open()) };
    }),
  );
}

export async function readWhole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return concatenate(held);
}
