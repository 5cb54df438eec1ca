import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readBody } from './body.js';
import { DEFAULT_LIMITS } from './limits.js';

const LIMITS = { ...DEFAULT_LIMITS, bodyBytes: 1000 };

function toRequest(chunks: Iterable<Uint8Array>, headers: Record<string, string> = {}) {
  let given = 0;
  let isCancelled = false;
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (done === true) controller.close();
        else {
          given += value.byteLength;
          controller.enqueue(value);
        }
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request('http://host/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
  return { request, seen: () => ({ given, isCancelled }) };
}

async function read(request: Request): Promise<number> {
  let count = 0;
  for await (const chunk of readBody(request, LIMITS)) count += chunk.byteLength;
  return count;
}

const chunks = (count: number) => Array.from({ length: count }, () => new Uint8Array(100));
const packed = (count: number) => [gzipSync(new Uint8Array(count))];

function* broken() {
  yield new Uint8Array(1);
  throw new Error('connection reset');
}

it('reads a body up to the limit, and no chunk past it', async () => {
  expect(await read(toRequest(chunks(10)).request)).toBe(1000);
  const { request, seen } = toRequest(chunks(20));
  await expect(read(request)).rejects.toMatchObject({ code: 'too-large' });
  expect(seen()).toEqual({ given: 1100, isCancelled: false });
});

it('reads nothing of a body that says it is too long', async () => {
  const { request, seen } = toRequest([new Uint8Array(1)], { 'content-length': '1001' });
  expect(() => readBody(request, LIMITS)).toThrow('expected at most 1000 bytes');
  expect(seen().given).toBe(0);
});

it('counts what gzip unpacks to', async () => {
  expect(await read(toRequest(packed(1000), { 'content-encoding': 'gzip' }).request)).toBe(1000);
  await expect(read(toRequest(packed(1001), { 'content-encoding': 'GZIP' }).request)).rejects.toMatchObject({
    code: 'too-large',
  });
});

it('says that a body was cut short', async () => {
  await expect(read(toRequest(broken()).request)).rejects.toMatchObject({ code: 'bad-request' });
});
