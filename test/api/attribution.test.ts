/** The monitor of attributions: rows, documents and models in, verdicts and documents out. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type AnalysisDocument,
  type AttributionRows,
  baseline,
  check,
  openBaseline,
  openDocument,
  openResult,
} from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random.ts';

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));

const MONITOR = { monitor: 'attribution' } as const;

/** Attributions that scatter evenly around 0, as far as each weight says. */
function makeRows(count: number, weights: Readonly<Record<string, number>>, seed: number): Record<string, number>[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () =>
    Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight * (random.uniform() - 0.5)])),
  );
}

function toCsv(rows: readonly Record<string, number>[]): string {
  return [Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(','))].join('\n');
}

const WEIGHTS = { income: 8, age: 4, region: 2, hour: 0.5 };
const TURNED = { income: 0.5, age: 1, region: 4, hour: 8 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-attribution-'));
  await writeFile(join(folder, 'before.csv'), toCsv(makeRows(400, WEIGHTS, 1)));
  await writeFile(join(folder, 'same.csv'), toCsv(makeRows(300, WEIGHTS, 2)));
  await writeFile(join(folder, 'turned.csv'), toCsv(makeRows(300, TURNED, 3)));
});
afterAll(() => rm(folder, { recursive: true }));

function run(...args: readonly string[]): Promise<{ exitCode: number; stdout: string; lastLine: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd: folder }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code);
      resolve({ exitCode, stdout, lastLine: stderr.trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}

describe('attributions of rows', () => {
  it('are a violation where drawn rows leave no doubt, and none where nothing changed', async () => {
    const base = await baseline(makeRows(400, WEIGHTS, 1), MONITOR);
    const same = await check(makeRows(300, WEIGHTS, 2), base, MONITOR);
    expect(same.violations).toEqual([]);
    expect(same.drifts[0]?.drift).toMatchObject({ ndcg: 1, interval: [1, 1], rows: [400, 300] });
    const { violations, drifts } = await check(makeRows(300, TURNED, 3), base, MONITOR);
    expect(violations).toMatchObject([
      {
        label: 'label0',
        metric_name: 'shap',
        constraint_check_type: 'feature_attribution_drift_check',
        description: expect.stringContaining('income went from place 1 to 4'),
        expected: 0.9,
        counts: { reference: 400, current: 300 },
      },
    ]);
    expect(violations[0]?.interval?.[1]).toBeLessThan(0.9);
    expect(drifts[0]?.drift.features.every(({ adjustedPValue }) => (adjustedPValue ?? 1) < 0.01)).toBe(true);
  });

  it('are none where a few rows could have that order by chance', async () => {
    const close = { a: 1, b: 0.99, c: 0.5, d: 0.4, e: 0.01 };
    const base = await baseline(
      { explanations: { kernel_shap: { y: { global_shap_values: close } } } } as never,
      MONITOR,
    );
    const rows = [
      { a: 0.1, b: 0.1, c: 0.1, d: 2, e: 2 },
      { a: 2, b: 1.5, c: 0.1, d: 0.1, e: 0.1 },
    ];
    const { violations, drifts } = await check(rows, base, MONITOR);
    expect(drifts[0]?.drift.ndcg).toBeLessThan(0.95);
    expect(violations).toEqual([]);
  });

  it('of few rows raise no alarm by chance, as the bare number does', async () => {
    const engine = await createEngine();
    const weights = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, 0.9 ** index]));
    const random = new Random(5);
    const draw = (weight: number) => weight * (random.uniform() - 0.5) * Math.exp(6 * random.uniform() - 3);
    let belowCount = 0;
    let alarmCount = 0;
    for (let window = 0; window < 100; window += 1) {
      const rows = Object.entries(weights).map(([name, weight]) => [
        name,
        Array.from({ length: 10 }, () => draw(weight)),
      ]);
      const { ndcg, interval } = engine.attributionDrift(weights, Object.fromEntries(rows) as AttributionRows, {
        level: 0.98,
        seed: window,
      });
      belowCount += Number((ndcg ?? 1) < 0.9);
      alarmCount += Number((interval?.[1] ?? 1) < 0.9);
    }
    expect(belowCount).toBeGreaterThan(5);
    expect(alarmCount).toBeLessThanOrEqual(1);
  });

  it('leave rows without a number aside, and features that one side lacks unjudged', async () => {
    const base = await baseline(makeRows(50, WEIGHTS, 1), MONITOR);
    const rows = [...makeRows(50, WEIGHTS, 2), { income: null, age: 1, region: 1, hour: 1 }];
    const { report, notEvaluated } = await check(rows, base, MONITOR);
    expect(report).toMatchObject({ rows: 50, quarantined: 1 });
    expect(notEvaluated).toEqual([]);
    const analysis = { explanations: { kernel_shap: { label0: { global_shap_values: { income: 4, extra: 1 } } } } };
    const other = await check(analysis as never, base, MONITOR);
    expect(other.notEvaluated).toEqual([
      ...['age', 'region', 'hour'].map((feature) => ({
        label: 'label0',
        feature,
        reason: 'the window has no attributions of it',
      })),
      { label: 'label0', feature: 'extra', reason: 'the baseline has no attributions of it' },
    ]);
  });

  it('may be signed, which no order of relevance can be made of', async () => {
    const [before, after] = [-1, 2].map(
      (a) => ({ explanations: { kernel_shap: { label0: { global_shap_values: { a, b: 1 } } } } }) as never,
    ) as [never, never];
    const { violations, notEvaluated } = await check(after, await baseline(before, MONITOR), MONITOR);
    expect(violations).toEqual([]);
    expect(notEvaluated).toMatchObject([{ label: 'label0', reason: expect.stringContaining('negative attribution') }]);
  });
});

describe('a model that is asked', () => {
  it('is asked with the rows of the baseline again, which are stored with it', async () => {
    const random = new Random(9);
    const rows = Array.from({ length: 40 }, () => ({ a: random.uniform(), b: random.uniform(), c: random.uniform() }));
    const ask = (weights: readonly number[]) => ({
      ...MONITOR,
      explain: {
        baseline: 1,
        predict: (asked: readonly Record<string, unknown>[]) =>
          asked.map(({ a, b, c }) => [a, b, c].reduce<number>((sum, v, i) => sum + Number(v) * (weights[i] ?? 0), 0)),
      },
    });
    const made = await baseline(rows, ask([9, 3, 1]));
    await made.save(join(folder, 'asked'));
    expect(await readdir(join(folder, 'asked'))).toEqual(['analysis.json', 'attributions.tide', 'baseline_rows.json']);
    const base = await openBaseline(join(folder, 'asked'), MONITOR);
    expect(base.baselineRows).toEqual(made.baselineRows);
    expect((await check(rows, base, ask([9, 3, 1]))).drifts[0]?.drift).toMatchObject({ ndcg: 1, l1: 0 });
    const { violations } = await check(rows, base, ask([0, 1, 9]));
    expect(violations).toHaveLength(1);
  });
});

describe('documents of attributions', () => {
  it('go through the command line, and come back', async () => {
    const made = await run('baseline', 'before.csv', '--monitor', 'attribution', '-o', 'base');
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.stdout).toContain('mean_abs of 400 rows');
    expect(await readdir(join(folder, 'base'))).toEqual(['analysis.json', 'attributions.tide']);
    expect((await run('check', 'same.csv', '--baseline', 'base', '--monitor', 'attribution')).exitCode).toBe(0);
    const found = await run('check', 'turned.csv', '--baseline', 'base', '--monitor', 'attribution', '-o', 'out');
    expect(found).toMatchObject({ exitCode: 2 });
    expect(found.stdout).toContain('feature_attribution_drift_check');
    expect(await readdir(join(folder, 'out'))).toEqual([
      'analysis.json',
      'baseline_analysis.json',
      'constraint_violations.json',
      'report.html',
      'verdict.json',
    ]);
    const html = await readFile(join(folder, 'out/report.html'), 'utf8');
    expect(html).toContain('The order of features for label0');
    expect(html).toContain('class="slope moved"');
    const opened = await openResult(join(folder, 'out'), MONITOR);
    expect(opened.toText().split('\n')[0]).toBe(found.stdout.split('\n')[0]);
    expect(opened.violations[0]?.reproduce).toContain('tidemark check turned.csv --baseline base');
    const document = await openDocument(join(folder, 'out/analysis.json'));
    expect(document.toText()).toContain('label0: expected value');
    for (const form of ['md', 'csv', 'json', 'txt']) await opened.save(join(folder, `result.${form}`));
    expect(await readFile(join(folder, 'result.csv'), 'utf8')).toContain('"label0","feature_attribution_drift_check"');
    expect(await readFile(join(folder, 'result.md'), 'utf8')).toContain('| feature | baseline | window |');
  });

  it("hold nothing but Model Monitor's keys in its reading", async () => {
    const { stdout } = await run(
      'check',
      'turned.csv',
      '--baseline',
      'base',
      '--monitor',
      'attribution',
      '--compat',
      'sagemaker',
      '--json',
    );
    const { violations, analysis } = JSON.parse(stdout) as {
      violations: readonly Record<string, string>[];
      analysis: { explanations: { kernel_shap: { label0: object } } };
    };
    expect(violations.map(Object.keys)).toEqual([['label', 'metric_name', 'constraint_check_type', 'description']]);
    expect(violations[0]?.['description']).toMatch(/^Feature attribution drift 0\.\d{6,} exceeds threshold 0\.9$/);
    expect(Object.keys(analysis.explanations.kernel_shap.label0)).toEqual(['global_shap_values']);
  });

  it('come of a model that answers over HTTP', async () => {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const answers = body
          .trimEnd()
          .split('\n')
          .map((line) => line.split(',').reduce((sum, cell, index) => sum + Number(cell) * index, 1));
        response.end(`${answers.join('\n')}\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/invocations`;
      const config = { methods: { shap: { baseline: [[0, 0, 0, 0]], agg_method: 'median' } } };
      await writeFile(join(folder, 'analysis_config.json'), JSON.stringify(config));
      const options = ['--monitor', 'attribution', '--predict', url, '--analysis-config', 'analysis_config.json'];
      const { exitCode } = await run('baseline', 'before.csv', ...options, '-o', 'over-http');
      expect(exitCode).toBe(0);
      const stored = JSON.parse(await readFile(join(folder, 'over-http/analysis.json'), 'utf8')) as AnalysisDocument;
      expect(stored.explanations.kernel_shap['label0']).toMatchObject({
        global_shap_values: { income: expect.closeTo(0, 9) },
        expected_value: 1,
        tidemark: { aggregate: 'median', rows: 400 },
      });
      expect((await run('check', 'same.csv', '--predict', url, '--baseline', 'base')).lastLine).toContain('`explain`');
    } finally {
      server.close();
    }
  });

  it('of capture records lie in the response, where an attribute says', async () => {
    const lines = makeRows(30, WEIGHTS, 4).map((row, index) =>
      JSON.stringify({
        captureData: {
          endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: '1,2', encoding: 'CSV' },
          endpointOutput: {
            observedContentType: 'application/json',
            mode: 'OUTPUT',
            data: JSON.stringify({ score: 0.5, explanations: [row] }),
            encoding: 'JSON',
          },
        },
        eventMetadata: { eventId: String(index), inferenceTime: '2024-05-01T00:00:00Z' },
        eventVersion: '0',
      }),
    );
    const source = new TextEncoder().encode(lines.join('\n'));
    const base = await baseline(source, { ...MONITOR, format: 'capture', features: 'explanations' });
    expect(Object.keys(base.labels[0]?.global ?? {})).toEqual(['income', 'age', 'region', 'hour']);
    expect(base.report).toMatchObject({ rows: 30, quarantined: 0 });
  });
});

describe('drift of data that a model reads', () => {
  it('is listed by what it probably costs, where the baseline has attributions beside it', async () => {
    const random = new Random(12);
    const make = (shift: Readonly<Record<string, number>>) =>
      Array.from({ length: 200 }, () =>
        Object.fromEntries(['little', 'much', 'none'].map((name) => [name, random.uniform() + (shift[name] ?? 0)])),
      );
    const base = await baseline(make({}));
    await base.save(join(folder, 'weighed'));
    const analysis = { explanations: { kernel_shap: { y: { global_shap_values: { little: 1, much: 9 } } } } };
    const window = make({ little: 3, much: 0.5, none: 3 });
    const results = await Promise.all([check(window, base), check(window, base, { attributions: analysis })]);
    const orders = results.map(({ violations }) =>
      violations
        .filter(({ constraint_check_type: type }) => type === 'baseline_drift_check')
        .map(({ feature_name: name }) => name),
    );
    expect(orders).toEqual([
      ['little', 'much', 'none'],
      ['much', 'little', 'none'],
    ]);
    await writeFile(join(folder, 'weighed/analysis.json'), JSON.stringify(analysis));
    const result = await check(window, join(folder, 'weighed'));
    expect(result.violations[0]?.feature_name).toBe('much');
    await writeFile(join(folder, 'window.json'), JSON.stringify(window));
    const named = ['--attributions', 'weighed/analysis.json'];
    const { stdout } = await run('check', 'window.json', '--baseline', 'weighed', ...named);
    expect(stdout.split('\n')[4]).toMatch(/^much/);
    expect(result.toText()).toContain('impact');
    await result.save(join(folder, 'weighed-result'));
    expect((await openResult(join(folder, 'weighed-result'))).violations).toEqual(result.violations);
  });
});
