/** JSON text or bytes, or a value already parsed, in; the root field of a document out. */
import { duplicateFeature, notJson } from '../errors.js';
import { Field } from './field.js';

/** A document as it comes: text, the bytes of a file, or what `JSON.parse` made of them. */
export type DocumentInput = string | Uint8Array | object;

export function parseDocument(input: DocumentInput, name: string): Field {
  if (typeof input === 'object' && !(input instanceof Uint8Array)) return new Field(input, name);
  try {
    const text = typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input);
    return new Field(JSON.parse(text), name);
  } catch (cause) {
    throw notJson(name, cause);
  }
}

/** The features of a document, each name once. */
export function readFeatures<T extends { readonly name: string }>(root: Field, read: (feature: Field) => T): T[] {
  const features = root.member('features').items().map(read);
  const seen = new Set<string>();
  for (const { name } of features) {
    if (seen.has(name)) throw duplicateFeature(root.document, name);
    seen.add(name);
  }
  return features;
}
