/** JSON text or bytes, or a value already parsed, in; the root field of a document and its features out. */
import { isTidemarkError } from '../../engine/errors.js';
import { duplicateFeature, notJson } from '../errors.js';
import { Field } from './field.js';
import { DocumentSplitter, type ItemListener } from './split-document.js';

/** A document as it comes: text, the bytes of a file, or what `JSON.parse` made of them. */
export type DocumentInput = string | Uint8Array | object;

export function parseDocument(input: DocumentInput, name: string): Field {
  if (typeof input === 'object' && !(input instanceof Uint8Array)) return new Field(input, name);
  const toText = () => (typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input));
  return new Field(
    asJson(name, () => JSON.parse(toText())),
    name,
  );
}

function asJson<T>(document: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw isTidemarkError(cause) ? cause : notJson(document, cause);
  }
}

/** The root without its features, by which one kind of document is told from another. */
export function parseRoot(bytes: Uint8Array, name: string): Field {
  const splitter = new DocumentSplitter('features', { begin: () => undefined, item: () => undefined });
  const rest = asJson(name, () => {
    splitter.push(bytes);
    return splitter.finish();
  });
  return parseDocument(rest, name);
}

interface Named {
  readonly name: string;
}

/** A document and what its features were read as. */
export interface FeaturesDocument<T> {
  readonly root: Field;
  readonly features: readonly T[];
}

/** Reads the features of a document, each name once. */
export function parseFeatures<T extends Named>(
  input: DocumentInput,
  name: string,
  read: (feature: Field) => T,
): FeaturesDocument<T> {
  if (input instanceof Uint8Array) {
    const reader = new FeaturesReader(name, read);
    reader.push(input);
    return reader.finish();
  }
  const root = parseDocument(input, name);
  return { root, features: requireUnique(name, root.member('features').items().map(read)) };
}

/** The same of a document that comes in chunks of bytes, of which never more than one feature is held as JSON. */
export async function parseFeaturesFrom<T extends Named>(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  read: (feature: Field) => T,
): Promise<FeaturesDocument<T>> {
  const reader = new FeaturesReader(name, read);
  for await (const chunk of chunks) reader.push(chunk);
  return reader.finish();
}

class FeaturesReader<T extends Named> implements ItemListener {
  readonly #name: string;
  readonly #read: (feature: Field) => T;
  readonly #splitter = new DocumentSplitter('features', this);
  #features: T[] | undefined;

  constructor(name: string, read: (feature: Field) => T) {
    this.#name = name;
    this.#read = read;
  }

  begin(): void {
    this.#features = [];
  }

  item(text: string): void {
    const value: unknown = JSON.parse(text);
    this.#features?.push(this.#read(new Field(value, this.#name, `$.features[${this.#features.length}]`)));
  }

  push(chunk: Uint8Array): void {
    asJson(this.#name, () => {
      this.#splitter.push(chunk);
    });
  }

  finish(): FeaturesDocument<T> {
    const root = parseDocument(
      asJson(this.#name, () => this.#splitter.finish()),
      this.#name,
    );
    const features = this.#features ?? root.member('features').items().map(this.#read);
    return { root, features: requireUnique(this.#name, features) };
  }
}

function requireUnique<T extends Named>(document: string, features: T[]): T[] {
  const seen = new Set<string>();
  for (const { name } of features) {
    if (seen.has(name)) throw duplicateFeature(document, name);
    seen.add(name);
  }
  return features;
}
