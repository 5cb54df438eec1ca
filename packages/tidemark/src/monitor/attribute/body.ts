/** The body of a capture record's request, response or label: cells of delimited text, or JSON. */
import { toCells } from './cells.js';
import { unfitRecord } from './errors.js';

/** Cells row by row, or the value that the JSON is; of JSON Lines the list of them. */
export type Body = { readonly cells: readonly (readonly string[])[] } | { readonly json: unknown };

/** A body as capture records have it. */
interface Recorded {
  readonly data?: unknown;
  readonly encoding?: unknown;
  readonly observedContentType?: unknown;
}

/** Null when there is none. */
export function readBody(recorded: unknown, what: string): Body | null {
  if (typeof recorded !== 'object' || recorded === null) return null;
  const { data, encoding, observedContentType } = recorded as Recorded;
  if (data === null || data === undefined) return null;
  if (typeof data !== 'string') throw unfitRecord(`expected the data of the ${what} as text, found ${typeof data}`);
  if (encoding === 'CSV') return { cells: toCells(data) };
  if (encoding === 'JSON') return { json: parseJson(data, what) };
  const text = encoding === 'BASE64' ? fromBase64(data, what) : data;
  return /json/i.test(String(observedContentType)) ? { json: parseJson(text, what) } : { cells: toCells(text) };
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLines(text, what);
  }
}

function parseLines(text: string, what: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch (cause) {
    throw unfitRecord(`expected JSON as the ${what}, found something else: ${String(cause)}`);
  }
}

function fromBase64(data: string, what: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
  } catch {
    throw unfitRecord(`expected base64 as the ${what}, found something else`);
  }
}
