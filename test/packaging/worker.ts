/** Asks a worker that wrangler bundled: the modules of its folder run in workerd itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface MiniflareModule {
  readonly Miniflare: new (
    options: object,
  ) => {
    dispatchFetch(address: string): Promise<{ readonly status: number; text(): Promise<string> }>;
    dispose(): Promise<void>;
  };
}

/** The text that it answers; `mainModule` is the one that was bundled. */
export async function askWorker(miniflare: string, folder: string, mainModule: string): Promise<string> {
  const { Miniflare } = (await import(pathToFileURL(miniflare).href)) as MiniflareModule;
  const wasm = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  const modules = {
    [mainModule]: { type: 'esm', contents: readFileSync(join(folder, mainModule), 'utf8') },
    ...Object.fromEntries(wasm.map((name) => [name, { type: 'wasm', contents: readFileSync(join(folder, name)) }])),
  };
  const config = { name: 'tidemark', compatibilityDate: '2026-11-01', manifest: { mainModule, modules } };
  // Otherwise it asks a server for the properties of requests, and reports that it was used.
  const quiet = { cf: false, telemetry: { enabled: false }, logRequests: false };
  const runtime = new Miniflare({ ...quiet, workers: [{ config }] });
  try {
    const response = await runtime.dispatchFetch('http://worker/');
    const text = await response.text();
    if (response.status !== 200) throw new Error(`the worker answered ${response.status}: ${text}`);
    return text;
  } finally {
    await runtime.dispose();
  }
}
