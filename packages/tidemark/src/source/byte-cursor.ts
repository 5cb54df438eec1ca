/** Takes exact numbers of bytes from a stream of chunks. */
import { concatenate } from './peek.js';
import { toPlainBytes } from './plain-bytes.js';

const FIRST_BYTES = 1 << 27;

export class ByteCursor {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();
  #taken = 0;
  #failure: Error | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** What the stream itself failed with. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Whether the next `count` bytes lie in one chunk that is at hand. */
  holds(count: number): boolean {
    return this.#chunk.length >= count;
  }

  /**
   * `count` bytes, or fewer at the end; copied only where they lie in several chunks, and then into `room` if they find
   * it there.
   */
  async take(count: number, room: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
    if (this.#chunk.length === 0) await this.#fetch();
    if (this.#chunk.length >= count) return this.#cut(count);
    // Bytes that are only claimed are not reserved at once: what has come bounds what is held.
    let bytes = count <= room.length ? room.subarray(0, count) : new Uint8Array(Math.min(count, FIRST_BYTES));
    let held = 0;
    while (held < count && (this.#chunk.length > 0 || (await this.#fetch()))) {
      if (held === bytes.length) {
        const grown = new Uint8Array(Math.min(count, held * 4));
        grown.set(bytes);
        bytes = grown;
      }
      const piece = this.#cut(bytes.length - held);
      bytes.set(piece, held);
      held += piece.length;
    }
    return bytes.subarray(0, held);
  }

  /** Of the chunk that is at hand. */
  #cut(most: number): Uint8Array {
    const piece = this.#chunk.subarray(0, most);
    this.#chunk = this.#chunk.subarray(piece.length);
    this.#taken += piece.length;
    return piece;
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
    const { done, value } = await this.#iterator.next().catch((error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      throw this.#failure;
    });
    if (done === true) return false;
    this.#chunk = toPlainBytes(value);
    return true;
  }
}
