/** The same answers in a browser's service worker: what its pages get is what Node says, byte for byte. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createApp } from '@tidemark/server';
import type { Browser, Page } from 'playwright-core';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRAIN } from '../../api/rows.ts';
import { findChromium, startBrowser } from '../../browser/browser.ts';

const home = resolve('test/runtime');
const chromium = findChromium();
const isRunnable = chromium !== null && existsSync(join(home, 'node_modules/vite'));

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Bundles the worker as its user would. */
async function bundle(outDir: string): Promise<void> {
  const vite = createRequire(join(home, 'package.json')).resolve('vite');
  const { build } = (await import(pathToFileURL(vite).href)) as { build(options: object): Promise<unknown> };
  await build({
    configFile: false,
    root: join(home, 'service-worker'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      rollupOptions: { input: join(home, 'service-worker/worker.mjs'), output: { entryFileNames: 'worker.js' } },
    },
  });
}

/** An empty page, and beside it the files of a folder. */
async function serveFolder(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const type = TYPES[extname(pathname)];
    if (type === undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
      return;
    }
    readFile(join(folder, pathname)).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

describe.skipIf(!isRunnable)('a service worker', () => {
  let folder = '';
  let server: Server | undefined;
  let browser: Browser | undefined;
  let page: Page;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-service-worker-'));
    await bundle(folder);
    server = await serveFolder(folder);
    browser = await startBrowser(chromium ?? '');
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js', { type: 'module' });
      await navigator.serviceWorker.ready;
    });
    // A page is under the worker that was there when it was loaded.
    await page.reload();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers the routes as Node does', async () => {
    const app = createApp({ engine: await createEngine() });
    const expected = await (await app.request('/v1/profile', { method: 'POST', body: TRAIN })).text();
    const answered = await page.evaluate(
      async (body) => (await fetch('/v1/profile', { method: 'POST', body })).text(),
      TRAIN,
    );
    expect(answered).toBe(expected);
  });

  it('lets every other request go on to the network', async () => {
    expect(await page.evaluate(async () => (await fetch('/page')).text())).toContain('<title>page</title>');
  });
});
