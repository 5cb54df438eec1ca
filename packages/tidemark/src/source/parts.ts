/** A source in, its parts out: each file, blob, stream or run of bytes by itself. */
import { isArrowTable } from './arrow/arrow-data.js';
import { ChunkPool } from './chunk-pool.js';
import { notASource, nothingInTime } from './errors.js';
import { isHttpAddress, toHttpPart } from './http.js';
import { fromBlob, fromMemory } from './random-bytes.js';
import type { BytesPart, Columns, Source, SourcePart } from './source.js';
import { readStream } from './stream.js';
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
  if (source instanceof Uint8Array) return [toBytesPart(source)];
  if (source instanceof ArrayBuffer) return [toBytesPart(new Uint8Array(source))];
  if (source instanceof Blob) return [toBlobPart(source)];
  if (source instanceof ReadableStream) return [{ name: 'stream', open: () => readStream(source) }];
  if (isBytesPart(source)) return [source];
  if (isArrowTable(source)) return [{ table: source }];
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
  return Array.isArray(source) && source.length > 0 && source.every((row) => isPlainObject(row) && !isBytesPart(row));
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
  if (isHttpAddress(address)) return [toHttpPart(address)];
  const { listFiles, openFile, readChunks, toPath } = await import('#files');
  const path = toPath(address);
  const files = (await listFiles(path)).filter((file) => mayHoldRecords(file, range));
  if (files.length === 0) throw nothingInTime(path);
  const pool = new ChunkPool();
  return files.map((file) => ({
    name: file,
    isFile: true,
    open: () => readChunks(file, pool),
    openRandom: () => openFile(file),
    release: (chunk) => pool.release(chunk),
  }));
}

function toBytesPart(bytes: Uint8Array): BytesPart {
  return {
    name: 'bytes',
    async *open() {
      yield bytes;
    },
    openRandom: () => Promise.resolve(fromMemory(bytes)),
  };
}

function toBlobPart(blob: Blob): BytesPart {
  const name = 'name' in blob && typeof blob.name === 'string' ? blob.name : 'blob';
  return { name, open: () => readStream(blob.stream()), openRandom: () => Promise.resolve(fromBlob(blob)) };
}
