/** Tells a side of a comparison that has no rows: a stored profile, or Model Monitor's statistics. */
import { decompress } from './decompress.js';
import { recogniseFormat, SIGNATURE_BYTES } from './format.js';
import { toParts } from './parts.js';
import { close, peek } from './peek.js';
import type { Source } from './source.js';

/** What was stored. */
export interface StoredSide {
  readonly format: 'profile' | 'statistics';
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The stored profile or document that a source is; null for a source of rows. A stream can be read only once: null. */
export async function readStoredSide(source: Source): Promise<StoredSide | null> {
  if (source instanceof ReadableStream || Array.isArray(source)) return null;
  const [part, ...others] = await toParts(source);
  if (part === undefined || others.length > 0 || !('open' in part)) return null;
  const { start, all } = await peek(decompress(part.name, part.open(), part.isFile), SIGNATURE_BYTES);
  let stored: StoredSide | null = null;
  try {
    const format = recogniseFormat(part.name, start);
    if (format === 'profile' || format === 'statistics') stored = { format, name: part.name, chunks: all };
    return stored;
  } finally {
    if (stored === null) await close(all);
  }
}
