/** Tells a side of a comparison that has no rows: a stored profile, or Model Monitor's statistics. */
import { decompress } from './decompress.js';
import { tooManyBytes } from './errors.js';
import { isColumnar, recogniseFormat, SIGNATURE_BYTES } from './format.js';
import { limitBytes } from './limit-bytes.js';
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
  /** Whether these are the typed columns of one file. */
  readonly isColumnar: boolean;
}

/** The stored profile or document that a source is, or the source of rows: what has a format of rows holds these. */
export async function readSide(
  source: Source,
  { format: given, untrusted }: Pick<ReadOptions, 'format' | 'untrusted'> = {},
): Promise<StoredSide | RowsSide> {
  if (given !== undefined || Array.isArray(source)) return { format: 'rows', source, isColumnar: isColumnar(given) };
  const [part, ...others] = await toParts(source);
  if (part === undefined || others.length > 0 || !('open' in part)) {
    return { format: 'rows', source, isColumnar: false };
  }
  const { name, openRandom } = part;
  const { start, all } = await peek(decompress(name, part.open(), part.isFile), SIGNATURE_BYTES);
  let isHandedOver = false;
  try {
    const format = recogniseFormat(name, start);
    const isStored = format === 'profile' || format === 'statistics';
    isHandedOver = isStored || isReadOnce(source);
    const mostBytes = untrusted?.mostBytes ?? Number.POSITIVE_INFINITY;
    if (isStored) return { format, name, chunks: limitBytes(all, mostBytes, () => tooManyBytes(name, mostBytes)) };
    const opened = { name, open: () => all, ...(openRandom && { openRandom }) };
    return { format: 'rows', source: isHandedOver ? opened : source, isColumnar: isColumnar(format) };
  } finally {
    if (!isHandedOver) await close(all);
  }
}

function isReadOnce(source: Source): boolean {
  return source instanceof ReadableStream || (typeof source === 'object' && 'open' in source);
}
