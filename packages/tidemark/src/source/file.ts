/** Files and directories: the only place that knows a file system. Loaded when a path comes in. */
import type { Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFailed, notFound, unsupportedAddress } from './errors.js';
import { ChunkPool } from './chunk-pool.js';
import type { RandomBytes } from './random-bytes.js';

/** The path that an address names; only paths and `file:` URLs are read. */
export function toPath(address: string | URL): string {
  const text = String(address);
  const scheme = address instanceof URL ? address.protocol : /^([a-z][a-z0-9+.-]+:)\/\//i.exec(text)?.[1];
  if (scheme === undefined) return text;
  if (scheme === 'file:') return fileURLToPath(address);
  throw unsupportedAddress(text, `${scheme} addresses are not read here; download the file first`);
}

/** The files that a path stands for, in name order: itself, all below a directory, or all that a pattern fits. */
export async function listFiles(path: string): Promise<string[]> {
  const found = await statOf(path);
  if (found?.isDirectory()) return listBelow(path);
  if (found !== null) return [path];
  const pattern = basename(path);
  if (!/[*?]/.test(pattern)) throw notFound(path);
  const expression = toExpression(pattern);
  return listDirectory(dirname(path), (name) => expression.test(name), path);
}

export async function isDirectory(path: string): Promise<boolean> {
  return (await statOf(path))?.isDirectory() ?? false;
}

/** One chunk is read ahead. */
export async function* readChunks(path: string, pool: ChunkPool = new ChunkPool()): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  let next: Promise<Uint8Array> | undefined;
  try {
    file = await open(path);
    next = readChunk(file, pool);
    for (let chunk = await next; chunk.byteLength > 0; chunk = await next) {
      next = readChunk(file, pool);
      yield chunk;
    }
  } catch (cause) {
    throw toReadError(path, cause);
  } finally {
    await next?.catch(() => undefined);
    await file?.close();
  }
}

/** Empty at the end of the file. A failure shows when the chunk is asked for, and not before. */
function readChunk(file: FileHandle, pool: ChunkPool): Promise<Uint8Array> {
  const chunk = pool.take();
  const read = file.read(chunk, 0, chunk.byteLength).then(({ bytesRead }) => chunk.subarray(0, bytesRead));
  read.catch(() => undefined);
  return read;
}

/** A file to be read from anywhere in it. */
export async function openFile(path: string): Promise<RandomBytes> {
  try {
    const file = await open(path);
    const { size } = await file.stat();
    return {
      byteLength: size,
      async read(start, end) {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        for (let held = 0; held < bytes.length; ) {
          const { bytesRead } = await file
            .read(bytes, held, bytes.length - held, start + held)
            .catch((cause: unknown) => {
              throw toReadError(path, cause);
            });
          if (bytesRead === 0) return bytes.subarray(0, held);
          held += bytesRead;
        }
        return bytes;
      },
      close: () => file.close(),
    };
  } catch (cause) {
    throw toReadError(path, cause);
  }
}

/** The bytes of a file, or null when there is no such file. */
export async function readIfPresent(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw toReadError(path, cause);
  }
}

/** The chunks of a file, each good until the next is asked for; null when there is no such file. */
export async function readChunksIfPresent(path: string): Promise<AsyncIterable<Uint8Array> | null> {
  return (await statOf(path)) === null ? null : lendChunks(path);
}

async function* lendChunks(path: string): AsyncGenerator<Uint8Array> {
  const pool = new ChunkPool();
  for await (const chunk of readChunks(path, pool)) {
    yield chunk;
    pool.release(chunk);
  }
}

/** Writes beside the target and renames, so that nobody ever sees half a file. Makes the directory if need be. */
export async function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileFailed('write', path, cause);
  }
}

/** Capture folders nest by endpoint, variant, year, month, day and hour. */
async function listBelow(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true, recursive: true });
    const files = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/(^|[/\\])\./.test(file.slice(directory.length)));
    if (files.length === 0) throw notFound(directory, 'no file in it');
    return files.toSorted();
  } catch (cause) {
    throw toReadError(directory, cause);
  }
}

async function listDirectory(directory: string, fits: (name: string) => boolean, asked = directory): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && fits(entry.name));
    if (names.length === 0) throw notFound(asked, 'no file in it');
    return names.map(({ name }) => join(directory, name)).toSorted();
  } catch (cause) {
    throw toReadError(asked, cause);
  }
}

function toExpression(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw toReadError(path, cause);
  }
}

function toReadError(path: string, cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === undefined) return cause;
  return code === 'ENOENT' || code === 'ENOTDIR' ? notFound(path) : fileFailed('read', path, cause);
}

/** The code of a system error; undefined for every other error. */
function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause ? String(cause.code) : undefined;
}
