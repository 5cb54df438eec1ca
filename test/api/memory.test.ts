/** How much memory the commands take for a wide data set, documents and report written: the peak of each process. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));
const PEAK = 'data:text/javascript,process.on("exit",()=>console.error(`peak ${process.resourceUsage().maxRSS}`))';

const COLUMNS = 1000;
const ROWS = 3000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-memory-'));
  await writeFile(join(folder, 'wide.csv'), toWideCsv());
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Every fourth column is text, 100,000 distinct values in all; the others are smooth numbers, which sketches feel most. */
function* toWideCsv(): Generator<string> {
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  yield `${Array.from({ length: COLUMNS }, (_, column) => `c${column}`).join(',')}\n`;
  for (let row = 0; row < ROWS; row += 1) {
    const cells = Array.from({ length: COLUMNS }, (_, column) =>
      column % 4 === 3 ? `v${Math.floor(next() * 400)}` : (next() * 1000 + column).toFixed(4),
    );
    yield `${cells.join(',')}\n`;
  }
}

/** In MiB. */
function measurePeak(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', PEAK, MAIN, ...args], { cwd: folder });
    let messages = '';
    child.stdout.resume();
    child.stderr.setEncoding('utf8').on('data', (text: string) => (messages += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      if (exitCode === 0) resolve(Number(/peak (\d+)/.exec(messages)?.[1]) / 1024);
      else reject(new Error(messages));
    });
  });
}

it('a thousand columns take less than 256 MiB as a baseline, and little more to check', async () => {
  expect(await measurePeak(['baseline', 'wide.csv', '-o', 'base'])).toBeLessThan(256);
  expect(await measurePeak(['check', 'wide.csv', '--baseline', 'base', '-o', 'result'])).toBeLessThan(352);
  expect(await measurePeak(['report', 'result', '-o', 'again.html'])).toBeLessThan(256);
}, 300_000);
