/**
 * Documents in, JSON text out, byte for byte that of `JSON.stringify` with two blanks a level; numbers that JSON cannot
 * hold are spelled as Model Monitor spells them. It comes in pieces, so that a large document is never held as text.
 */

/** Objects and arrays down to this level are taken apart: `features` also where a document lies inside another. */
const OPENED_LEVELS = 3;

const PIECE_LENGTH = 65_536;

/** The text of a document in pieces. */
export function* toDocumentPieces(document: object): Generator<string> {
  let held = '';
  for (const token of toTokens(document, 0)) {
    held += token;
    if (held.length < PIECE_LENGTH) continue;
    yield held;
    held = '';
  }
  yield `${held}\n`;
}

export function toDocumentText(document: object): string {
  return [...toDocumentPieces(document)].join('');
}

function* toTokens(value: unknown, level: number): Generator<string> {
  const entries = level < OPENED_LEVELS ? toEntries(value) : [];
  if (entries.length === 0) {
    // No text in JSON holds a line end of its own, so all of them stand between tokens.
    yield JSON.stringify(value, spellNumber, 2).replaceAll('\n', `\n${toIndent(level)}`);
    return;
  }
  const [open = '', close = ''] = Array.isArray(value) ? '[]' : '{}';
  for (const [index, [key, inner]] of entries.entries()) {
    yield `${index === 0 ? open : ','}\n${toIndent(level + 1)}${key === null ? '' : `${JSON.stringify(key)}: `}`;
    yield* toTokens(inner, level + 1);
  }
  yield `\n${toIndent(level)}${close}`;
}

/** What an object or an array holds, items without a key; nothing for any other value. */
function toEntries(value: unknown): (readonly [key: string | null, value: unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown) => [null, item ?? null]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function toIndent(level: number): string {
  return '  '.repeat(level);
}

function spellNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
