/** The packed packages in every runtime that they name: the same small scenario, and the same answer everywhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, startBrowser } from '../browser/browser.js';
import { execute } from './execute.js';
import { installProject, type Packed, packPackages } from './packed.js';
import { findSurprises, measureBundle, measureInstalled, type Sizes } from './sizes.js';
import { serveFolder } from './static-server.js';
import { findTools, type Tools } from './tools.js';
import { askWorker } from './worker.js';

/** What `project/scenario.js` answers. */
interface Outcome {
  readonly backend: { readonly name: string; readonly tried: readonly object[] };
  readonly answer: { readonly baselineProfile: string; readonly violations: readonly string[] };
  readonly rowsOfFile: number | string;
}

const HOME = mkdtempSync(join(tmpdir(), 'tidemark-packaging-'));
const found = findTools();
const oldNode = found?.oldNode ?? null;
const chromium = findChromium();

const SERVER = '@tidemark/server';
const WORKERS = ['worker.js', 'slim-worker.js'];

const NATIVE = { name: 'native', tried: [] };
const WASM = { name: 'wasm', tried: [] };
const WITHOUT_ADDON = { name: 'wasm', tried: [{ name: 'native', outcome: expect.stringContaining('no addon') }] };

let packed: Packed;
let withAddon: string;
let withoutAddon: string;
let expected: Outcome['answer'];

async function answerOf(...call: Parameters<typeof execute>): Promise<Outcome> {
  return JSON.parse(await execute(...call)) as Outcome;
}

/** The answer is the same everywhere; what serves, and whether there are files, is not. */
function expectOutcome(outcome: Outcome, backend: object, rowsOfFile: Outcome['rowsOfFile']): void {
  expect(outcome).toEqual({ backend, answer: expected, rowsOfFile });
}

/** The tools, which the stage that needs them has installed. */
function tools(): Tools {
  if (found === null) throw new Error('expected the runtimes of test/runtime, found none; run `npm test`');
  return found;
}

/** As wrangler would upload it. */
async function bundleWorker(project: string, main: string): Promise<void> {
  const args = ['deploy', main, '--name', 'tidemark', '--compatibility-date', '2026-11-01', '--dry-run'];
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', CI: 'true', XDG_CONFIG_HOME: HOME };
  await execute(project, process.execPath, [tools().wrangler, ...args, '--outdir', join(HOME, main)], quiet);
}

async function bundlePage(): Promise<void> {
  const args = ['build', '--outDir', join(HOME, 'page'), '--logLevel', 'warn'];
  await execute(withAddon, process.execPath, [tools().vite, ...args]);
}

/** What a page of a folder shows, which calls nobody but the server of the folder. */
async function openAnswer(folder: string, page: string): Promise<Outcome> {
  await using server = await serveFolder(folder);
  const browser = await startBrowser(chromium ?? '');
  try {
    const address = `${server.origin}/${page}`;
    const opened = await openPage(browser, address);
    await opened.page.waitForFunction(() => document.body.textContent?.includes('backend'), { timeout: 60_000 });
    expect(opened.complaints.filter((complaint) => !complaint.startsWith(`request: ${server.origin}/`))).toEqual([]);
    return JSON.parse((await opened.page.textContent('body')) ?? '') as Outcome;
  } finally {
    await browser.close();
  }
}

describe.skipIf(found === null)('the packed packages', () => {
  beforeAll(async () => {
    packed = await packPackages(HOME);
    const addons = [...packed.ours.keys()].filter((name) => name.startsWith('@tidemark/engine-'));
    [withAddon, withoutAddon] = await Promise.all([
      installProject(join(HOME, 'with-addon'), packed.pathsFor(['tidemark', ...addons])),
      installProject(join(HOME, 'without-addon'), packed.pathsFor(['tidemark'])),
    ]);
    if (packed.ours.has(SERVER)) {
      const project = await installProject(join(HOME, 'server'), packed.pathsFor([SERVER]));
      await bundleWorker(project, 'server-worker.js');
    }
    const [first] = await Promise.all([
      answerOf(withAddon, process.execPath, ['node.js']),
      bundlePage(),
      ...WORKERS.map((main) => bundleWorker(withAddon, main)),
    ]);
    expected = first.answer;
  });

  afterAll(() => {
    rmSync(HOME, { recursive: true, force: true });
  });

  it('profile the awkward data to the bytes that were fixed once', () => {
    expect(expected.baselineProfile).toBe('39ce2bcabc32f1caacab7ba24e1ca0a90c7d18959ef21238bdc84edaa14ac0b7');
    expect(expected.violations).toContain('baseline_drift_check');
  });

  it('run in the newest Node, natively and without the addon', async () => {
    expectOutcome(await answerOf(withAddon, process.execPath, ['node.js']), NATIVE, 3);
    expectOutcome(await answerOf(withoutAddon, process.execPath, ['node.js']), WITHOUT_ADDON, 3);
  });

  it.skipIf(oldNode === null)('run in the oldest Node, natively and without the addon', async () => {
    expectOutcome(await answerOf(withAddon, oldNode ?? '', ['node.js']), NATIVE, 3);
    expectOutcome(await answerOf(withoutAddon, oldNode ?? '', ['node.js']), WITHOUT_ADDON, 3);
  });

  it.skipIf(oldNode === null)('are taken by require() in the oldest Node', async () => {
    expectOutcome(await answerOf(withAddon, oldNode ?? '', ['commonjs.cjs']), NATIVE, 3);
  });

  it('take the WebAssembly from the caller', async () => {
    expectOutcome(await answerOf(withAddon, process.execPath, ['slim.js']), WASM, 3);
  });

  it('bring the command line', async () => {
    const tidemark = join(withAddon, 'node_modules/.bin/tidemark');
    const program = oldNode ?? process.execPath;
    const printed = await execute(withAddon, program, [tidemark, 'baseline', 'rows.csv', '-o', 'base', '--json']);
    expect(JSON.parse(printed)).toMatchObject({ statistics: { dataset: { item_count: 3 } } });
  });

  it('bring the libraries for Parquet, Zstandard, YAML and workers, and need no other package', async () => {
    const installed = readdirSync(join(withAddon, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['@tidemark', 'tidemark']);
    const library = join(withAddon, 'node_modules/tidemark');
    const notices = readFileSync(join(library, 'THIRD-PARTY-NOTICES.md'), 'utf8');
    for (const file of readdirSync(join(library, 'dist/libraries'))) {
      expect(notices).toContain(`\n## ${file.replace(/\.js$/, '')} `);
    }
    const columnData = [{ name: 'x', data: [1, 2, 3, 4], type: 'INT32' as const }];
    writeFileSync(join(withAddon, 'rows.parquet'), new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' })));
    writeFileSync(join(withAddon, 'rows.csv.zst'), zstdCompressSync('x\n1\n2\n3\n4\n'));
    writeFileSync(join(withAddon, 'options.yaml'), 'reading: { columns: [x] }\n');
    const tidemark = join(withAddon, 'node_modules/.bin/tidemark');
    for (const file of ['rows.parquet', 'rows.csv.zst']) {
      const args = ['baseline', file, '-o', 'other', '--json', '--config', 'options.yaml'];
      const printed = await execute(withAddon, process.execPath, [tidemark, ...args]);
      expect(JSON.parse(printed)).toMatchObject({ statistics: { dataset: { item_count: 4 } } });
    }
    const pool = `import { createEngine } from 'tidemark/engine/worker';
      const engine = await createEngine({ workers: 1 });
      console.log(engine.backend.name);
      engine[Symbol.dispose]();`;
    writeFileSync(join(withAddon, 'pool.mjs'), pool);
    expect(await execute(withAddon, process.execPath, ['pool.mjs'])).toContain('native');
  });

  it('run in Deno, natively where it may be loaded', async () => {
    const variables = { DENO_DIR: join(HOME, 'deno'), DENO_NO_UPDATE_CHECK: '1' };
    const run = (permission: string): Promise<Outcome> =>
      answerOf(withAddon, tools().deno, ['run', '--no-remote', permission, 'node.js'], variables);
    const refused = { name: 'wasm', tried: [{ name: 'native', outcome: 'Deno runs without --allow-ffi' }] };
    expectOutcome(await run('--allow-read'), refused, 3);
    expectOutcome(await run('--allow-all'), NATIVE, 3);
  });

  it.each(WORKERS)('run in workerd: %s as wrangler bundles it', async (main) => {
    const text = await askWorker(tools().miniflare, join(HOME, main), main);
    expectOutcome(JSON.parse(text) as Outcome, WASM, 'unsupported');
  });

  describe.skipIf(chromium === null)('in Chromium', () => {
    it('run as Vite bundles them', async () => {
      expectOutcome(await openAnswer(join(HOME, 'page'), 'index.html'), WASM, 'unsupported');
    });

    it('run without a bundler, through an import map', async () => {
      expectOutcome(await openAnswer(withAddon, 'plain.html'), WASM, 'unsupported');
    });
  });

  it('are as large as was agreed to', () => {
    const bundles = {
      workerGzipped: measureBundle(join(HOME, 'worker.js')),
      pageGzipped: measureBundle(join(HOME, 'page')),
      ...(packed.ours.has(SERVER) && { serverGzipped: measureBundle(join(HOME, 'server-worker.js')) }),
    };
    const measured = { ...measureInstalled(withAddon), ...bundles };
    const agreed = JSON.parse(readFileSync('test/packaging/sizes.json', 'utf8')) as Sizes;
    expect(findSurprises(measured, agreed)).toEqual([]);
  });

  it('have types for TypeScript', async () => {
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023', '--types', ''];
    const libraries = ['--lib', 'es2023,esnext.disposable,dom', '--allowArbitraryExtensions'];
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    for (const module of [
      ['--module', 'nodenext'],
      ['--module', 'esnext', '--moduleResolution', 'bundler'],
    ]) {
      await execute(withAddon, process.execPath, [tsc, ...options, ...libraries, ...module, 'types.ts']);
    }
  });

  it('are packages without a fault that publint or attw know', async () => {
    for (const [name, path] of packed.ours) {
      await execute('.', process.execPath, [tools().publint, 'run', path, '--strict']);
      if (name.startsWith('@tidemark/engine-')) continue;
      // ES modules only, which the oldest Node requires as it imports them; the other entries are no modules of JavaScript.
      const data = ['./engine/tidemark_bg.wasm', './schema/tidemark.schema.json', './package.json'];
      const options = ['--profile', 'esm-only', '--exclude-entrypoints', ...data];
      await execute('.', process.execPath, [tools().attw, path, ...options]);
    }
  });
});
