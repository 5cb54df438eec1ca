/** The documents of a case: those that it gives, and those that came out. */
import type { Case, DocumentName, Side } from './case.ts';
import { readFileOf } from './sources.ts';

/** The documents that came out. */
export type Documents = Partial<Readonly<Record<DocumentName, unknown>>>;

/** A document of a side, from its file or as it is written out; null when the side has none of the name. */
export async function readDocument(test: Case, side: Side, name: DocumentName): Promise<Uint8Array | object | null> {
  const given = side[name];
  if (given === undefined) return null;
  return typeof given === 'string' ? readFileOf(test, given) : given;
}
