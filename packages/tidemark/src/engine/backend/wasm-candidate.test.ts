import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../entry/slim.js';
import type { WasmSource } from './wasm-candidate.js';

const bytes = readFileSync('packages/tidemark/wasm/tidemark_bg.wasm');

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const type = { '/typed.wasm': 'application/wasm', '/untyped.wasm': 'application/octet-stream' }[url ?? ''];
    if (type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type }).end(bytes);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

async function measureCount(wasm: WasmSource | Promise<WasmSource>): Promise<number> {
  return (await createEngine({ wasm })).measures().length;
}

describe('the WebAssembly that a caller brings', () => {
  it('is a module, bytes, a response or an address, or a promise of one', async () => {
    const sources = [
      await WebAssembly.compile(bytes),
      new Uint8Array(bytes),
      new Uint8Array(bytes).buffer,
      new Response(new Uint8Array(bytes)),
      fetch(`${origin}/typed.wasm`),
      new URL(`${origin}/typed.wasm`),
      `${origin}/untyped.wasm`,
    ];
    const counts = await Promise.all(sources.map(measureCount));
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(5);
  });

  it('is named when it cannot be fetched', async () => {
    const gone = `${origin}/gone.wasm`;
    await expect(createEngine({ wasm: gone })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(`${gone}, found status 404; serve the file there`),
      details: { address: gone },
    });
    await expect(createEngine({ wasm: 'http://127.0.0.1:1/tidemark_bg.wasm' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is refused with what to do when it cannot be compiled, or is nothing of the kind', async () => {
    await expect(createEngine({ wasm: Uint8Array.of(1, 2, 3) })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining("'wasm-unsafe-eval'"),
    });
    await expect(createEngine({ wasm: undefined as unknown as URL })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('found undefined'),
    });
  });
});
