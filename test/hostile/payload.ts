/** Decodes the input of an entry into chunks of bytes, so that a payload of gigabytes takes no gigabytes of memory. */
import { Readable } from 'node:stream';
import { createBrotliCompress, createDeflate, createGzip } from 'node:zlib';

/** Text, or a recipe for bytes. */
export type Payload =
  | string
  | { readonly b64: string }
  /** Prefix, unit, how often, suffix. */
  | { readonly rep: readonly [string, string, number, string?] }
  /** Prefix, separator, unit in which `%d` counts, how often, suffix, step. */
  | { readonly seq: readonly [string, string, string, number, string?, number?] }
  | { readonly concat: readonly Payload[] }
  | { readonly gz: Payload }
  | { readonly br: Payload }
  | { readonly deflate: Payload };

const BLOCK_BYTES = 64 * 1024;

export async function* toChunks(payload: Payload): AsyncGenerator<Uint8Array> {
  if (typeof payload === 'string') yield* toBlocks(payload);
  else if ('b64' in payload) yield Buffer.from(payload.b64, 'base64');
  else if ('rep' in payload) yield* repeat(...payload.rep);
  else if ('seq' in payload) yield* count(...payload.seq);
  else if ('concat' in payload) for (const part of payload.concat) yield* toChunks(part);
  else if ('gz' in payload) yield* Readable.from(toChunks(payload.gz)).pipe(createGzip({ level: 9 }));
  else if ('br' in payload) yield* Readable.from(toChunks(payload.br)).pipe(createBrotliCompress());
  else if ('deflate' in payload) yield* Readable.from(toChunks(payload.deflate)).pipe(createDeflate());
  else throw new TypeError(`expected a payload, found the members ${Object.keys(payload).join(', ')}`);
}

export async function toBytes(payload: Payload): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of toChunks(payload)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function* toBlocks(text: string): Generator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}

function* repeat(prefix: string, unit: string, times: number, suffix = ''): Generator<Uint8Array> {
  yield* toBlocks(prefix);
  const timesInBlock = Math.min(times, Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, unit.length))));
  const block = Buffer.from(unit.repeat(timesInBlock));
  let left = times;
  for (; left >= timesInBlock && left > 0; left -= timesInBlock) yield block;
  yield* toBlocks(unit.repeat(left));
  yield* toBlocks(suffix);
}

function* count(
  prefix: string,
  separator: string,
  unit: string,
  times: number,
  suffix = '',
  step = 1,
): Generator<Uint8Array> {
  let text = prefix;
  for (let index = 0; index < times; index += 1) {
    text += (index === 0 ? '' : separator) + unit.replaceAll('%d', String(index * step));
    if (text.length < BLOCK_BYTES) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield* toBlocks(text + suffix);
}
