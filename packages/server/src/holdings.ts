/** What requests hold whole, documents, profiles and data that came too early, and how much all of them may together. */
import { tooBusy } from './errors.js';

export class Holdings {
  readonly #mostBytes: number;
  #byteCount = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** What one request holds; it ends with the request. */
  open(): Holding {
    let ownCount = 0;
    return {
      take: async (chunks) => {
        const held: Uint8Array[] = [];
        for await (const chunk of chunks) {
          ownCount += chunk.byteLength;
          this.#byteCount += chunk.byteLength;
          if (this.#byteCount > this.#mostBytes) throw tooBusy();
          held.push(chunk);
        }
        return concatenate(held);
      },
      [Symbol.dispose]: () => {
        this.#byteCount -= ownCount;
        ownCount = 0;
      },
    };
  }
}

export interface Holding extends Disposable {
  /** The bytes in one piece. `busy` where all requests together hold too much. */
  take(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array>;
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
