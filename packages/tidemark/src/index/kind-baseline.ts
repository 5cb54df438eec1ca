/** The baseline of a kind of monitor besides data quality, from whatever names one. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import type { DocumentFiles, KindBaseline, StoredDocuments } from './kind.js';
import type { AnyKind, AnyKindOptions } from './kinds.js';
import { readDocumentFiles } from '../source/document-files.js';
import { toNames } from '../source/parts.js';
import type { Source } from '../source/source.js';

/** Of a stored directory, else of a source to make it of. */
export async function findKindBaseline(
  kind: AnyKind,
  engine: Engine,
  base: Source,
  options: AnyKindOptions,
): Promise<KindBaseline> {
  const isAddress = typeof base === 'string' || base instanceof URL;
  const documents = isAddress ? await readDocumentFiles(base, kind.baselineFiles) : null;
  return documents === null
    ? kind.makeBaseline(engine, base, options)
    : kind.openBaseline(engine, documents, toNames(base), options);
}

/** A stored directory, or the documents themselves. */
export async function openKindBaseline(
  kind: AnyKind,
  engine: Engine,
  stored: string | URL | StoredDocuments,
  options: AnyKindOptions,
): Promise<KindBaseline> {
  const isAddress = typeof stored === 'string' || stored instanceof URL;
  const documents = isAddress ? await readDocumentFiles(stored, kind.baselineFiles) : stored;
  if (!documents || !hasAny(documents, kind.baselineFiles)) {
    const files = Object.values(kind.baselineFiles).join(' or ');
    throw invalidArgument(`expected ${files}, found ${isAddress ? String(stored) : 'none of them'}`);
  }
  return kind.openBaseline(engine, documents, isAddress ? [String(stored)] : null, options);
}

function hasAny(documents: StoredDocuments, files: DocumentFiles): boolean {
  return Object.keys(files).some((name) => documents[name] !== null && documents[name] !== undefined);
}
