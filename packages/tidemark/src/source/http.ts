/** Data at an http: or https: address, through the platform's fetch: from its beginning, or in ranges. */
import { fetchFailed } from './errors.js';
import type { RandomBytes } from './random-bytes.js';
import type { BytesPart } from './source.js';
import { readStream } from './stream.js';

export function isHttpAddress(address: string | URL): boolean {
  return /^https?:\/\//i.test(String(address));
}

export function toHttpPart(address: string | URL): BytesPart {
  const url = new URL(address);
  // A query may hold a signature; messages name what is before it.
  const name = `${url.origin}${url.pathname}`;
  return { name, open: () => readAll(url, name), openRandom: () => openRanges(url, name) };
}

async function* readAll(url: URL, name: string): AsyncGenerator<Uint8Array> {
  const { body } = await get(url, name);
  if (body === null) return;
  try {
    yield* readStream(body);
  } catch (cause) {
    throw fetchFailed(name, 'an answer that broke off', cause);
  }
}

/** Null where the server gives no ranges. */
async function openRanges(url: URL, name: string): Promise<RandomBytes | null> {
  const first = await get(url, name, [0, 1]);
  await first.body?.cancel();
  const total = /^bytes 0-0\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1];
  if (first.status !== 206 || total === undefined) return null;
  return {
    byteLength: Number(total),
    async read(start, end) {
      if (start >= end) return new Uint8Array();
      const part = await get(url, name, [start, end]);
      if (part.status !== 206) throw fetchFailed(name, 'a server that gives ranges only at times');
      const bytes = new Uint8Array(
        await part.arrayBuffer().catch((cause: unknown) => {
          throw fetchFailed(name, 'an answer that broke off', cause);
        }),
      );
      return bytes.subarray(0, end - start);
    },
    close: () => Promise.resolve(),
  };
}

async function get(url: URL, name: string, range?: readonly [number, number]): Promise<Response> {
  const headers = range === undefined ? undefined : { range: `bytes=${range[0]}-${range[1] - 1}` };
  let response: Response;
  try {
    response = await fetch(url, { ...(headers && { headers }) });
  } catch (cause) {
    throw fetchFailed(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw fetchFailed(name, `status ${response.status}`);
  }
  return response;
}
