/** Tells the one format of a source of several files by their first bytes. */
import { decompress } from './decompress.js';
import { recogniseFormat, SIGNATURE_BYTES, type SourceFormat } from './format.js';
import { toParts } from './parts.js';
import { close, peek } from './peek.js';
import type { ReadOptions } from './read-source.js';
import type { BytesPart, Source } from './source.js';
import { isReadOnce } from './stored-side.js';

/** The format that was given, or that all have; null where they differ, or are values or what cannot be read twice. */
export async function findFormat(source: Source, options: ReadOptions): Promise<SourceFormat | null> {
  if (isReadOnce(source)) return null;
  const parts = await toParts(source, options);
  const formats = new Set<SourceFormat | null>();
  for (const part of parts) {
    // What lies elsewhere would be asked for twice.
    if (!('open' in part) || part.openRandom === undefined) return null;
    formats.add(options.format ?? (await findFormatOf(part)));
    if (formats.size > 1) return null;
  }
  return [...formats][0] ?? null;
}

async function findFormatOf({ name, open, isFile }: BytesPart): Promise<SourceFormat> {
  const { start, all } = await peek(decompress(name, open(), isFile), SIGNATURE_BYTES);
  try {
    return recogniseFormat(name, start);
  } finally {
    await close(all);
  }
}
