import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChunkPool } from './chunk-pool.js';
import { listFiles, readChunks, readIfPresent, toPath, writeWhole } from './file.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-file-'));
  await mkdir(join(folder, 'inner'));
  for (const name of ['b.csv', 'a.csv', 'a.txt', '.hidden']) await writeFile(join(folder, name), name);
});
afterAll(() => rm(folder, { recursive: true }));

const names = async (path: string) => (await listFiles(path)).map((file) => file.slice(folder.length + 1));

describe('files of a path', () => {
  it('a directory stands for all files inside, in name order', async () => {
    expect(await names(folder)).toEqual(['a.csv', 'a.txt', 'b.csv']);
  });

  it('a pattern stands for the files that it fits', async () => {
    expect(await names(join(folder, '*.csv'))).toEqual(['a.csv', 'b.csv']);
    expect(await names(join(folder, '?.txt'))).toEqual(['a.txt']);
  });

  it.each(['nothing.csv', '*.parquet', 'inner', 'a.csv/x'])('%s is not found', async (name) => {
    await expect(listFiles(join(folder, name))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(name) as string,
    });
  });

  it('file: URLs are paths, other addresses are not', () => {
    expect(toPath(pathToFileURL(join(folder, 'a b.csv')))).toBe(join(folder, 'a b.csv'));
    expect(toPath('a:b.csv')).toBe('a:b.csv');
    expect(() => toPath('s3://bucket/a.csv')).toThrow('s3: addresses are not read');
    expect(() => toPath(new URL('https://example.org/a.csv'))).toThrow('https: addresses are not read');
  });
});

describe('reading and writing', () => {
  it('a file that is not there is null, or not found', async () => {
    expect(await readIfPresent(join(folder, 'nothing'))).toBeNull();
    await expect(readChunks(join(folder, 'nothing')).next()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('chunks that were given back are filled again, and others never', async () => {
    const content = Buffer.from(Array.from({ length: 5 * 1024 * 1024 }, (_, index) => (index * 7919) >> 8));
    await writeFile(join(folder, 'inner', 'large'), content);
    const read = async (isReleasing: boolean) => {
      const pool = new ChunkPool();
      const buffers = new Set<ArrayBufferLike>();
      const [held, copied]: Uint8Array[][] = [[], []];
      for await (const chunk of readChunks(join(folder, 'inner', 'large'), pool)) {
        buffers.add(chunk.buffer);
        held?.push(chunk);
        copied?.push(Uint8Array.from(chunk));
        if (isReleasing) pool.release(chunk);
        pool.release(new Uint8Array(3));
      }
      return { bufferCount: buffers.size, bytes: Buffer.concat((isReleasing ? copied : held) ?? []) };
    };
    expect(await read(true)).toEqual({ bufferCount: 2, bytes: content });
    expect(await read(false)).toEqual({ bufferCount: 5, bytes: content });
    await rm(join(folder, 'inner', 'large'));
  });

  it('pieces of text are written as one', async () => {
    const path = join(folder, 'inner', 'pieces');
    await writeWhole(path, ['a', 'ü', ''].values());
    expect(await readFile(path, 'utf8')).toBe('aü');
    await rm(path);
  });

  it('what is written is whole, in directories made for it, and leaves nothing beside it', async () => {
    const path = join(folder, 'made', 'deep', 'x.json');
    await writeWhole(path, 'first');
    await writeWhole(path, 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(join(folder, 'made', 'deep'))).toEqual(['x.json']);
  });

  it('a place that cannot be written to is said', async () => {
    const path = join(folder, 'a.csv', 'x.json');
    await expect(writeWhole(path, 'x')).rejects.toThrow(`expected to write ${path}, found: `);
  });
});
