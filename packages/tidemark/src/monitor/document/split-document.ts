/**
 * A JSON document that comes in chunks of bytes, taken apart while it comes: each item of one array of its root is given
 * away as text, and what is left is small. So of a document of many features only one is ever held as text.
 */

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Inside the root and inside an array of it. */
const ROOT_LEVEL = 1;
const ITEM_LEVEL = 2;

/** What stands in the rest in place of an item. */
const PLACEHOLDER = '0';

/** What is told about the array and its items. A name that comes twice begins anew, as it does in `JSON.parse`. */
export interface ItemListener {
  begin(): void;
  item(text: string): void;
}

/** One document on its way. It judges no JSON: what is none is found out when the parts are parsed. */
export class DocumentSplitter {
  readonly #opening: RegExp;
  readonly #listener: ItemListener;
  /** Every part is whole, so a character is never cut. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #rest = '';
  #held: Uint8Array[] = [];
  #level = 0;
  #isInText = false;
  #isEscaped = false;
  #isInArray = false;
  #isInItem = false;

  /** `name`: of the array, a member of the root. */
  constructor(name: string, listener: ItemListener) {
    this.#opening = new RegExp(`(?<!\\\\)"${name}"\\s*:\\s*$`);
    this.#listener = listener;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    const cut = (end: number): string => {
      const text = this.#decode(chunk.subarray(start, end));
      start = end;
      return text;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#isInText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isInText = false;
        continue;
      }
      // White space, which stands between parts.
      if (byte <= 0x20) continue;
      const isEnd = byte === COMMA || byte === CLOSE_ARRAY;
      if (this.#isInArray && this.#level === ITEM_LEVEL && isEnd === this.#isInItem) {
        if (this.#isInItem) this.#listener.item(cut(at));
        else this.#rest += cut(at) + PLACEHOLDER;
        this.#isInItem = !isEnd;
      }
      if (byte === QUOTE) this.#isInText = true;
      else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        if (byte === OPEN_ARRAY && this.#level === ROOT_LEVEL) this.#openArray(cut(at));
        this.#level += 1;
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        this.#level -= 1;
        if (this.#level === ROOT_LEVEL) this.#isInArray = false;
      }
    }
    this.#held.push(chunk.slice(start));
  }

  /** The document with a number in place of each item. */
  finish(): string {
    return this.#rest + this.#decode(new Uint8Array());
  }

  /** An array of the root, and the text since the one before, which ends with its name. */
  #openArray(text: string): void {
    this.#rest += text;
    this.#isInArray = this.#opening.test(text);
    if (this.#isInArray) this.#listener.begin();
  }

  #decode(last: Uint8Array): string {
    const parts = [...this.#held, last];
    this.#held = [];
    return parts.map((part, index) => this.#decoder.decode(part, { stream: index < parts.length - 1 })).join('');
  }
}
