/** A source in, its parts out: each file, blob, stream or run of bytes by itself. */
import { ChunkPool } from './chunk-pool.js';
import { notASource, nothingInTime } from './errors.js';
import type { BytesPart, Columns, Source, SourcePart } from './source.js';
import { mayHoldRecords, type TimeRange } from './time-range.js';

/** Files in hour folders of another time are left out. */
export async function toParts(source: Source, range: TimeRange = {}): Promise<SourcePart[]> {
  if (isRows(source)) return [{ rows: source }];
  if (isSeveral(source)) {
    if (source.length === 0) throw notASource(source);
    const parts = await Promise.all(source.map((each) => toParts(each, range)));
    return parts.flat();
  }
  if (typeof source === 'string' || source instanceof URL) return toFileParts(source, range);
  if (source instanceof Uint8Array) return [fromBytes(source)];
  if (source instanceof ArrayBuffer) return [fromBytes(new Uint8Array(source))];
  if (source instanceof Blob) return [fromBlob(source)];
  if (source instanceof ReadableStream) return [{ name: 'stream', open: () => readStream(source) }];
  if (isBytesPart(source)) return [source];
  if (isColumns(source)) return [{ columns: source }];
  throw notASource(source);
}

/** How a command line names a source; null where it holds more than paths. */
export function toNames(source: Source): string[] | null {
  const names = (isSeveral(source) ? source : [source]).map(toName);
  return names.every((name) => name !== null) ? names : null;
}

function toName(source: Source): string | null {
  if (typeof source === 'string' || source instanceof URL) return String(source);
  return isBytesPart(source) ? source.name : null;
}

function isSeveral(source: Source): source is readonly Source[] {
  return Array.isArray(source);
}

function isRows(source: Source): source is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(source) && source.length > 0 && source.every(isPlainObject);
}

function isBytesPart(source: unknown): source is BytesPart {
  return isPlainObject(source) && typeof source['name'] === 'string' && typeof source['open'] === 'function';
}

function isColumns(source: unknown): source is Columns {
  return isPlainObject(source) && Object.values(source).every((values) => Array.isArray(values) || isTyped(values));
}

function isTyped(values: unknown): boolean {
  return ArrayBuffer.isView(values) && !(values instanceof DataView);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

async function toFileParts(address: string | URL, range: TimeRange): Promise<BytesPart[]> {
  const { listFiles, readChunks, toPath } = await import('#files');
  const path = toPath(address);
  const files = (await listFiles(path)).filter((file) => mayHoldRecords(file, range));
  if (files.length === 0) throw nothingInTime(path);
  const pool = new ChunkPool();
  return files.map((file) => ({
    name: file,
    isFile: true,
    open: () => readChunks(file, pool),
    release: (chunk) => pool.release(chunk),
  }));
}

function fromBytes(bytes: Uint8Array): BytesPart {
  return {
    name: 'bytes',
    async *open() {
      yield bytes;
    },
  };
}

function fromBlob(blob: Blob): BytesPart {
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
