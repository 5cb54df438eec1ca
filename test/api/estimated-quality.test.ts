/** Model quality while labels are missing, and once they have come: through the public API. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '@tidemark/server';
import { baseline, check, estimateQuality, findResult, openBaseline, openDocument } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random.ts';
import { drawLoans, type Loan } from './loans.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-estimated-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));

function run(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd: folder, maxBuffer: 1e8 }, (error, stdout) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout });
    });
  });
}

const MONITOR = { monitor: 'model-quality' } as const;
const BASE = {
  ...MONITOR,
  problem: 'BinaryClassification',
  label: 'bad',
  probability: 'risk',
  features: 'income,debt,region',
} as const;

const withoutLabels = (loans: readonly Loan[]) =>
  loans.map(({ income, debt, region, risk }) => ({ income, debt, region, risk }));

const toCsv = (rows: readonly object[]): Uint8Array =>
  new TextEncoder().encode([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].join('\n'));

/** As a service captures them: features in the request, the score in the response. */
const toCapture = (loans: readonly Loan[], encoding: 'CSV' | 'JSON' = 'CSV'): Uint8Array =>
  toLines(
    loans.map(({ risk, income, debt, region }, row) => ({
      captureData:
        encoding === 'CSV'
          ? {
              endpointInput: { data: [income, debt, region].join(), encoding, mode: 'INPUT' },
              endpointOutput: { data: String(risk), encoding, mode: 'OUTPUT' },
            }
          : {
              endpointInput: { data: JSON.stringify({ region, debt, income }), encoding, mode: 'INPUT' },
              endpointOutput: { data: JSON.stringify({ risk }), encoding, mode: 'OUTPUT' },
            },
      eventMetadata: { eventId: `e${row}`, inferenceTime: '2026-11-22T08:00:00Z' },
      eventVersion: '0',
    })),
  );

const toGroundTruth = (labels: readonly (readonly [row: number, label: number])[]): Uint8Array =>
  toLines(
    labels.map(([row, label]) => ({
      groundTruthData: { data: String(label), encoding: 'CSV' },
      eventMetadata: { eventId: `e${row}` },
      eventVersion: '0',
    })),
  );

function toLines(records: readonly object[]): Uint8Array {
  return new TextEncoder().encode(records.map((record) => JSON.stringify(record)).join('\n'));
}

/** A regression of the same loans, which errs more the more debt there is. */
const regress = (loans: readonly Loan[]) =>
  loans.map(({ income, debt, region, bad }, row) => {
    const amount = income + debt;
    return { income, debt, region, guess: amount, amount: amount + (bad - 0.5) * (debt + 0.2) * (1 + (row % 3)) };
  });

/** Incomes and debts that go with each other, or against. */
const together = (loans: readonly Loan[], isAgainst: boolean) =>
  loans.map(({ income, ...loan }) => ({ ...loan, income, debt: isAgainst ? 1 - income : income }));

/** The score knows the income alone; debts fail loans too, and with a power above 1 there are more of them. */
const drawIgnored = (seed: number, power: number) => {
  const random = new Random(seed);
  return Array.from({ length: 4000 }, () => {
    const [income, debt] = [random.uniform(), random.uniform() ** (1 / power)];
    const risk = 0.2 + 0.6 * income;
    return { income, debt, risk, bad: Number(random.uniform() < risk + 0.4 * (debt - 0.5)) };
  });
};

const TRAIN = drawLoans({ seed: 1, count: 6000 });
const SAME = drawLoans({ seed: 2, count: 3000 });
/** Applicants about whom the model knows little: more debt, all within what the baseline has seen. */
const HARDER = drawLoans({ seed: 3, count: 3000, debtFrom: 0.5 });
/** The same applicants, who fail for other reasons. */
const TURNED = drawLoans({ seed: 4, count: 3000, isTurned: true });

describe('quality before the labels come', () => {
  it('a baseline keeps what estimates windows, and finds it again in its directory', async () => {
    const base = await baseline(TRAIN, BASE);
    expect(base.toText()).toContain('Windows without labels are estimated, by what 6,000 of 6,000 rows and 3 features');
    await base.save(join(folder, 'base'));
    expect((await readdir(join(folder, 'base'))).toSorted()).toEqual([
      'constraints.json',
      'estimator.json',
      'statistics.json',
    ]);
    const opened = await openBaseline(join(folder, 'base'), MONITOR);
    expect(JSON.parse(JSON.stringify(opened.estimator))).toEqual(JSON.parse(JSON.stringify(base.estimator)));
    expect((await baseline(TRAIN, { ...BASE, compat: 'sagemaker' })).estimator).toBeNull();
    const shown = await openDocument(join(folder, 'base/estimator.json'));
    expect(shown.toText()).toContain('Estimator of a model without labels: BinaryClassification.');
    const odd = TRAIN.map(({ region: constructor, ...loan }) => ({ ...loan, constructor }));
    const named = await baseline(odd, { ...BASE, features: 'income,debt,constructor' });
    expect((await check(odd, named, MONITOR)).estimates?.reason).toBeNull();
    const few = await baseline(TRAIN.slice(0, 60), BASE);
    expect(few.toText()).toContain('No estimator for windows without labels: 60 rows with a label are too few');
  });

  it('a window without a label is judged by its estimates, and says so', async () => {
    const base = await baseline(TRAIN, BASE);
    const result = await check(withoutLabels(SAME), base, MONITOR);
    expect(result.violations).toEqual([]);
    expect(result.estimates).toMatchObject({ count: 3000, labelled: 0, reason: null });
    expect(result.toText().split('\n')[0]).toBe(
      'No violations in the estimated quality of the model over 3,000 rows: none has a label yet, so estimates were judged.',
    );
    expect(result.notEvaluated).toContainEqual({ metric: 'auc', reason: 'no row has a label' });
    for (const { value, band, verdict, heldBack } of result.estimates?.metrics ?? []) {
      expect(value).toBeGreaterThan(band?.[0] ?? Number.NaN);
      expect(verdict).toBe('unchecked');
      expect(heldBack.parts).toBe(10);
    }
  });

  it('a band that lies beyond the threshold as a whole is a violation, saved and read again', async () => {
    const base = await baseline(TRAIN, BASE);
    const result = await check(withoutLabels(HARDER), base, MONITOR);
    const violation = result.violations.find(({ metric_name: name }) => name === 'accuracy');
    expect(violation).toMatchObject({
      constraint_check_type: 'estimated_quality_check',
      expected: base.constraints.metrics['accuracy']?.threshold,
      pValue: null,
      counts: { reference: 6000, current: 3000 },
    });
    expect(violation?.description).toMatch(
      /^accuracy is estimated at 0\.\d+, and its whole band, 0\.\d+ to 0\.\d+, lies below the threshold 0\.\d+; the labels/,
    );
    expect(result.estimates?.metrics.find(({ metric }) => metric === 'accuracy')?.isAlert).toBe(true);
    await result.save(join(folder, 'harder'));
    const opened = await findResult(join(folder, 'harder'));
    expect(opened.toJSON()).toEqual(result.toJSON());
    for (const name of ['e.html', 'e.md', 'e.csv', 'e.txt', 'e.json']) {
      await opened.save(join(folder, name));
      expect(await readFile(join(folder, name), 'utf8')).toMatch(/estimated.quality/);
    }
    expect(await readFile(join(folder, 'e.html'), 'utf8')).toContain('Estimated accuracy');
  });

  it('labels that come later stand beside the estimates, and bear them out where scores still mean the same', async () => {
    const base = await baseline(TRAIN, BASE);
    const result = await check(HARDER, base, { ...MONITOR, label: 'bad' });
    expect(result.violations.some(({ constraint_check_type: type }) => type === 'estimated_quality_check')).toBe(false);
    expect(result.violations.map(({ metric_name: name }) => name)).toContain('accuracy');
    expect(result.estimates?.metrics.map(({ verdict }) => verdict)).toEqual(Array(6).fill('inside'));
    for (const { metric, realised } of result.estimates?.metrics ?? []) {
      expect(realised).toBeCloseTo(result.statistics.metrics[metric]?.value ?? Number.NaN, 12);
    }
    expect(result.toText()).toContain('The labels bear the estimates out: all 6 realised metrics lie within');
  });

  it('labels that say otherwise end the trust', async () => {
    const base = await baseline(TRAIN, BASE);
    const quiet = await check(withoutLabels(TURNED), base, MONITOR);
    expect(quiet.violations).toEqual([]);
    const result = await check(TURNED, base, { ...MONITOR, label: 'bad' });
    expect(result.estimates?.metrics.find(({ metric }) => metric === 'auc')?.verdict).toBe('outside');
    expect(result.toText()).toContain('The estimates should not be trusted: the labels say otherwise (auc is 0.');
  });

  it('a reference that is weighted to be as the window is asked for', async () => {
    const shared = { ...MONITOR, label: 'bad' } as const;
    const options = { ...shared, problem: 'BinaryClassification', probability: 'risk' } as const;
    const base = await baseline(drawIgnored(9, 1), { ...options, features: 'income,debt' });
    const window = drawIgnored(1, 2.5);
    const read = async (weighted: boolean) => {
      const { estimates } = await check(window, base, { ...shared, weighted });
      return estimates?.metrics.map(({ verdict }) => verdict) ?? [];
    };
    expect(await read(false)).toContain('outside');
    expect(await read(true)).toEqual(Array(6).fill('inside'));
    const without = await baseline(drawIgnored(9, 1), options);
    await expect(check(window, without, { ...shared, weighted: true })).rejects.toThrow('made with `features`');
  });

  it('capture records are estimated with no label, with some, and with all', async () => {
    const base = await baseline(toCsv(TRAIN), BASE);
    const captured = toCapture(HARDER);
    const labels = HARDER.map(({ bad }, row) => [row, bad] as const);
    const none = await check(captured, base, MONITOR);
    expect(none.estimates).toMatchObject({ count: 3000, labelled: 0, reason: null });
    const named = await check(toCapture(HARDER, 'JSON'), base, MONITOR);
    expect(named.estimates).toEqual(none.estimates);
    const some = await check(captured, base, { ...MONITOR, groundTruth: toGroundTruth(labels.slice(0, 300)) });
    expect(some.estimates).toMatchObject({ count: 3000, labelled: 300 });
    expect(some.statistics.itemCount).toBe(300);
    expect(some.estimates?.metrics[1]?.verdict).toBe('unchecked');
    expect(some.estimates?.metrics[1]?.value).toBe(none.estimates?.metrics[1]?.value);
    const all = await check(captured, base, { ...MONITOR, groundTruth: toGroundTruth(labels) });
    expect(all.estimates).toMatchObject({ count: 3000, labelled: 3000 });
    expect(all.estimates?.metrics.map(({ verdict }) => verdict)).toEqual(Array(6).fill('inside'));
  });

  it('is the same from a file that is streamed and from rows', async () => {
    const streamed = await baseline(toCsv(TRAIN), BASE);
    const rows = await baseline(TRAIN, BASE);
    expect(streamed.estimator).toEqual(rows.estimator);
    const { estimates } = await check(toCsv(HARDER), streamed, { ...MONITOR, label: 'bad' });
    expect(estimates).toEqual((await check(HARDER, rows, { ...MONITOR, label: 'bad' })).estimates);
  });

  it('says that it cannot tell where features are not those of the baseline', async () => {
    const base = await baseline(TRAIN, BASE);
    const rich = withoutLabels(SAME).map((loan) => ({ ...loan, income: 1e6 }));
    const far = await check(rich, base, MONITOR);
    expect(far.violations).toEqual([]);
    expect(far.estimates?.reason).toMatch(/^Cannot tell: 100% of the rows have a value of `income`/);
    expect(far.toText().split('\n')[0]).toContain('so nothing could be estimated');
    const other = await check(
      SAME.map(({ risk }) => ({ risk })),
      base,
      MONITOR,
    );
    expect(other.estimates?.reason).toBe('Cannot tell: expected a feature `income`, found risk.');
  });

  it('says that it cannot tell where values stand together that never did', async () => {
    const base = await baseline(together(TRAIN, false), BASE);
    const alike = await check(withoutLabels(together(SAME, false)), base, MONITOR);
    expect(alike.estimates?.reason).toBeNull();
    const against = await check(withoutLabels(together(SAME, true)), base, MONITOR);
    expect(against.violations).toEqual([]);
    expect(against.estimates?.reason).toMatch(
      /^Cannot tell: \d\d% of the rows hold values together that hardly any row/,
    );
    expect(against.estimates?.metrics.every(({ value, band }) => value === null && band === null)).toBe(true);
  });

  it('weighted estimates follow a feature that says more about labels than scores do', async () => {
    const options = {
      problem: 'BinaryClassification',
      label: 'bad',
      score: 'risk',
      features: ['income', 'debt'],
      metrics: ['precision', 'recall', 'auc'],
    } as const;
    const windows = [1, 2, 3].map((seed) => ({ name: `week ${seed}`, data: drawIgnored(seed, 2.5) }));
    const errorOf = async (weighted: boolean) => {
      const { windows: found } = await estimateQuality(drawIgnored(9, 1), windows, { ...options, weighted });
      const [precision = [], recall = [], auc = []] = [0, 1, 2].map((place) =>
        found.map(({ metrics }) => Math.abs((metrics[place]?.value ?? 1) - (metrics[place]?.realised ?? 0))),
      );
      const inside = found.flatMap(({ metrics }) => metrics).filter(({ verdict }) => verdict === 'inside').length;
      return { precision: Math.max(...precision), recall: Math.max(...recall), auc: Math.max(...auc), inside };
    };
    const [plain, weighted] = [await errorOf(false), await errorOf(true)];
    expect(plain.precision).toBeGreaterThan(0.06);
    expect(weighted.precision).toBeLessThan(0.04);
    expect(weighted.recall).toBeLessThan(plain.recall);
    expect(weighted.inside).toBe(9);
    await expect(
      estimateQuality(drawIgnored(9, 1), windows, { ...options, features: [], weighted: true }),
    ).rejects.toThrow('found one of them wanting');
  });

  it('a regression learns from its features where it errs', async () => {
    const options = {
      ...MONITOR,
      problem: 'Regression',
      label: 'amount',
      prediction: 'guess',
      features: 'income,debt,region',
    } as const;
    const base = await baseline(regress(TRAIN), options);
    const window = regress(HARDER).map((row) => ({ ...row, amount: null }));
    const { violations } = await check(window, base, MONITOR);
    expect(violations.map(({ metric_name: name }) => name)).toEqual(['mae', 'mse', 'rmse']);
    const labelled = await check(regress(HARDER), base, { ...MONITOR, label: 'amount' });
    expect(labelled.estimates?.metrics.map(({ verdict }) => verdict)).toEqual(['inside', 'inside', 'inside']);
  });

  it('a check of the data says what drift does to the quality, and lists violations by it', async () => {
    const rows = withoutLabels(TRAIN);
    const { estimator } = await baseline(TRAIN, BASE);
    const base = await baseline(rows, { exclude: ['risk'] });
    // The score does not depend on the region, which moves too.
    const moved = withoutLabels(HARDER).map((loan, row) => (row % 3 === 0 ? { ...loan, region: 'north' } : loan));
    const options = { exclude: ['risk'], estimator: estimator ?? {} };
    const result = await check(moved, base, options);
    expect(result.violations[0]).toMatchObject({ feature_name: 'debt' });
    expect(result.violations[0]?.estimatedChange).toBeLessThan(-0.05);
    const told = result.toJSON().impact;
    expect(told).toMatchObject({ metric: 'auc', estimatedChange: { reason: null } });
    expect(told?.estimatedChange.value).toBeLessThan(-0.05);
    expect(told?.features.map(({ feature }) => feature).toSorted()).toEqual(['debt', 'income', 'region']);
    expect(result.toText()).toMatch(/The window changes auc by an estimated -0\.\d+ \(band -0\.\d+ to -0\.\d+\)/);
    await result.save(join(folder, 'drift'));
    const opened = await findResult(join(folder, 'drift'));
    expect(JSON.parse(JSON.stringify(opened))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(opened.toText()).toBe(result.toText());
    for (const name of ['d.html', 'd.md']) {
      await opened.save(join(folder, name));
      expect(await readFile(join(folder, name), 'utf8')).toContain('What drift does to auc');
    }
    const features = moved.map(({ income, debt, region }) => ({ income, debt, region }));
    const { impact } = await check(features, base, { estimator: options.estimator });
    expect(impact?.estimatedChange.reason).toBe('the window has no column of the answers that the estimator reads');
    expect(impact?.features[0]).toEqual(told?.features[0]);
    const without = await baseline(TRAIN, { ...BASE, features: undefined });
    await expect(check(moved, base, { estimator: without.estimator ?? {} })).rejects.toThrow(
      'expected an estimator that knows features',
    );
  });

  it('the command line and the server say the same, byte for byte', async () => {
    await writeFile(join(folder, 'train.csv'), toCsv(TRAIN));
    await writeFile(join(folder, 'today.csv'), toCsv(withoutLabels(HARDER)));
    const monitor = ['--monitor', 'model-quality'];
    const model = ['--problem', BASE.problem, '--label', 'bad', '--probability', 'risk', '--features', BASE.features];
    const made = await run('baseline', 'train.csv', ...monitor, ...model, '-o', '.');
    expect(made).toMatchObject({ exitCode: 0 });
    const checked = await run('check', 'today.csv', '--baseline', '.', ...monitor, '--json');
    expect(checked.exitCode).toBe(2);
    const text = await run('check', 'today.csv', '--baseline', '.', ...monitor);
    expect(text.stdout.split('\n')[0]).toMatch(/^6 violations in the estimated quality of the model over 3,000 rows/);
    const form = new FormData();
    for (const name of ['statistics.json', 'constraints.json', 'estimator.json']) {
      form.append('baseline', new Blob([await readFile(join(folder, name))]), name);
    }
    form.append('data', new Blob([await readFile(join(folder, 'today.csv'))]), 'today.csv');
    const app = createApp({ engine: await createEngine() });
    const response = await app.request('/v1/check?monitor=model-quality', { method: 'POST', body: form });
    expect(await response.text()).toBe(checked.stdout);
  });

  it('refuses a damaged estimator, and says where', async () => {
    const base = await baseline(TRAIN, BASE);
    await base.save(join(folder, 'damaged'));
    await writeFile(join(folder, 'damaged/estimator.json'), '{"schema":"quality-estimator/v2"}');
    await expect(check(SAME, join(folder, 'damaged'), MONITOR)).rejects.toThrow('estimator.json');
  });
});
