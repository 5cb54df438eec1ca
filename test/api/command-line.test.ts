/** The command line as a process: what it prints, what it writes, and its exit codes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TODAY, TRAIN } from './rows.ts';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-cli-'));
  await writeFile(join(folder, 'train.csv'), TRAIN);
  await writeFile(join(folder, 'today.csv'), TODAY);
  await run(['baseline', 'train.csv', '-o', 'base']);
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly lastLine: string;
}

function run(args: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr, lastLine: stderr.trimEnd().split('\n').at(-1) ?? '' });
    });
    child.stdin.end(input);
  });
}

describe('the monitors', () => {
  it('are chosen by name, and have the options that they have', async () => {
    const unknown = await run(['check', 'today.csv', '--baseline', 'base', '--monitor', 'model']);
    expect(unknown).toMatchObject({ exitCode: 64 });
    expect(unknown.lastLine).toContain('data-quality');
    const foreign = await run(['check', 'today.csv', '--baseline', 'base', '--label', 'age']);
    expect(foreign.exitCode).toBe(64);
    expect(foreign.lastLine).toContain('expected only options that the monitor data-quality has, found `label`');
    const other = await run(['check', 'today.csv', '--baseline', 'base', '--monitor', 'model-quality']);
    expect(other.exitCode).toBe(1);
    expect(other.lastLine).toContain('binary_classification_metrics');
  });
});

describe('the command line', () => {
  it('makes a baseline', async () => {
    const { exitCode, stdout, lastLine } = await run(['baseline', 'train.csv', '-o', 'made/here']);
    expect({ exitCode, lastLine }).toEqual({
      exitCode: 0,
      lastLine: 'tidemark: baseline of 2 features written to made/here (exit 0)',
    });
    expect(stdout).toContain('Baseline of 2 features over 200 rows.');
    expect(await readdir(join(folder, 'made/here'))).toEqual(['constraints.json', 'profile.tide', 'statistics.json']);
  });

  it('works on as many threads as it is told to', async () => {
    expect(await run(['baseline', 'train.csv', '-o', 'threads', '--threads', '3'])).toMatchObject({ exitCode: 0 });
    const [made, before] = ['threads', 'base'].map((name) => readFile(join(folder, name, 'profile.tide')));
    expect(await made).toEqual(await before);
    const { exitCode, lastLine } = await run(['baseline', 'train.csv', '-o', 'threads', '--threads', '0']);
    expect({ exitCode, lastLine }).toMatchObject({
      exitCode: 64,
      lastLine: expect.stringContaining('from 1 to 64') as string,
    });
  });

  it('exits 0 when nothing is violated', async () => {
    const { exitCode, lastLine } = await run(['check', 'train.csv', '--baseline', 'base']);
    expect({ exitCode, lastLine }).toMatchObject({
      exitCode: 0,
      lastLine: expect.stringMatching(/^tidemark: No violations .* \(exit 0\)$/) as string,
    });
  });

  it('exits 2 with violations, and leaves the documents', async () => {
    const { exitCode, stdout, lastLine } = await run(['check', 'today.csv', '--baseline', 'base', '-o', 'result']);
    expect({ exitCode, lastLine }).toMatchObject({
      exitCode: 2,
      lastLine: expect.stringMatching(/violations .* \(exit 2\)$/) as string,
    });
    expect(stdout).toContain('baseline_drift_check');
    expect(await readdir(join(folder, 'result'))).toEqual([
      'baseline_statistics.json',
      'constraint_violations.json',
      'constraints.json',
      'profile.tide',
      'report.html',
      'statistics.json',
      'verdict.json',
    ]);
  });

  it.each(['tidemark', 'sagemaker'])('draws a stored result again to the same page: %s', async (reading) => {
    const compat = reading === 'sagemaker' ? ['--compat', 'sagemaker'] : [];
    await run(['check', 'today.csv', '--baseline', 'base', '-o', reading, ...compat]);
    const { exitCode, lastLine } = await run(['report', reading, '-o', `${reading}.html`]);
    expect({ exitCode, lastLine }).toEqual({
      exitCode: 0,
      lastLine: `tidemark: result in ${reading} written to ${reading}.html (exit 0)`,
    });
    const first = await readFile(join(folder, reading, 'report.html'), 'utf8');
    expect(await readFile(join(folder, `${reading}.html`), 'utf8')).toBe(first);
  });

  it.each(['.md', '.csv', '.json', '.txt'])('draws a stored result as %s', async (extension) => {
    await run(['check', 'today.csv', '--baseline', 'base', '-o', 'drawn']);
    await run(['report', 'drawn', '-o', `again${extension}`]);
    expect(await readFile(join(folder, `again${extension}`), 'utf8')).toMatch(/baseline.drift/);
  });

  it('takes options from tidemark.yaml, and the command line wins', async () => {
    await writeFile(join(folder, 'options.yaml'), 'check:\n  baseline: base\n  falseAlarmRate: 0.002\n');
    const configured = await run(['check', 'today.csv', '--config', 'options.yaml']);
    expect(configured.lastLine).toContain('at a false-alarm rate of 0.002');
    const overruled = await run(['check', 'today.csv', '--config', 'options.yaml', '--false-alarm-rate', '0.003']);
    expect(overruled.lastLine).toContain('at a false-alarm rate of 0.003');
  });

  it('writes a tidemark.yaml to begin with, and does not overwrite one', async () => {
    const made = await run(['init', 'made.yaml']);
    expect(made).toMatchObject({ exitCode: 0, lastLine: 'tidemark: made.yaml written (exit 0)' });
    expect(await run(['init', 'made.yaml'])).toMatchObject({
      exitCode: 64,
      lastLine: 'tidemark: the call is wrong: made.yaml is there already; --force replaces it (exit 64)',
    });
    const checked = await run(['check', 'today.csv', '--baseline', 'base', '--config', 'made.yaml']);
    expect(checked.exitCode).toBe(2);
  });

  it('finds the same again with the command that a violation quotes', async () => {
    const first = await run(['check', 'today.csv', '--baseline', 'train.csv', '--false-alarm-rate', '0.001', '--json']);
    const result = JSON.parse(first.stdout) as { readonly violations: readonly { readonly reproduce: string }[] };
    const [, ...args] = result.violations[0]?.reproduce.split(' ') ?? [];
    const again = await run([...args, '--json']);
    expect(again.stdout).toBe(first.stdout);
  });

  it('reads standard input, and prints one JSON document', async () => {
    const { stdout, exitCode } = await run(['check', '-', '--baseline', 'base', '--json'], TODAY);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'check-result/v1', report: { rows: 200 } });
  });

  it('says nothing but the closing line when quiet', async () => {
    const { stderr } = await run(['check', 'today.csv', '--baseline', 'base', '-o', 'quiet', '--quiet']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('merges profiles in any order to the same bytes, and shows the result', async () => {
    await run(['baseline', 'today.csv', '-o', 'other']);
    await run(['merge', 'base/profile.tide', 'other/profile.tide', '-o', 'one.tide']);
    const { exitCode } = await run(['merge', 'other/profile.tide', 'base/profile.tide', '-o', 'two.tide']);
    expect(exitCode).toBe(0);
    expect(await readFile(join(folder, 'one.tide'))).toEqual(await readFile(join(folder, 'two.tide')));
    expect((await run(['show', 'one.tide'])).stdout).toContain('Statistics of 2 features over 400 rows.');
  });

  it.each(['statistics.json', 'constraints.json', 'profile.tide'])('shows %s', async (name) => {
    const { exitCode, stdout } = await run(['show', `base/${name}`]);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('income') as string });
  });

  it('says what it shows when asked for another document', async () => {
    await run(['check', 'today.csv', '--baseline', 'base', '-o', 'shown']);
    const { exitCode, lastLine } = await run(['show', 'shown/verdict.json']);
    expect({ exitCode, lastLine }).toEqual({
      exitCode: 1,
      lastLine: expect.stringContaining('constraint_violations.json in shown/verdict.json, found other JSON') as string,
    });
  });

  it.each([
    [['chek', 'today.csv'], 'Did you mean check?'],
    [['check', 'today.csv', '--baselin', 'base'], 'Did you mean --baseline?'],
    [['check', 'today.csv'], "required option '-b, --baseline <path>' not specified"],
    [['baseline', '-o', 'x'], "missing required argument 'source'"],
    [['baseline', 'nothing.csv', '-o', 'x'], 'not-found'],
    [['check', 'today.csv', '--baseline', 'base', '--false-alarm-rate', '2'], 'above 0 and below 1'],
    [['check', 'today.csv', '--baseline', 'base', '--columns', 'nothing'], 'nothing'],
    [['check', 'today.csv', '--baseline', 'base', '--compat', 'azure'], 'sagemaker'],
    [['check', 'today.csv', '--baseline', 'base', '--config', 'nothing.yaml'], '`tidemark init` writes one'],
    [['report', 'base', '-o', 'x.html'], 'constraint_violations.json'],
    [['report', 'nothing', '-o', 'x.html'], 'no directory of results'],
    [[], 'expected a command'],
  ])('exits 64 when the call is wrong: %j', async (args, text) => {
    const { exitCode, stderr, lastLine } = await run(args);
    expect({ exitCode, stderr, lastLine }).toEqual({
      exitCode: 64,
      stderr: expect.stringContaining(text) as string,
      lastLine: expect.stringMatching(/^tidemark: .*\(exit 64\)$/) as string,
    });
  });

  it('exits 1 when the data cannot be read', async () => {
    const { exitCode, lastLine } = await run(['baseline', '-', '-o', 'x'], 'x,x\n1,2\n');
    expect({ exitCode, lastLine }).toMatchObject({
      exitCode: 1,
      lastLine: expect.stringContaining('tidemark: invalid-data: ') as string,
    });
  });

  it('goes on quietly when nobody reads its output any more', async () => {
    const child = spawn(process.execPath, [MAIN, 'check', 'today.csv', '--baseline', 'base', '--json'], {
      cwd: folder,
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.not.stringContaining('EPIPE') as string });
  });

  it.each([[['--help']], [['--version']], [['check', '--help']]])('exits 0 for %j', async (args) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toBe('');
  });

  it('lists measures and computes one of a column', async () => {
    const list = await run(['measure', '--list']);
    expect(list.stdout).toMatch(/^psi +how much/mu);
    const call = ['measure', 'ks', '--reference', 'base', '--current', 'today.csv'];
    const { exitCode, stdout } = await run([...call, '--json']);
    const { columns } = JSON.parse(stdout) as { columns: { column: string; result: { id: string } | null }[] };
    expect(exitCode).toBe(0);
    expect(columns.find(({ result }) => result !== null)?.result?.id).toBe('ks');
    expect((await run([...call, '--column', 'nothing'])).exitCode).toBe(64);
    expect((await run(['measure', 'psi', '--reference', 'base'])).exitCode).toBe(64);
  });

  it('serves until it is told to stop', async () => {
    const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0'], { cwd: folder });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const [, address = ''] = /^Listening on (http:\S+)\n$/.exec(line) ?? [];
    const answer = await fetch(`${address}/v1/profile`, { method: 'POST', body: TRAIN });
    expect(await answer.text()).toBe((await run(['baseline', '-', '-o', 'served', '--json'], TRAIN)).stdout);
    child.kill('SIGTERM');
    const [exitCode] = (await once(child, 'close')) as [number];
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/tidemark: stopped by SIGTERM \(exit 0\)\n$/) as string,
    });
  });

  it('does not serve where others reach it, unless that is allowed by name', async () => {
    expect((await run(['serve', '--host', '0.0.0.0', '--port', '0'])).lastLine).toMatch(
      /expected an address of this machine.*--no-authentication.*\(exit 64\)$/,
    );
  });
});
