import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/entry/node.js';
import type { Engine } from '../../engine/port.js';
import { estimateImpact, type ImpactWindow } from './drift-impact.js';
import { fitMonitoredEstimator, type MonitoredEstimator, planWindow, toColumns } from './monitored-estimator.js';
import { RowSample } from './row-sample.js';

type Row = Readonly<Record<'income' | 'debt' | 'age' | 'risk' | 'bad', number>>;

/** Numbers from 0 to 1: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The more debt, the less the score says; `power` above 1 moves debts up, and nothing else. */
function draw(random: () => number, count: number, power: number): Row[] {
  return Array.from({ length: count }, () => {
    const [income, debt, age] = [random(), random() ** (1 / power), random()];
    const spread = 0.48 - 0.38 * debt;
    const risk = income < 0.5 ? 0.5 + spread : 0.5 - spread;
    return { income, debt, age, risk, bad: Number(random() < risk) };
  });
}

function sampleOf(rows: readonly Row[]): RowSample {
  const sample = new RowSample();
  for (const { income, debt, age, risk, bad } of rows) {
    sample.add({ label: bad, prediction: null, probability: risk, features: { income, debt, age }, groups: [] });
  }
  return sample;
}

function fit(engine: Engine, rows: readonly Row[]): MonitoredEstimator {
  const attributes = { label: 'bad', probability: 'risk', features: 'income,debt,age' };
  const input = { engine, problem: 'BinaryClassification', attributes, probabilityThreshold: undefined } as const;
  const { estimator, noEstimator } = fitMonitoredEstimator({ ...input, sample: sampleOf(rows) });
  if (estimator === null) throw new Error(noEstimator);
  return estimator;
}

function windowOf(estimator: MonitoredEstimator, rows: readonly Row[]): ImpactWindow {
  const { columns } = planWindow(estimator, toColumns(sampleOf(rows).instances));
  return { columns, hasAnswers: true };
}

/** By the labels, as the engine measures it. */
function realise(engine: Engine, rows: readonly Row[], metric: string): number {
  const pick = (name: keyof Row): number[] => rows.map((row) => row[name]);
  const columns = { label: pick('bad'), probability: pick('risk') };
  return engine.quality('BinaryClassification', columns).metrics[metric]?.value ?? Number.NaN;
}

describe('what drift costs', async () => {
  const engine = await createEngine();

  it.each(['auc', 'accuracy'])(
    'the realised change of %s lies in the band, and the feature that moved is named first',
    (metric) => {
      const repetitions = 40;
      let inside = 0;
      for (let seed = 1; seed <= repetitions; seed += 1) {
        const random = createRandom(seed);
        const [reference, window] = [draw(random, 1200, 1), draw(random, 1000, 2.5)];
        const estimator = fit(engine, reference);
        const impact = estimateImpact(engine, estimator, windowOf(estimator, window), metric);
        const change = realise(engine, window, metric) - realise(engine, reference, metric);
        const [first] = impact?.features ?? [];
        expect(first?.feature).toBe('debt');
        expect(first?.value).toBeLessThan(-0.03);
        const [low = 0, high = 0] = first?.band ?? [];
        inside += Number(change >= low && change <= high);
        // Only this feature moved, so it alone is the whole change.
        expect(Math.abs((impact?.estimatedChange.value ?? 0) - (first?.value ?? 1))).toBeLessThan(0.02);
      }
      expect(inside / repetitions).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('a feature that did not move changes nothing, and one the scores do not depend on neither', () => {
    const random = createRandom(7);
    const estimator = fit(engine, draw(random, 4000, 1));
    const window = draw(random, 2000, 1).map((row) => ({ ...row, age: row.age ** 1.5 }));
    const impact = estimateImpact(engine, estimator, windowOf(estimator, window));
    for (const { value } of impact?.features ?? []) expect(Math.abs(value ?? 1)).toBeLessThan(0.01);
  });

  it('the effective rows are those of the weights', () => {
    const random = createRandom(9);
    const estimator = fit(engine, draw(random, 5000, 1));
    const window = draw(random, 5000, 1).filter(({ debt }) => debt > 0.5);
    const changes = estimateImpact(engine, estimator, windowOf(estimator, window))?.features ?? [];
    const [debt] = changes.filter(({ feature }) => feature === 'debt');
    // Half of the reference has such debts.
    expect(debt?.effectiveRows).toBeGreaterThan(2300);
    expect(debt?.effectiveRows).toBeLessThan(2600);
  });

  it('cannot tell where the reference has hardly any such values, nor without enough effective rows', () => {
    const random = createRandom(11);
    const estimator = fit(engine, draw(random, 5000, 1));
    const far = draw(random, 1000, 1).map((row) => ({ ...row, debt: row.debt + 0.5 }));
    const [first] = (estimateImpact(engine, estimator, windowOf(estimator, far))?.features ?? []).filter(
      ({ feature }) => feature === 'debt',
    );
    expect(first).toMatchObject({ value: null, band: null });
    expect(first?.reason).toMatch(/^5\d% of its values are such as the reference has hardly any of$/);
    const few = fit(engine, draw(random, 400, 1));
    const narrow = draw(random, 1000, 1).map((row) => ({ ...row, debt: 0.5 + row.debt / 8 }));
    const [told] = (estimateImpact(engine, few, windowOf(few, narrow))?.features ?? []).filter(
      ({ feature }) => feature === 'debt',
    );
    expect(told?.reason).toMatch(/effective rows of such values, 200 are needed$/);
  });

  it('is not known of an estimator without features', () => {
    const estimator = fit(engine, draw(createRandom(13), 500, 1));
    const window = windowOf(estimator, draw(createRandom(14), 500, 1));
    expect(estimateImpact(engine, { ...estimator, joint: null }, window)).toBeNull();
    expect(estimateImpact(engine, estimator, window, 'mae')).toBeNull();
  });
});
