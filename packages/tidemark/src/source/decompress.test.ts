import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decompress } from './decompress.js';
import { gunzip } from './gunzip/platform.js';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(bytes: Uint8Array, size = bytes.length): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompress('x', inPieces(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function unpackByPlatform(bytes: Uint8Array): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of gunzip(inPieces(bytes, 100))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const ROWS = Array.from({ length: 5000 }, (_, index) => `${index},${(index * 7919) % 1009}\n`).join('');

/** `hello\n` six times, by zstd. */
const ZSTANDARD = Buffer.from('KLUv/SAkZQAAMGhlbGxvCgEAEUsR', 'base64');

describe('packed data', () => {
  it.each([1, 7, 1000, 1_000_000])('gzip is unpacked from pieces of %i bytes', async (size) => {
    const packed = gzipSync(ROWS);
    expect((await unpack(packed, size)).toString()).toBe(ROWS);
  });

  it.each([1, 7, 1000, 1_000_000])('gzip of several members is one text, from pieces of %i bytes', async (size) => {
    const members = [gzipSync('a,b\n'), gzipSync(''), gzipSync(ROWS), gzipSync('')];
    expect((await unpack(Buffer.concat(members), size)).toString()).toBe(`a,b\n${ROWS}`);
    expect((await unpack(Buffer.concat([...members, Buffer.alloc(700)]), size)).toString()).toBe(`a,b\n${ROWS}`);
  });

  it.each([1, 1000, 1_000_000])(
    'gzip with something else behind it is refused, from pieces of %i bytes',
    async (size) => {
      for (const rest of ['x', 'garbage that is no member', '\u001f', '\0\0x', '\u001f\u008b\b']) {
        const packed = Buffer.concat([gzipSync('a,b\n'), Buffer.from(rest, 'latin1')]);
        await expect(unpack(packed, size)).rejects.toMatchObject({ code: 'invalid-data' });
      }
    },
  );

  it('the platform reads one member, and refuses more by name', async () => {
    expect(await unpackByPlatform(gzipSync(ROWS))).toBe(ROWS);
    await expect(unpackByPlatform(Buffer.concat([gzipSync(ROWS), gzipSync(ROWS)]))).rejects.toThrow('several members');
  });

  it('a file that somebody named may unpack to as much as it will', async () => {
    let byteCount = 0;
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    for await (const chunk of decompress('x', inPieces(bomb, 1000), true)) byteCount += chunk.byteLength;
    expect(byteCount).toBe(8 * 1024 * 1024);
  });

  it('what is not packed stays as it is', async () => {
    expect((await unpack(Buffer.from('a,b\n'), 1)).toString()).toBe('a,b\n');
    expect(await unpack(Buffer.from([0x1f]))).toHaveLength(1);
  });

  it('a bomb is refused before it fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    await expect(unpack(bomb)).rejects.toMatchObject({
      code: 'invalid-data',
      message: expect.stringContaining('100 bytes'),
    });
    expect(await unpack(gzipSync(Buffer.alloc(1024 * 1024)))).toHaveLength(1024 * 1024);
  });

  it('Zstandard is unpacked, and a window past all use refused', async () => {
    expect((await unpack(ZSTANDARD, 5)).toString()).toBe('hello\n'.repeat(6));
    const wide = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8, 0, 0, 0]);
    await expect(unpack(wide)).rejects.toMatchObject({ code: 'invalid-data' });
  });

  it('damaged data is an error that names it', async () => {
    const packed = gzipSync(ROWS);
    await expect(unpack(packed.subarray(0, 500))).rejects.toThrow('expected gzip in x, found damaged data');
    await expect(unpack(Buffer.concat([packed.subarray(0, 500), Buffer.alloc(500)]))).rejects.toThrow('damaged');
    await expect(unpack(Buffer.concat([ZSTANDARD.subarray(0, 8), Buffer.alloc(90, 255)]))).rejects.toThrow('Zstandard');
  });
});
