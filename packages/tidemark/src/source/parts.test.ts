import { describe, expect, it } from 'vitest';
import { toNames, toParts } from './parts.js';
import type { Source } from './source.js';

const encoder = new TextEncoder();

async function read(source: Source): Promise<string[]> {
  const parts = await toParts(source);
  return Promise.all(
    parts.map(async (part) => {
      if (!('open' in part)) return Object.keys(part)[0] ?? '';
      const { name, open } = part;
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of open()) text += decoder.decode(chunk, { stream: true });
      return `${name}: ${text}`;
    }),
  );
}

describe('the parts of a source', () => {
  it('bytes, buffers, blobs, files and streams are one part each', async () => {
    const bytes = encoder.encode('ab');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const sources = [bytes, bytes.slice().buffer, new Blob([bytes]), new File([bytes], 'x.csv'), stream];
    expect(await read(sources)).toEqual(['bytes: ab', 'bytes: ab', 'blob: ab', 'x.csv: ab', 'stream: ab']);
  });

  it('a view reads its own bytes only', async () => {
    expect(await read(encoder.encode('abcd').subarray(1, 3))).toEqual(['bytes: bc']);
  });

  it.each([[null], [42], [[]], [{ columns: 1 }], [[1, 2]]])('%j is no source', async (value) => {
    await expect(toParts(value as unknown as Source)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('an object of columns and an array of row objects are values', async () => {
    expect(await read({ x: [1, 2], y: new Float64Array(2) })).toEqual(['columns']);
    expect(await read([{ x: 1 }, { y: 'a' }])).toEqual(['rows']);
  });

  it('only paths have names for a command line', () => {
    expect(toNames(['a.csv', 'b.csv'])).toEqual(['a.csv', 'b.csv']);
    expect(toNames(['a.csv', encoder.encode('x')])).toBeNull();
    const open = async function* () {
      yield encoder.encode('x');
    };
    expect(toNames({ name: 'today.csv', open })).toEqual(['today.csv']);
  });
});
