/** A source in, its parts out: each file, blob, stream or run of bytes by itself. */
import { notASource } from './errors.js';
import type { Source, SourcePart } from './source.js';

export async function toParts(source: Source): Promise<SourcePart[]> {
  if (isSeveral(source)) {
    if (source.length === 0) throw notASource(source);
    const parts = await Promise.all(source.map(toParts));
    return parts.flat();
  }
  if (typeof source === 'string' || source instanceof URL) return toFileParts(source);
  if (source instanceof Uint8Array) return [fromBytes(source)];
  if (source instanceof ArrayBuffer) return [fromBytes(new Uint8Array(source))];
  if (source instanceof Blob) return [fromBlob(source)];
  if (source instanceof ReadableStream) return [{ name: 'stream', open: () => readStream(source) }];
  throw notASource(source);
}

/** How a command line names a source; null where it holds more than paths. */
export function toNames(source: Source): string[] | null {
  const names = (isSeveral(source) ? source : [source]).map((part) =>
    typeof part === 'string' || part instanceof URL ? String(part) : null,
  );
  return names.every((name) => name !== null) ? names : null;
}

function isSeveral(source: Source): source is readonly Source[] {
  return Array.isArray(source);
}

async function toFileParts(address: string | URL): Promise<SourcePart[]> {
  const { listFiles, readChunks, toPath } = await import('./file.js');
  const paths = await listFiles(toPath(address));
  return paths.map((path) => ({ name: path, open: () => readChunks(path) }));
}

function fromBytes(bytes: Uint8Array): SourcePart {
  return {
    name: 'bytes',
    async *open() {
      yield bytes;
    },
  };
}

function fromBlob(blob: Blob): SourcePart {
  const name = 'name' in blob && typeof blob.name === 'string' ? blob.name : 'blob';
  return { name, open: () => readStream(blob.stream()) };
}

/** A reader instead of `for await`, which not every browser's stream knows. */
async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
