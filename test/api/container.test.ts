/** `tidemark container` as a process: SageMaker's variables and folders in, its documents and its message out. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TODAY, TRAIN, toCapture } from './rows.ts';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));
const CSV = '{"csv":{"header":true,"output_columns_position":"START"}}';
const DOCUMENTS = ['constraint_violations.json', 'constraints.json', 'statistics.json'];

let folder = '';
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-container-'));
  for (const [name, text] of Object.entries({ train: TRAIN, today: TODAY })) {
    await mkdir(path(name));
    await writeFile(join(path(name), 'part-0.csv'), text);
  }
  const hours = { '09': toCapture(TRAIN, 9), '10': toCapture(TODAY, 10) };
  for (const [hour, text] of Object.entries(hours)) {
    await mkdir(path(`capture/credit/AllTraffic/2026/11/01/${hour}`), { recursive: true });
    await writeFile(path(`capture/credit/AllTraffic/2026/11/01/${hour}/data.jsonl`), text);
  }
  await writeFile(
    path('preprocess.mjs'),
    `export function preprocess({ captureData }) {
       const [age, income] = captureData.endpointInput.data.split(',');
       return Number(age) > 30 ? { income, age } : [];
     }`,
  );
  await writeFile(
    path('hook.mjs'),
    `import { readdirSync, writeFileSync } from 'node:fs';
     export function postprocess() {
       writeFileSync(process.env.output_path + '/seen', readdirSync(process.env.output_path).join());
     }`,
  );
  await writeFile(path('broken.mjs'), 'export default () => { throw new TypeError("no such bucket"); };');
  await writeFile(path('empty.mjs'), 'export const other = 1;');
  await run('base', { dataset_source: path('train') });
});
afterAll(() => rm(folder, { recursive: true }));

interface Job {
  readonly exitCode: number | null;
  readonly message: string;
  readonly files: readonly string[];
}

async function run(name: string, variables: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const [output, message] = [path(`${name}-output`), path(`${name}-message`)];
  const env = { dataset_format: CSV, output_path: output, output_message_file: message, ...variables };
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, 'container', ...args], { env, stdio: 'ignore' });
    child.on('error', reject).on('close', resolve);
  });
  const files = await readdir(output).catch(() => []);
  return { exitCode, message: await readFile(message, 'utf8'), files } satisfies Job;
}

const at = (hour: string) => `2026-11-01T${hour}:00:00Z`;
const against = (data: string) => ({
  dataset_source: path(data),
  baseline_constraints: join(path('base-output'), 'constraints.json'),
  baseline_statistics: join(path('base-output'), 'statistics.json'),
});

describe('the container', () => {
  it('makes a baseline where none is given', async () => {
    const job = await run('first', { dataset_source: path('train'), categorical_drift_method: 'ChiSquared' });
    expect(job).toEqual({
      exitCode: 0,
      message: 'Completed: Job completed successfully with no violations.',
      files: ['constraints.json', 'statistics.json'],
    });
    const constraints = await readFile(join(path('first-output'), 'constraints.json'), 'utf8');
    expect(constraints).toContain('"categorical_drift_method": "ChiSquared"');
  });

  it('ends well with violations too, and says how many', async () => {
    expect(await run('today', against('today'))).toEqual({
      exitCode: 0,
      message: expect.stringMatching(
        /^CompletedWithViolations: Job completed successfully with \d+ violations\.$/,
      ) as string,
      files: DOCUMENTS,
    });
  });

  it('says that nothing is violated', async () => {
    const job = await run('same', against('train'), ['--compat', 'sagemaker']);
    expect(job).toMatchObject({ exitCode: 0, message: 'Completed: Job completed successfully with no violations.' });
  });

  it('writes files of its own only when a report is asked for', async () => {
    const { files } = await run('report', { ...against('today'), report_enabled: 'true' });
    expect(files).toEqual(expect.arrayContaining([...DOCUMENTS, 'profile.tide']));
  });

  it('reads data without a header when the format says so, in every form', async () => {
    for (const header of ['false', '"false"', '["false"]']) {
      const job = await run('plain', { dataset_source: path('train'), dataset_format: `{"csv":{"header":${header}}}` });
      expect(job.exitCode).toBe(0);
      expect(await readFile(join(path('plain-output'), 'constraints.json'), 'utf8')).toContain('"_c0"');
    }
  });

  it('reads the captured records of the time asked for, in their folders by hour', async () => {
    const capture = { dataset_source: path('capture'), dataset_format: '{"sagemakerCaptureJson":{}}' };
    const quiet = await run('nine', { ...against('train'), ...capture, start_time: at('09'), end_time: at('10') });
    expect(quiet.message).toBe('Completed: Job completed successfully with no violations.');
    const loud = await run('ten', { ...against('train'), ...capture, start_time: at('10'), end_time: at('11') });
    expect(loud.message).toContain('CompletedWithViolations');
    const statistics = await readFile(join(path('ten-output'), 'statistics.json'), 'utf8');
    expect(JSON.parse(statistics)).toMatchObject({ dataset: { item_count: 200 }, features: [{ name: 'age' }, {}] });
  });

  it('makes rows of records by a module', async () => {
    const job = await run('rows', {
      dataset_source: path('capture'),
      dataset_format: '{"sagemakerCaptureJson":{}}',
      record_preprocessor_script: path('preprocess.mjs'),
    });
    expect(job.message).toContain('no violations');
    const statistics = await readFile(join(path('rows-output'), 'statistics.json'), 'utf8');
    expect(JSON.parse(statistics)).toMatchObject({ features: [{ name: 'income' }, { name: 'age' }] });
  });

  it('runs the hook after the documents are written', async () => {
    await run('hook', { ...against('today'), post_analytics_processor_script: path('hook.mjs') });
    expect(await readFile(join(path('hook-output'), 'seen'), 'utf8')).toBe(DOCUMENTS.join());
  });

  it('judges the quality of a model', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => `${row % 2},${row % 7 === 0 ? 0.5 : (row % 2) * 0.9}`);
    await mkdir(path('scores'), { recursive: true });
    await writeFile(path('scores/rows.csv'), ['label,score', ...rows].join('\n'));
    const variables = {
      analysis_type: 'MODEL_QUALITY',
      problem_type: 'BinaryClassification',
      ground_truth_attribute: 'label',
      probability_attribute: 'score',
      dataset_source: path('scores'),
    };
    expect(await run('quality', variables)).toMatchObject({
      exitCode: 0,
      files: ['constraints.json', 'statistics.json'],
    });
    const baseline = join(path('quality-output'), 'constraints.json');
    const job = await run('quality-same', { ...variables, baseline_constraints: baseline });
    expect(job).toEqual({
      exitCode: 0,
      message: 'Completed: Job completed successfully with no violations.',
      files: DOCUMENTS,
    });
  });

  it.each([
    ['a Python hook', { post_analytics_processor_script: 'hook.py' }, 'export function postprocess()'],
    ['a Python preprocessor', { record_preprocessor_script: 'rows.py' }, 'export function preprocess(record)'],
    ['a preprocessor that fails', { record_preprocessor_script: 'broken.mjs' }, 'make rows of record 1 of'],
    ['a hook that fails', { post_analytics_processor_script: 'broken.mjs' }, 'TypeError: no such bucket'],
    ['a hook without the function', { post_analytics_processor_script: 'empty.mjs' }, 'postprocess, found other'],
    ['a hook that is not there', { post_analytics_processor_script: 'none.mjs' }, 'post_analytics_processor_script'],
    ['a format that is none', { dataset_format: 'csv' }, '{"csv":{"header":true}}'],
    ['a format that is not read', { dataset_format: '{"orc":{}}' }, 'found orc'],
    ['another monitor', { analysis_type: 'MODEL_BIAS' }, 'MODEL_BIAS'],
    ['a baseline of another monitor', { analysis_type: 'MODEL_QUALITY' }, 'binary_classification_metrics'],
    ['a drift method that is none', { categorical_drift_method: 'Cosine' }, 'LInfinity, ChiSquared'],
    ['no data', { dataset_source: 'nothing' }, 'nothing'],
    ['a baseline that is not there', { baseline_constraints: 'nothing.json' }, 'baseline_constraints'],
  ])('fails on %s, and says what to do', async (_, variables, text) => {
    const placed = Object.entries(variables).map(([name, value]) => [
      name,
      /script|source|baseline/.test(name) ? path(value) : value,
    ]);
    const job = await run('wrong', { ...against('today'), ...(Object.fromEntries(placed) as Record<string, string>) });
    expect(job.exitCode).not.toBe(0);
    expect(job.message).toContain(text);
  });
});
