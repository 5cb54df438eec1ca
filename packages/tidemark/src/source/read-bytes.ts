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
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.open()) chunks.push(chunk);
      return { name: part.name, bytes: concatenate(chunks) };
    }),
  );
}
