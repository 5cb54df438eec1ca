/** The same answers in every runtime: what workerd and Deno say is what Node says, byte for byte. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createApp } from '@tidemark/server';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TODAY, TRAIN } from '../api/rows.ts';

const home = resolve('test/runtime');
const isInstalled = existsSync(join(home, 'node_modules'));
const require = createRequire(join(home, 'package.json'));

/** Answers a request by its path, as a runtime does. */
type Ask = (path: string, init?: RequestInit) => Promise<{ readonly status: number; text(): Promise<string> }>;

const NODE = createApp({ engine: await createEngine() });

function toForm(): FormData {
  const form = new FormData();
  form.append('reference', new Blob([TRAIN]), 'train.csv');
  form.append('current', new Blob([TODAY]), 'today.csv');
  return form;
}

function itAnswersAsNode(ask: () => Ask): void {
  it.each([
    ['/healthz', () => ({})],
    ['/openapi.json', () => ({})],
    ['/v1/profile', () => ({ method: 'POST', body: TRAIN })],
    ['/v1/profile?no-header&missing=1000', () => ({ method: 'POST', body: TRAIN })],
    ['/v1/compare', () => ({ method: 'POST', body: toForm() })],
  ])('%s', async (path, toInit) => {
    const [here, there] = await Promise.all([NODE.request(path, toInit()), ask()(path, toInit())]);
    expect(there.status).toBe(200);
    expect(await there.text()).toBe(await here.text());
  });

  it('refuses what is too large, and lives on', async () => {
    const body = '1,2\n'.repeat(6_000_000);
    const refusal = await ask()('/v1/profile', { method: 'POST', body }).then(
      ({ status }) => String(status),
      (error: Error) => String(error.cause),
    );
    // Whoever still sends when the answer comes may see the connection break instead of it.
    expect(refusal).toMatch(/^413$|EPIPE|ECONNRESET/);
    expect((await ask()('/healthz')).status).toBe(200);
  });
}

interface Miniflare {
  dispatchFetch(address: string, init?: RequestInit): ReturnType<Ask>;
  dispose(): Promise<void>;
}

describe.skipIf(!isInstalled)('workerd, with the worker of examples/edge', () => {
  let folder = '';
  let runtime: Miniflare;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-edge-'));
    const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin/wrangler.js');
    await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], {
      cwd: resolve('examples/edge'),
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' },
    });
    const { Miniflare } = (await import(pathToFileURL(require.resolve('miniflare')).href)) as {
      Miniflare: new (options: object) => Miniflare;
    };
    const wasm = (await readdir(folder)).filter((name) => name.endsWith('.wasm'));
    const modules = {
      'worker.js': { type: 'esm', contents: await readFile(join(folder, 'worker.js'), 'utf8') },
      ...Object.fromEntries(
        await Promise.all(
          wasm.map(async (name) => [name, { type: 'wasm', contents: await readFile(join(folder, name)) }] as const),
        ),
      ),
    };
    const config = {
      name: 'edge',
      compatibilityDate: '2026-11-01',
      manifest: { mainModule: 'worker.js', modules },
    };
    runtime = new Miniflare({ cf: false, telemetry: { enabled: false }, logRequests: false, workers: [{ config }] });
  }, 120_000);
  afterAll(async () => {
    await runtime?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  itAnswersAsNode(() => async (path, init = {}) => {
    const sent = new Request(`http://localhost${path}`, init);
    const body = sent.body === null ? undefined : await sent.arrayBuffer();
    const headers = Object.fromEntries(sent.headers);
    return runtime.dispatchFetch(sent.url, { method: sent.method, headers, ...(body && { body }) });
  });
});

describe.skipIf(!isInstalled)('Deno', () => {
  let child: ChildProcess;
  let address = '';
  beforeAll(async () => {
    const deno = join(home, 'node_modules/.bin/deno');
    const permissions = ['--allow-net=127.0.0.1', '--allow-read', '--no-prompt'];
    const script = join(home, 'deno-server.mjs');
    child = spawn(deno, ['run', '--node-modules-dir=manual', '--no-config', ...permissions, script], {
      env: { ...process.env, DENO_NO_UPDATE_CHECK: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.stdout === null) throw new Error('expected the output of Deno');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    address = String(line).trim();
  }, 120_000);
  afterAll(() => {
    child?.kill();
  });

  itAnswersAsNode(() => (path, init) => fetch(`${address}${path}`, init));
});
