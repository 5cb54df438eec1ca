/** What the server answers, byte for byte what the command line prints for the same input. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '@tidemark/server';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TODAY, TRAIN } from './rows.ts';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));

/** Awkward on purpose: records set aside, names that need quotes, values beyond ASCII. */
const AWKWARD = 'id,"a, b",städte\n1,2.5,Köln\n2,,\u{1f30a}\nragged\n3,1e9,"open\n';

let folder = '';
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-server-'));
  await writeFile(join(folder, 'train.csv'), TRAIN);
  await writeFile(join(folder, 'today.csv'), TODAY);
  await writeFile(join(folder, 'awkward.csv'), AWKWARD);
  await run('baseline', 'train.csv', '-o', '.');
  app = createApp({ engine: await createEngine() });
});
afterAll(() => rm(folder, { recursive: true }));

function run(...args: readonly string[]): Promise<string> {
  return runIn(folder, ...args);
}

/** Stdout, also where the exit code tells of violations. */
function runIn(cwd: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [MAIN, ...args], { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error && error.code !== 2) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}

/** Options as a query spells them: without the dashes. */
function toQuery(options: readonly string[]): string {
  const pairs = options.flatMap((word, index) => (index % 2 === 0 ? [[word.slice(2), options[index + 1] ?? '']] : []));
  return `?${new URLSearchParams(pairs)}`;
}

async function post(path: string, parts: readonly (readonly [name: string, file: string])[]): Promise<string> {
  const body = new FormData();
  for (const [name, file] of parts) body.append(name, new Blob([await readFile(join(folder, file))]), basename(file));
  return (await app.request(path, { method: 'POST', body })).text();
}

it.each([
  ['train.csv', '', []],
  ['awkward.csv', '', []],
  ['awkward.csv', '?compat=sagemaker', ['--compat', 'sagemaker']],
  ['awkward.csv', '?no-header&missing=Bonn&exclude=_c1', ['--no-header', '--missing', 'Bonn', '--exclude', '_c1']],
])('profile: %s %s', async (file, query, options) => {
  const body = await readFile(join(folder, file));
  const answered = await (await app.request(`/v1/profile${query}`, { method: 'POST', body })).text();
  // The body has no name; a file of the name that it is given then reads the same.
  await writeFile(join(folder, 'stream'), body);
  expect(answered).toBe(await run('baseline', 'stream', '-o', 'made', '--json', ...options));
});

it.each([
  ['profile.tide', ['profile.tide'], []],
  ['statistics.json', ['statistics.json'], []],
  ['.', ['constraints.json', 'profile.tide', 'statistics.json'], []],
  ['.', ['statistics.json', 'constraints.json'], ['--compat', 'sagemaker']],
  ['profile.tide', ['profile.tide'], ['--false-alarm-rate', '0.2', '--delimiter', ',']],
])('check against %s with %j %j', async (baseline, files, options) => {
  const only = await mkdtemp(join(folder, 'only-'));
  for (const file of [...files, 'today.csv']) await copyFile(join(folder, file), join(only, file));
  const printed = await runIn(only, 'check', 'today.csv', '--baseline', baseline, '--json', ...options);
  const parts = [...files.map((file) => ['baseline', file] as const), ['data', 'today.csv'] as const];
  expect(await post(`/v1/check${toQuery(options)}`, parts)).toBe(printed);
  expect(JSON.parse(printed)).toMatchObject({ schema: 'check-result/v1', reproduce: expect.any(String) as string });
});

it.each([[[]], [['--compat', 'sagemaker']], [['--columns', 'age']]])(
  'compare %j',
  async (options: readonly string[]) => {
    const printed = await run('check', 'today.csv', '--baseline', 'train.csv', '--json', ...options);
    const parts = [
      ['reference', 'train.csv'],
      ['current', 'today.csv'],
    ] as const;
    expect(await post(`/v1/compare${toQuery(options)}`, parts)).toBe(printed);
    expect(await post(`/v1/compare${toQuery(options)}`, parts.toReversed())).toBe(printed);
  },
);
