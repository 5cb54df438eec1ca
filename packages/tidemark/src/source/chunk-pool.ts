/** The memory that a file is read into, chunk by chunk. */
const CHUNK_BYTES = 1 << 20;

/** Chunks to be filled again: left to the garbage collector they pile up to many times what is in use. */
export class ChunkPool {
  readonly #lent = new WeakSet<ArrayBufferLike>();
  readonly #spare: Uint8Array[] = [];

  take(): Uint8Array {
    const chunk = this.#spare.pop() ?? new Uint8Array(CHUNK_BYTES);
    this.#lent.add(chunk.buffer);
    return chunk;
  }

  /** Only what was taken here is kept, and once. */
  release({ buffer }: Uint8Array): void {
    if (this.#lent.delete(buffer)) this.#spare.push(new Uint8Array(buffer));
  }
}
