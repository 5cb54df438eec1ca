/** The body of a request, chunk by chunk as it comes: unpacked where it is packed, and never more than the limit. */
import { gunzip } from 'tidemark';
import { bodyTooLarge, brokenBody, unknownEncoding } from './errors.js';
import type { Limits } from './limits.js';

/** `too-large` before anything is read where the length is known, else as soon as the limit is passed. */
export function readBody(request: Request, limits: Limits): AsyncIterable<Uint8Array> {
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > limits.bodyBytes) throw bodyTooLarge(limits);
  const packed = bound(readChunks(request.body), limits);
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return packed;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw unknownEncoding();
  return bound(gunzip('the body', packed), limits);
}

async function* bound(chunks: AsyncIterable<Uint8Array>, limits: Limits): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of chunks) {
    byteCount += chunk.byteLength;
    if (byteCount > limits.bodyBytes) throw bodyTooLarge(limits);
    yield chunk;
  }
}

/** What is not read is left where it is: to cancel the stream would end the connection before the answer. */
async function* readChunks(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw brokenBody(cause);
      });
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
