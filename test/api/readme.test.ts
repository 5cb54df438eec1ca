/** What the README shows runs as it stands, in the order in which it stands there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createApp } from '@tidemark/server';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TIDEMARK = resolve('packages/tidemark/dist/cli/main.js');
const EXPECTED: readonly (number | null)[] = [0, 2];

let folder: string;
let readme: string;

/** The first block of a language under a heading. */
function block(heading: string, language: string): string {
  const section = readme.slice(readme.indexOf(`# ${heading}\n`));
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'u').exec(section)?.[1] ?? '';
}

function run(args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

beforeAll(async () => {
  readme = await readFile('README.md', 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'tidemark-readme-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(resolve('packages/tidemark'), join(folder, 'node_modules/tidemark'));
  run([resolve('examples/credit/make.mjs'), 'out/example']);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the README', () => {
  it('shows commands that do what it says', () => {
    const commands = block('Five minutes', 'sh').trim().split('\n');
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) {
      const [name, ...args] = command.split(' ');
      expect(name).toBe('tidemark');
      const { status, output } = run([TIDEMARK, ...args]);
      expect(EXPECTED, `${command}\n${output}`).toContain(status);
    }
    expect(existsSync(join(folder, 'out/example/both.tide'))).toBe(true);
    expect(existsSync(join(folder, 'out/example/violations.csv'))).toBe(true);
  });

  it('shows TypeScript that runs', async () => {
    await writeFile(join(folder, 'tour.mjs'), block('Five minutes', 'ts'));
    const { status, output } = run(['tour.mjs']);
    expect(status, output).toBe(0);
    expect(output).toContain('violations');
    expect(existsSync(join(folder, 'out/example/report.html'))).toBe(true);
  });

  it('shows how the quality of a model is watched', async () => {
    const heading = "How good a model's answers are";
    const commands = block(heading, 'sh').trim().split('\n');
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const { status, output } = run([TIDEMARK, ...command.split(' ').slice(1)]);
      expect(EXPECTED, `${command}\n${output}`).toContain(status);
    }
    await writeFile(join(folder, 'quality.mjs'), block(heading, 'ts'));
    const { status, output } = run(['quality.mjs']);
    expect(status, output).toBe(0);
    expect(output).toContain('1,900 of 2,000 capture records with a label');
    expect(output).toMatch(/auc +LessThanThreshold/);
  });

  it('shows requests that are answered', async () => {
    const app = createApp({ engine: await createEngine() });
    const commands = block('Over HTTP', 'sh').trim().split('\n');
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const { path, body } = await toRequest(command);
      const answer = await app.request(path, { method: 'POST', body });
      expect(answer.status, command).toBe(200);
    }
  });
});

/** What curl sends. */
async function toRequest(command: string): Promise<{ readonly path: string; readonly body: BodyInit }> {
  const words = command.split(' ');
  const path = new URL(words.at(-1) ?? '').pathname;
  if (words[1] === '--data-binary') return { path, body: await readFile(join(folder, words[2]?.slice(1) ?? '')) };
  const body = new FormData();
  for (const [, name = '', file = ''] of command.matchAll(/-F (\w+)=@(\S+)/g)) {
    body.append(name, new Blob([await readFile(join(folder, file))]), basename(file));
  }
  return { path, body };
}
