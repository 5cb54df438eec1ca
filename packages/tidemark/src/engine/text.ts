/** Texts laid out as the engine reads them: one buffer of UTF-8, offsets, codes, and bits for what is present. */
import { setBit } from './bits.js';
import type { ColumnInput, DictionaryValues, TextValues } from './port.js';

/** Of more distinct texts, looking each one up takes as long as writing it out. */
const MOST_CODED = 4096;
/** Or of more than one in so many rows. */
const LEAST_REPEATS = 4;

/** So many texts are still in the nearest caches when they are looked at again. */
const JOINED = 1024;

/** What a value says as text; null where it is missing. Numbers have the digits that JavaScript prints. */
export function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return `${value}`;
  return JSON.stringify(value) ?? null;
}

/** The values of a column of texts, null where one is missing. */
export function toTextValues(texts: readonly (string | null)[]): Pick<ColumnInput, 'values' | 'validity'> {
  const validity = texts.includes(null) ? toValidity(texts.length, (row) => texts[row] !== null) : undefined;
  return { values: codeTexts(texts), ...(validity && { validity }) };
}

/** Texts by codes while few of them are distinct, which costs a quarter, else one after another; a missing one is empty. */
export function codeTexts(texts: readonly (string | null)[]): TextValues | DictionaryValues {
  const most = Math.min(MOST_CODED, texts.length / LEAST_REPEATS);
  const places = new Map<string, number>();
  const codes = new Uint32Array(texts.length);
  for (let row = 0; row < texts.length; row += 1) {
    const text = texts[row] ?? '';
    let code = places.get(text);
    if (code === undefined) {
      code = places.size;
      if (code >= most) return layOutTexts(texts);
      places.set(text, code);
    }
    codes[row] = code;
  }
  return { codes, ...layOutTexts([...places.keys()]) };
}

/** Texts one after another; a missing one is empty. */
export function layOutTexts(texts: readonly (string | null)[]): TextValues {
  return layOutAscii(texts) ?? layOutEach(texts);
}

/** In ASCII a character is a byte, so that many texts are written at once: undefined where one holds others. */
function layOutAscii(texts: readonly (string | null)[]): TextValues | undefined {
  const offsets = new Uint32Array(texts.length + 1);
  const joined: string[] = [];
  let end = 0;
  for (let first = 0; first < texts.length; first += JOINED) {
    const some = texts.slice(first, first + JOINED);
    joined.push(some.join(''));
    for (let index = 0; index < some.length; index += 1) {
      end += some[index]?.length ?? 0;
      offsets[first + index + 1] = end;
    }
  }
  const data = new Uint8Array(end);
  const encoder = new TextEncoder();
  let start = 0;
  for (const text of joined) {
    if (encoder.encodeInto(text, data.subarray(start)).read < text.length) return undefined;
    start += text.length;
  }
  return { offsets, data };
}

function layOutEach(texts: readonly (string | null)[]): TextValues {
  const most = texts.reduce((sum, text) => sum + (text?.length ?? 0) * 3, 0);
  const data = new Uint8Array(most);
  const offsets = new Uint32Array(texts.length + 1);
  const encoder = new TextEncoder();
  let end = 0;
  for (const [index, text] of texts.entries()) {
    if (text !== null && text !== '') end += encoder.encodeInto(text, data.subarray(end)).written;
    offsets[index + 1] = end;
  }
  return { offsets, data: data.subarray(0, end) };
}

/** Texts whose buffer holds no more than they are. */
export function trimTexts(offsets: Uint32Array, data: Uint8Array): TextValues {
  const first = offsets[0] ?? 0;
  const last = offsets.at(-1) ?? 0;
  return {
    offsets: first === 0 ? offsets : offsets.map((offset) => offset - first),
    data: data.subarray(first, Math.max(first, last)),
  };
}

/** A bit a row. */
export function toBits(rows: number, isSet: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(rows / 8));
  for (let row = 0; row < rows; row += 1) {
    if (isSet(row)) setBit(bits, row);
  }
  return bits;
}

/** A validity bitmap; undefined when every value is present. */
export function toValidity(rows: number, isPresent: (row: number) => boolean): Uint8Array | undefined {
  const bits = new Uint8Array(Math.ceil(rows / 8));
  let missing = 0;
  for (let row = 0; row < rows; row += 1) {
    if (isPresent(row)) setBit(bits, row);
    else missing += 1;
  }
  return missing === 0 ? undefined : bits;
}
