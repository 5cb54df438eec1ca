/** The pool of workers in a real browser, under a policy that forbids `eval` and inline scripts. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, startBrowser } from './browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROWS = 1_200_000;
const chromium = findChromium();

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

const SCRIPT = `
import { createEngine } from '/packages/tidemark/dist/engine/worker/client.js';
globalThis.run = async (rows) => {
  const engine = await createEngine({ workers: 2 });
  const profiler = await engine.openProfiler();
  await profiler.pushColumns([{ name: 'x', values: Float64Array.from({ length: rows }, (_, row) => Math.sqrt(row)) }]);
  const { profile } = await profiler.finish();
  const bytes = Array.from(await profile.toBytes());
  const code = await engine.readProfile(new Uint8Array(3)).catch((error) => error.name + ' ' + error.code);
  engine[Symbol.dispose]?.();
  return { backend: engine.backend.name, bytes, code };
};`;

/** The repository over loopback; the one bare import is resolved as a bundler would. */
async function answer(path: string): Promise<string | Uint8Array> {
  if (path === '/') return PAGE;
  if (path === '/page.js') return SCRIPT;
  const content = await readFile(ROOT + path);
  if (extname(path) !== '.js') return content;
  return content.toString().replaceAll("from 'comlink'", "from '/node_modules/comlink/dist/esm/comlink.mjs'");
}

async function respond(path: string, response: ServerResponse): Promise<void> {
  try {
    const content = await answer(path);
    const type = TYPES[extname(path)] ?? 'text/html';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

if (chromium === null) console.log('Skipped: workers in a browser (there is no Chromium on this machine)');

describe.skipIf(chromium === null)('the pool of workers in a browser', { timeout: 120_000 }, () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void respond(request.url ?? '/', response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    browser = await startBrowser(chromium ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('makes the bytes of one thread, and keeps the codes of errors', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction('globalThis.run !== undefined');
    const found = await page.evaluate(`globalThis.run(${ROWS})`);
    const profiler = (await createEngine()).openProfiler();
    profiler.pushColumns([{ name: 'x', values: Float64Array.from({ length: ROWS }, (_, row) => Math.sqrt(row)) }]);
    const bytes = Array.from(profiler.finish().profile.toBytes());
    expect(found).toEqual({ backend: 'wasm', bytes, code: 'TidemarkError invalid-data' });
    expect(complaints).toEqual([]);
  });
});
