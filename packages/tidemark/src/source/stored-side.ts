/** Tells a side of a comparison that has no rows: a stored profile, or Model Monitor's statistics. */
import { decompress } from './decompress.js';
import { tooManyBytes } from './errors.js';
import { recogniseFormat, SIGNATURE_BYTES } from './format.js';
import { toParts } from './parts.js';
import { close, peek } from './peek.js';
import type { ReadOptions } from './read-source.js';
import type { Source } from './source.js';

/** What was stored. */
export interface StoredSide {
  readonly format: 'profile' | 'statistics';
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Rows, to be read from `source`: what can be read only once has been opened, and `source` is what was opened. */
export interface RowsSide {
  readonly format: 'rows';
  readonly source: Source;
}

/** The stored profile or document that a source is, or the source of rows. */
export async function readSide(
  source: Source,
  { untrusted }: Pick<ReadOptions, 'untrusted'> = {},
): Promise<StoredSide | RowsSide> {
  if (Array.isArray(source)) return { format: 'rows', source };
  const [part, ...others] = await toParts(source);
  if (part === undefined || others.length > 0 || !('open' in part)) return { format: 'rows', source };
  const { name, openRandom } = part;
  const { start, all } = await peek(decompress(name, part.open(), part.isFile), SIGNATURE_BYTES);
  let isHandedOver = false;
  try {
    const format = recogniseFormat(name, start);
    const isStored = format === 'profile' || format === 'statistics';
    isHandedOver = isStored || isReadOnce(source);
    if (isStored) return { format, name, chunks: untrusted ? limit(name, all, untrusted.mostBytes) : all };
    const opened = { name, open: () => all, ...(openRandom && { openRandom }) };
    return { format: 'rows', source: isHandedOver ? opened : source };
  } finally {
    if (!isHandedOver) await close(all);
  }
}

async function* limit(name: string, chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.byteLength;
    if (byteCount > most) throw tooManyBytes(name, most);
    yield chunk;
  }
}

function isReadOnce(source: Source): boolean {
  return source instanceof ReadableStream || (typeof source === 'object' && 'open' in source);
}
