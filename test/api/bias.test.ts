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

  it('counts what is worse alone where it is told so, by the command line and by tidemark.yaml', async () => {
    await writeFile(at('better.csv'), makeRows(4, -0.35));
    const options = ['--monitor', 'bias', '--analysis-config', at('config.json')];
    await tidemark('baseline', at('base.csv'), ...options, '-o', at('both'));
    const find = async (...args: readonly string[]) => {
      const { stdout } = await tidemark('check', at('better.csv'), ...args, '--baseline', at('both'), '--json');
      const found = JSON.parse(stdout) as { violations: { metric_name: string }[]; reproduce: string };
      return { names: found.violations.map(({ metric_name: name }) => name), reproduce: found.reproduce };
    };
    const both = await find('--monitor', 'bias');
    const worse = await find('--monitor', 'bias', '--one-sided');
    expect(both.names).toContain('DPPL');
    expect(worse.names).not.toContain('DPPL');
    expect(worse.reproduce).toContain(' --one-sided --monitor bias');
    await writeFile(at('one-sided.yaml'), 'model: { monitor: bias, oneSided: true }\n');
    expect((await find('--config', at('one-sided.yaml'))).names).toEqual(worse.names);
    const compatible = ['--monitor', 'bias', '--one-sided', '--compat', 'sagemaker', '--baseline', at('both')];
    expect(await tidemark('check', at('better.csv'), ...compatible)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('expected no `oneSided`') as string,
    });
  });

  it('takes a column for what it is told to be, and remembers it', async () => {
    const methods = { pre_training_bias: { methods: ['DPL'] } };
    const config = { ...CONFIG, facet: [{ name_or_index: 'age' }], methods };
    await writeFile(at('age.json'), JSON.stringify(config));
    const options = ['--monitor', 'bias', '--analysis-config', at('age.json'), '-o', at('age')];
    const undecided = await tidemark('baseline', at('base.csv'), ...options);
    expect(undecided).toMatchObject({ code: 64, stderr: expect.stringContaining('continuous') as string });
    expect(await tidemark('baseline', at('base.csv'), ...options, '--categorical', 'age')).toMatchObject({ code: 0 });
    const asked = JSON.parse(await readFile(at('age/analysis_config.json'), 'utf8')) as object;
    expect(asked).toMatchObject({ tidemark: { kinds: { age: 'categorical' } } });
    const checked = await tidemark('check', at('same.csv'), '--monitor', 'bias', '--baseline', at('age'));
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('1,200 rows read.') as string });
    await writeFile(at('kinds.yaml'), 'model: { categorical: [age], continuous: [site] }\n');
    await tidemark('baseline', at('base.csv'), ...options, '--config', at('kinds.yaml'));
    const other = JSON.parse(await readFile(at('age/analysis_config.json'), 'utf8')) as object;
    expect(other).toMatchObject({ tidemark: { kinds: { age: 'categorical', site: 'continuous' } } });
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

  it('raises no more alarms about many small groups of an unchanged model than it may', async () => {
    const random = new Random(8);
    const draw = () => {
      const hired = Array.from({ length: 1000 }, () => Number(random.uniform() < 0.4));
      return {
        team: hired.map(() => `t${random.below(40)}`),
        hired,
        predicted: hired.map((value) => (random.uniform() < 0.8 ? value : 1 - value)),
      };
    };
    const analysisConfig = {
      label: 'hired',
      label_values_or_threshold: [1],
      facet: [{ name_or_index: 'team' }],
      predicted_label: 'predicted',
      methods: { pre_training_bias: {}, post_training_bias: { methods: ['AD', 'DPPL', 'DI', 'RD', 'SD', 'TE'] } },
    };
    const windows = 20;
    let alarms = 0;
    for (let window = 0; window < windows; window++) {
      const base = await baseline(draw(), { monitor: 'bias', analysisConfig });
      const { violations, testCount } = await check(draw(), base, { monitor: 'bias' });
      expect(testCount).toBeGreaterThan(400);
      alarms += Number(violations.length > 0);
    }
    // 0.2 are expected at a rate of 0.01.
    expect(alarms).toBeLessThanOrEqual(2);
  });
});
