/** Opens the stored result of a kind of monitor besides data quality, and tells the kind from its documents. */
import { invalidArgument } from '../engine/errors.js';
import type { KindResult } from './kind.js';
import { type AnyKind, toKind } from './kinds.js';
import { loadEngine } from './load-engine.js';
import { KIND_NAMES, type KindName } from '../monitor/kind-name.js';
import { parseDocument, parseRoot } from '../monitor/document/parse.js';
import { readDocumentFiles } from '../source/document-files.js';

export async function openKindResult(kind: AnyKind, directory: string | URL): Promise<KindResult> {
  const documents = await readDocumentFiles(directory, kind.resultFiles);
  if (documents !== null) return kind.openResult(await loadEngine(), documents);
  const files = Object.values(kind.resultFiles).join(', ');
  throw invalidArgument(`expected a directory with ${files}, found ${String(directory)}`);
}

/** By verdict.json, which is ours, else by the documents of Model Monitor; null for a result of data quality. */
export async function findKindOfResult(directory: string | URL): Promise<KindName | null> {
  const { verdict } = (await readDocumentFiles(directory, { verdict: 'verdict.json' })) ?? {};
  if (verdict) return parseDocument(verdict, 'verdict.json').optional('monitor')?.oneOf(KIND_NAMES) ?? null;
  for (const name of KIND_NAMES) if (await holdsDocuments(directory, toKind(name))) return name;
  return null;
}

async function holdsDocuments(directory: string | URL, kind: AnyKind): Promise<boolean> {
  const documents = Object.entries((await readDocumentFiles(directory, kind.resultFiles)) ?? {});
  return documents.some(([name, bytes]) => {
    const file = kind.resultFiles[name] ?? name;
    return bytes !== null && file.endsWith('.json') && kind.toDocumentText(parseRoot(bytes, file)) !== null;
  });
}
