/** The baseline of a kind of monitor besides data quality, from whatever names one. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import type { DocumentFiles, KindBaseline, StoredDocuments } from './kind.js';
import type { AnyKind, AnyKindOptions } from './kinds.js';
import { readDocumentFiles } from '../source/document-files.js';
import { toNames } from '../source/parts.js';
import { readWhole } from '../source/read-bytes.js';
import type { Source } from '../source/source.js';
import { readSide } from '../source/stored-side.js';

/** Of a stored directory or statistics.json, else of a source to make it of; labels that lie elsewhere are those of the window. */
export async function findKindBaseline(
  kind: AnyKind,
  engine: Engine,
  base: Source,
  options: AnyKindOptions,
): Promise<KindBaseline> {
  const isAddress = typeof base === 'string' || base instanceof URL;
  const documents = isAddress ? await readDocumentFiles(base, kind.baselineFiles) : null;
  const names = toNames(base);
  if (documents !== null) return kind.openBaseline(engine, documents, names, options);
  const side = await readSide(base, options);
  if (side.format === 'statistics' && 'statistics' in kind.baselineFiles) {
    return kind.openBaseline(engine, { statistics: await readWhole(side.chunks) }, names, options);
  }
  const { groundTruth: _, merged: __, ...own } = options;
  const made = await kind.makeBaseline(engine, side.format === 'rows' ? side.source : base, own);
  return { ...made, names };
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
