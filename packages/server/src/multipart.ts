/** A multipart body in, its parts out, each as a stream (RFC 7578): a part is read before the next one begins. */
import { badRequest, tooManyParts, unknownMediaType } from './errors.js';
import type { Limits } from './limits.js';

/** A part of a form. What of it is not read is skipped. */
export interface Part {
  readonly name: string;
  /** Without folders. */
  readonly filename: string | null;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const MOST_HEADER_BYTES = 16 * 1024;
const MOST_BOUNDARY_CHARACTERS = 70;

const DASH = 45;
const CARRIAGE_RETURN = 13;
const LINE_END = new Uint8Array([CARRIAGE_RETURN, 10]);

/** Fails with `unsupported-media-type`, `bad-request` or `too-large`. */
export async function* readParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: Limits,
): AsyncGenerator<Part> {
  const delimiter = new TextEncoder().encode(`\r\n--${toBoundary(contentType)}`);
  const bytes = new Bytes(body);
  try {
    for await (const chunk of bytes.until(delimiter)) void chunk;
    for (let count = 1; !(await isLast(bytes)); count += 1) {
      if (count > limits.parts) throw tooManyParts(limits);
      const headers = await readHeaders(bytes);
      const chunks = bytes.until(delimiter);
      yield { ...toPart(headers), chunks };
      for await (const chunk of bytes.rest) void chunk;
    }
  } finally {
    await bytes.end();
  }
}

/** Bytes as they come, and what has come of them but is not yet given. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** The body may begin with a boundary, which is then the beginning of a line too. */
  #held: Uint8Array = LINE_END;
  #rest: AsyncGenerator<Uint8Array> = nothing();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** What `until` that was called last has not given yet. */
  get rest(): AsyncIterable<Uint8Array> {
    return this.#rest;
  }

  /** The bytes before a delimiter; afterwards, what stands behind it is next. */
  until(delimiter: Uint8Array): AsyncIterable<Uint8Array> {
    const found = this.#until(delimiter);
    this.#rest = found;
    return { [Symbol.asyncIterator]: () => ({ next: () => found.next() }) };
  }

  /** The bytes before a line end, at most so many. */
  async line(most: number): Promise<Uint8Array> {
    for (;;) {
      const at = indexOf(this.#held, LINE_END);
      if (at > most || (at < 0 && this.#held.length > most)) throw brokenHeaders();
      if (at >= 0) return this.#take(at, LINE_END.length);
      await this.#fill();
    }
  }

  /** The next bytes, which stay where they are. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#held.length < count) await this.#fill();
    return this.#held.subarray(0, count);
  }

  async end(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *#until(delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = indexOf(this.#held, delimiter);
      if (at >= 0) {
        const last = this.#take(at, delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      // The end may be the beginning of a delimiter.
      const sure = this.#held.length - delimiter.length + 1;
      if (sure > 0) yield this.#take(sure, 0);
      await this.#fill();
    }
  }

  /** The first bytes, and as many behind them are dropped. */
  #take(count: number, dropped: number): Uint8Array {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count + dropped);
    return taken;
  }

  async #fill(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw badRequest('expected a boundary at the end of the form, found the end of the body');
    const held = new Uint8Array(this.#held.length + value.length);
    held.set(this.#held);
    held.set(value, this.#held.length);
    this.#held = held;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Both marks begin with a carriage return, for which the search is fast. */
function indexOf(bytes: Uint8Array, mark: Uint8Array): number {
  let at = bytes.indexOf(CARRIAGE_RETURN);
  while (at >= 0 && !mark.every((byte, index) => bytes[at + index] === byte)) {
    at = bytes.indexOf(CARRIAGE_RETURN, at + 1);
  }
  return at;
}

/** Whether the boundary that was just read is the last one; else blanks may follow it. */
async function isLast(bytes: Bytes): Promise<boolean> {
  if ((await bytes.peek(2)).every((byte) => byte === DASH)) return true;
  await bytes.line(MOST_HEADER_BYTES);
  return false;
}

async function readHeaders(bytes: Bytes): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (let left = MOST_HEADER_BYTES; ; ) {
    const line = await bytes.line(left);
    if (line.length === 0) return headers;
    left -= line.length;
    const [, name, value] = /^([\w-]+):[ \t]*(.*)$/s.exec(new TextDecoder().decode(line)) ?? [];
    if (name === undefined || value === undefined) throw brokenHeaders();
    headers.set(name.toLowerCase(), value);
  }
}

function toPart(headers: ReadonlyMap<string, string>): Omit<Part, 'chunks'> {
  const disposition = headers.get('content-disposition') ?? '';
  const [, quoted, plain] = /;[ \t]*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition) ?? [];
  const name = quoted ?? plain;
  if (!/^form-data[ \t]*;/i.test(disposition) || name === undefined) throw brokenHeaders();
  const [, quotedFile, plainFile] = /;[ \t]*filename=(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/i.exec(disposition) ?? [];
  return {
    name,
    filename: toFilename(quotedFile ?? plainFile ?? ''),
    contentType: headers.get('content-type') ?? 'text/plain',
  };
}

function toFilename(text: string): string | null {
  const name = text.replace(/^.*[/\\]/s, '').replaceAll(/\p{Cc}/gu, '');
  return name === '' ? null : name.slice(0, 255);
}

function toBoundary(contentType: string): string {
  const [, quoted, plain] = /^multipart\/form-data[ \t]*;.*?boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (boundary === '' || boundary.length > MOST_BOUNDARY_CHARACTERS) {
    throw unknownMediaType('multipart/form-data with a boundary');
  }
  return boundary;
}

function brokenHeaders(): Error {
  return badRequest('expected parts of a form, found one whose headers cannot be read');
}
