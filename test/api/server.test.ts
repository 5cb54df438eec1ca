/** What the server answers, byte for byte what the command line prints for the same input. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '@tidemark/server';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFaults, type Schemas } from '../support/schema-faults.ts';
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

/** Where an answer differs from the schema of a name in the document. */
async function faultsOf(answer: string, name: string): Promise<string[]> {
  const { components } = (await (await app.request('/openapi.json')).json()) as { components: { schemas: Schemas } };
  const schema = components.schemas[name];
  return schema === undefined ? [`no ${name}`] : findFaults(JSON.parse(answer), schema, components.schemas);
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

const toBody = (data: string) => ({ data, encoding: 'CSV', mode: 'INPUT', observedContentType: 'text/csv' });

/** Capture records of 300 answers, of which every `wrongEvery`th is wrong, and the labels that came later. */
function toCaptured(wrongEvery: number): { readonly captured: string; readonly labels: readonly string[] } {
  const rows = Array.from({ length: 300 }, (_, row) => {
    const answer = (row % wrongEvery === 0 ? 1 - (row % 2) : row % 2) * 0.8;
    const meta = { eventId: `e${row}`, inferenceTime: '2026-11-27T10:00:00Z' };
    const record = {
      captureData: {
        endpointInput: toBody(`${row % 3 === 0 ? 'f' : 'm'},${row}`),
        endpointOutput: toBody(`${answer}`),
      },
      eventMetadata: meta,
      eventVersion: '0',
    };
    const truth = { groundTruthData: { data: `${row % 2}`, encoding: 'CSV' }, eventMetadata: meta, eventVersion: '0' };
    return [JSON.stringify(record), JSON.stringify(truth)] as const;
  });
  return { captured: rows.map(([record]) => record).join('\n'), labels: rows.map(([, truth]) => truth) };
}

it('check of a model finds its labels in other parts', async () => {
  const [good, bad] = [toCaptured(20), toCaptured(3)];
  const only = await mkdtemp(join(folder, 'quality-'));
  await writeFile(join(only, 'good.jsonl'), good.captured);
  await writeFile(join(only, 'bad.jsonl'), bad.captured);
  await writeFile(join(only, 'early.jsonl'), bad.labels.slice(0, 200).join('\n'));
  await writeFile(join(only, 'late.jsonl'), bad.labels.slice(200).join('\n'));
  const model = ['--monitor', 'model-quality', '--problem', 'BinaryClassification'];
  const labels = ['--ground-truth', 'early.jsonl', '--ground-truth', 'late.jsonl'];
  const made = await runIn(only, 'baseline', 'good.jsonl', ...model, ...labels, '-o', '.', '--json');
  const printed = await runIn(only, 'check', 'bad.jsonl', '--baseline', '.', '--json', ...model, ...labels);
  const inOnly = (name: string, file: string) => [name, join(basename(only), file)] as const;
  const parts = [
    inOnly('baseline', 'statistics.json'),
    inOnly('baseline', 'constraints.json'),
    inOnly('baseline', 'estimator.json'),
    inOnly('ground-truth', 'early.jsonl'),
    inOnly('ground-truth', 'late.jsonl'),
    inOnly('data', 'bad.jsonl'),
  ];
  const before = [...parts.slice(3, 5), inOnly('data', 'good.jsonl')];
  expect(await post(`/v1/profile${toQuery(model)}`, before)).toBe(made);
  expect(await faultsOf(made, 'QualityBaseline')).toEqual([]);
  expect(await post(`/v1/check${toQuery(model)}`, parts)).toBe(printed);
  expect(await post(`/v1/check${toQuery(model)}`, [...parts.slice(5), ...parts.slice(0, 5)])).toBe(printed);
  expect(
    await post(`/v1/check${toQuery(model)}`, [...parts.slice(0, 3), ...parts.slice(5), ...parts.slice(3, 5)]),
  ).toBe(printed);
  expect(JSON.parse(printed)).toMatchObject({
    groundTruth: { labels: 300, joined: 300 },
    reproduce: expect.stringContaining('--ground-truth early.jsonl --ground-truth late.jsonl') as string,
  });
  expect(await faultsOf(printed, 'QualityResult')).toEqual([]);
  const compatible = await post(`/v1/check${toQuery([...model, '--compat', 'sagemaker'])}`, parts);
  expect(await faultsOf(compatible, 'QualityResult')).toEqual([]);
});

it('check of bias takes what is asked, and labels, from other parts', async () => {
  const [good, bad] = [toCaptured(20), toCaptured(3)];
  const only = await mkdtemp(join(folder, 'bias-'));
  const config = {
    headers: ['sex', 'amount', 'label'],
    label: 'label',
    label_values_or_threshold: [1],
    facet: [{ name_or_index: 'sex', value_or_threshold: ['f'] }],
  };
  await writeFile(join(only, 'asked.json'), JSON.stringify(config));
  await writeFile(join(only, 'good.jsonl'), good.captured);
  await writeFile(join(only, 'bad.jsonl'), bad.captured);
  await writeFile(join(only, 'labels.jsonl'), bad.labels.join('\n'));
  const asked = ['--monitor', 'bias', '--label', '0'];
  const files = ['--ground-truth', 'labels.jsonl', '--analysis-config', 'asked.json'];
  const made = await runIn(only, 'baseline', 'good.jsonl', ...asked, ...files, '-o', 'base', '--json');
  await copyFile(join(only, 'base/analysis.json'), join(only, 'analysis.json'));
  const printed = await runIn(only, 'check', 'bad.jsonl', '--baseline', '.', '--json', ...asked, ...files);
  const inOnly = (name: string, file: string) => [name, join(basename(only), file)] as const;
  const parts = [
    inOnly('ground-truth', 'labels.jsonl'),
    inOnly('analysis-config', 'asked.json'),
    inOnly('data', 'bad.jsonl'),
    inOnly('baseline', 'analysis.json'),
  ];
  const before = [...parts.slice(0, 2), inOnly('data', 'good.jsonl')];
  expect(await post(`/v1/profile${toQuery(asked)}`, before)).toBe(made);
  expect(await faultsOf(made, 'BiasBaseline')).toEqual([]);
  expect(await post(`/v1/check${toQuery(asked)}`, parts)).toBe(printed);
  expect(JSON.parse(printed)).toMatchObject({ monitor: 'bias', report: { rows: 300 } });
  expect(await faultsOf(printed, 'BiasResult')).toEqual([]);
  const compatible = await post(`/v1/check${toQuery([...asked, '--compat', 'sagemaker'])}`, parts);
  expect(await faultsOf(compatible, 'BiasResult')).toEqual([]);
});

/** What two features contributed to each of 60 predictions; the first has a share of it. */
function toContributions(share: number): string {
  const rows = Array.from({ length: 60 }, (_, row) => [share * ((row % 7) - 3), (1 - share) * ((row % 5) - 2)].join());
  return ['age,income', ...rows].join('\n');
}

it.each([[[]], [['--compat', 'sagemaker']]])('check of attributions %j', async (options: readonly string[]) => {
  const only = await mkdtemp(join(folder, 'attribution-'));
  await writeFile(join(only, 'before.csv'), toContributions(0.9));
  await writeFile(join(only, 'after.csv'), toContributions(0.1));
  const monitor = ['--monitor', 'attribution', ...options];
  const made = await runIn(only, 'baseline', 'before.csv', ...monitor, '-o', '.', '--json');
  const body = await readFile(join(only, 'before.csv'));
  const answered = await app.request(`/v1/profile${toQuery(monitor)}`, { method: 'POST', body });
  expect(await answered.text()).toBe(made);
  expect(await faultsOf(made, 'AttributionBaseline')).toEqual([]);
  const printed = await runIn(only, 'check', 'after.csv', '--baseline', '.', '--json', ...monitor);
  const inOnly = (name: string, file: string) => [name, join(basename(only), file)] as const;
  const parts = [
    inOnly('baseline', 'analysis.json'),
    inOnly('baseline', 'attributions.tide'),
    inOnly('data', 'after.csv'),
  ];
  expect(await post(`/v1/check${toQuery(monitor)}`, parts)).toBe(printed);
  expect(await faultsOf(printed, 'AttributionResult')).toEqual([]);
});
