/** Tells a side of a comparison that has no rows: a stored profile, or Model Monitor's statistics. */
import { decompress } from './decompress.js';
import { tooManyBytes } from './errors.js';
import { recogniseFormat, type RowFormat, SIGNATURE_BYTES } from './format.js';
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
  /** In which format, where it is one file or the format was given. */
  readonly rowFormat: RowFormat | null;
}

/** The stored profile or document that a source is, or the source of rows: what has a format of rows holds these. */
export async function readSide(
  source: Source,
  { format: given, untrusted }: Pick<ReadOptions, 'format' | 'untrusted'> = {},
): Promise<StoredSide | RowsSide> {
  if (given !== undefined || Array.isArray(source)) {
    return { format: 'rows', source, rowFormat: isBytes(source) ? (given ?? null) : null };
  }
  const [part, ...others] = await toParts(source);
  if (part === undefined || others.length > 0 || !('open' in part)) {
    return { format: 'rows', source, rowFormat: null };
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
    return { format: 'rows', source: isHandedOver ? opened : source, rowFormat: format === 'manifest' ? null : format };
  } finally {
    if (!isHandedOver) await close(all);
  }
}

/** Whether it is text or bytes, rather than values in memory. */
function isBytes(source: Source): boolean {
  if (typeof source === 'string' || source instanceof URL || source instanceof Uint8Array) return true;
  return source instanceof ArrayBuffer || source instanceof Blob || isReadOnce(source);
}

/** Whether it can be opened no second time. */
export function isReadOnce(source: Source): boolean {
  if (Array.isArray(source)) return (source as readonly Source[]).some(isReadOnce);
  return source instanceof ReadableStream || (typeof source === 'object' && 'open' in source);
}
