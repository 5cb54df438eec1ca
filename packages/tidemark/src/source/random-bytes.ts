/** Bytes that can be read from anywhere in them: what a file that is read from its end needs. */
import { toPlainBytes } from './plain-bytes.js';

export interface RandomBytes {
  readonly byteLength: number;
  /** The bytes from `start` to before `end`, or fewer where there are no more. */
  read(start: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function fromMemory(memory: Uint8Array): RandomBytes {
  const bytes = toPlainBytes(memory);
  return {
    byteLength: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    close: () => Promise.resolve(),
  };
}

export function fromBlob(blob: Blob): RandomBytes {
  return {
    byteLength: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    close: () => Promise.resolve(),
  };
}
