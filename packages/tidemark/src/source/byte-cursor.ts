/** Takes exact numbers of bytes from a stream of chunks. */
import { concatenate } from './peek.js';

export class ByteCursor {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();
  #taken = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** `count` bytes, or fewer at the end; aligned to eight, so that numbers in them are read where they lie. */
  async take(count: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let held = 0;
    while (held < count) {
      if (this.#chunk.length === 0 && !(await this.#fetch())) break;
      const piece = this.#chunk.subarray(0, count - held);
      this.#chunk = this.#chunk.subarray(piece.length);
      pieces.push(piece);
      held += piece.length;
    }
    this.#taken += held;
    const [only] = pieces;
    if (pieces.length === 1 && only !== undefined && only.byteOffset % 8 === 0) return only;
    return concatenate(pieces.length === 1 ? [...pieces, new Uint8Array()] : pieces);
  }

  /** The next `count` bytes, or fewer at the end, which are still to be taken. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#chunk.length < count) {
      const held = this.#chunk;
      if (!(await this.#fetch())) {
        this.#chunk = held;
        break;
      }
      if (held.length > 0) this.#chunk = concatenate([held, this.#chunk]);
    }
    return this.#chunk.subarray(0, count);
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #fetch(): Promise<boolean> {
    const { done, value } = await this.#iterator.next();
    if (done === true) return false;
    this.#chunk = value;
    return true;
  }
}
