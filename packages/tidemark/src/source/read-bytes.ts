/** Reads a source whole, for what is small: documents and profiles. */
import { toParts } from './parts.js';
import type { Source } from './source.js';

/** The bytes of every part of a source, with its name. */
export async function readBytes(source: Source): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  const parts = await toParts(source);
  return Promise.all(
    parts.map(async ({ name, open }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of open()) chunks.push(chunk);
      return { name, bytes: concatenate(chunks) };
    }),
  );
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
