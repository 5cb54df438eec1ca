/** The monitor of bias from rows to a verdict, by the public API and by the command line. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { baseline, check, openBaseline, openResult } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random.js';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));
const run = promisify(execFile);

const CONFIG = {
  label: 'hired',
  label_values_or_threshold: [1],
  facet: [{ name_or_index: 'sex', value_or_threshold: ['f'] }],
  group_variable: 'site',
  predicted_label: 'predicted',
};

/** Rows in which women are predicted positive less often by so much. */
function makeRows(seed: number, disadvantage: number): string {
  const random = new Random(seed);
  const rows = Array.from({ length: 1200 }, () => {
    const sex = random.uniform() < 0.5 ? 'f' : 'm';
    const hired = random.uniform() < 0.4 ? 1 : 0;
    const share = 0.5 - (sex === 'f' ? disadvantage : 0);
    return [sex, hired, random.uniform() < share ? 1 : 0, `s${random.below(3)}`, random.below(50)].join(',');
  });
  return ['sex,hired,predicted,site,age', ...rows, ''].join('\n');
}

/** A run of the command line: its exit code, and what it printed. */
async function tidemark(...args: readonly string[]) {
  try {
    return { code: 0, ...(await run(process.execPath, [MAIN, ...args])) };
  } catch (error) {
    return error as { readonly code: number; readonly stdout: string; readonly stderr: string };
  }
}

describe('the monitor of bias', { timeout: 60_000 }, () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-bias-'));
    await writeFile(at('base.csv'), makeRows(1, 0.05));
    await writeFile(at('same.csv'), makeRows(2, 0.05));
    await writeFile(at('worse.csv'), makeRows(3, 0.35));
    await writeFile(at('config.json'), JSON.stringify(CONFIG));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds what grew, and keeps quiet about what did not', async () => {
    const asked = { ...CONFIG, predictor: { model_name: 'm' } };
    const made = await baseline(at('base.csv'), { monitor: 'bias', analysisConfig: asked });
    expect(made.toText()).toContain('Not looked at in the configuration: predictor.');
    await made.save(at('baseline'));
    expect((await readdir(at('baseline'))).toSorted()).toEqual(['analysis.json', 'analysis_config.json']);
    const base = await openBaseline(at('baseline'), { monitor: 'bias' });
    const same = await check(at('same.csv'), base, { monitor: 'bias' });
    expect(same.violations).toEqual([]);
    const worse = await check(at('worse.csv'), base, { monitor: 'bias' });
    const names = worse.violations.map((violation) => violation.metric_name);
    expect(names).toContain('DPPL');
    expect(names).toContain('DI');
    expect(names).not.toContain('CI');
    // The flip test says why it has no value: `site` is no number.
    expect(worse.notEvaluated.map(({ metric }) => metric)).toContain('FT');
    await worse.save(at('result'));
    const opened = await openResult(at('result'), { monitor: 'bias' });
    expect(opened.toText()).toBe(worse.toText());
    const page = await readFile(at('result/report.html'), 'utf8');
    expect(page).toContain('Tidemark · bias');
    expect(page).toContain('! DPPL');
    expect(page).not.toContain('NaN');
  });

  it('keeps the words of Clarify in its mode', async () => {
    const base = await baseline(at('base.csv'), { monitor: 'bias', analysisConfig: CONFIG, compat: 'sagemaker' });
    const found = await check(at('worse.csv'), base, { monitor: 'bias', compat: 'sagemaker' });
    expect(Object.keys(found.violations[0] ?? {})).toEqual([
      'facet',
      'facet_value',
      'metric_name',
      'constraint_check_type',
      'description',
    ]);
    expect(JSON.stringify(base.analysis)).not.toContain('tidemark');
  });

  it('runs from the command line', async () => {
    const options = ['--monitor', 'bias'];
    const made = await tidemark(
      'baseline',
      at('base.csv'),
      ...options,
      '--analysis-config',
      at('config.json'),
      '-o',
      at('b'),
    );
    expect(made.code).toBe(0);
    const same = await tidemark('check', at('same.csv'), ...options, '--baseline', at('b'));
    expect(same).toMatchObject({ code: 0 });
    const worse = await tidemark('check', at('worse.csv'), ...options, '--baseline', at('b'), '--json');
    expect(worse.code).toBe(2);
    expect(JSON.parse(worse.stdout)).toMatchObject({ monitor: 'bias', schema: 'bias-result/v1' });
    const bare = await tidemark('check', at('worse.csv'), ...options, '--baseline', at('base.csv'));
    expect(bare.code).toBe(64);
    expect(bare.stderr).toContain('analysisConfig');
  });
});

describe('the flip test of many rows', () => {
  it('compares a sample, and says so', async () => {
    const engine = await createEngine();
    const random = new Random(5);
    const rows = 21_000;
    const column = (make: () => unknown) => Array.from({ length: rows }, make);
    const columns = {
      sex: column(() => (random.uniform() < 0.05 ? 'f' : 'm')),
      hired: column(() => (random.uniform() < 0.5 ? 1 : 0)),
      predicted: column(() => (random.uniform() < 0.5 ? 1 : 0)),
      age: column(() => random.below(100)),
    };
    const { group_variable: _, ...config } = CONFIG;
    const chosen = { ...config, methods: { post_training_bias: { methods: ['FT'] } } };
    const report = engine.bias(columns, chosen, { resamples: 200 });
    expect(report.sample).toEqual({ rows: 20_000, of: rows });
    expect(engine.bias(columns, chosen, { resamples: 200 })).toEqual(report);
    const [metric] = report.facets[0]?.entries[0]?.postTraining ?? [];
    expect(metric).toMatchObject({ name: 'FT', method: 'bootstrap', nonFiniteFraction: 0 });
  });
});
