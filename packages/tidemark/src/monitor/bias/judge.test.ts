import { describe, expect, it } from 'vitest';
import type { BiasMetric, BiasReport, BiasValue } from '../../engine/bias.js';
import { createEngine } from '../../engine/entry/node.js';
import { toAllowedRange } from './allowed.js';
import { toAnalysis } from './analysis.js';
import { checkBias } from './check.js';

const SIDE = { rows: 100, positiveFraction: 0.5 };

function report(metrics: readonly BiasMetric[]): BiasReport {
  const entry = { valueOrThreshold: '0', key: '0', a: SIDE, d: SIDE, preTraining: [], postTraining: metrics };
  return {
    rules: 'strict',
    rows: 200,
    label: 'y',
    labelValueOrThreshold: '1',
    labelKind: 'categorical',
    missing: [0, 0, 0],
    facets: [{ name: 'sex', kind: 'categorical', missing: 0, entries: [entry] }],
  };
}

const ENGINE = await createEngine();

function check(
  baseline: readonly BiasMetric[],
  current: readonly BiasMetric[],
  compat?: 'sagemaker',
  isOneSided = false,
) {
  return checkBias({
    engine: ENGINE,
    baseline: toAnalysis(report(baseline), compat === 'sagemaker'),
    current: report(current),
    report: null,
    reading: compat ?? 'tidemark',
    isOneSided,
    reproduce: null,
  });
}

function metric(name: string, value: BiasValue | null, interval?: readonly [BiasValue, BiasValue]): BiasMetric {
  return {
    name,
    value,
    ...(value === null && { error: 'why' }),
    ...(interval && { interval, method: 'newcombe' }),
  };
}

function namesOf({ violations }: ReturnType<typeof check>): string[] {
  return violations.map((violation) => violation.metric_name);
}

describe("Clarify's rule", () => {
  it('takes what is farther from 0, infinity and disparate impact included', () => {
    const baseline = [metric('DI', 0.8), metric('DPPL', -0.2), metric('GE', 0.1), metric('TE', 2), metric('RD', 0)];
    const current = [
      metric('DI', 1),
      metric('DPPL', 0.2),
      metric('GE', 0.1),
      metric('TE', '-Infinity'),
      metric('RD', 1e-5),
    ];
    const found = check(baseline, current, 'sagemaker');
    expect(namesOf(found)).toEqual(['DI', 'TE', 'RD']);
    expect(found.violations[2]).toEqual({
      facet: 'sex',
      facet_value: '0',
      metric_name: 'RD',
      constraint_check_type: 'bias_drift_check',
      description: "Metric value 1e-05 doesn't meet the baseline constraint requirement 0.0",
    });
  });

  it('names what it cannot judge', () => {
    const found = check([metric('DI', null), metric('RD', 1)], [metric('DI', 3), metric('RD', null)], 'sagemaker');
    expect(found.violations).toEqual([]);
    expect(found.notEvaluated.map(({ reason }) => reason)).toEqual(['the baseline has no value: why', 'why']);
  });
});

describe('our verdict', () => {
  it('takes what both intervals do not explain', () => {
    const now = [metric('DPPL', 0.4, [0.3, 0.5]), metric('RD', 0.4, [0.1, 0.7])];
    const found = check([metric('DPPL', -0.2), metric('RD', 0.2)], now);
    expect(namesOf(found)).toEqual(['DPPL']);
    expect(found.testCount).toBe(2);
    expect(found.violations[0]).toMatchObject({
      allowed: [-0.2, 0.2],
      interval: [0.3, 0.5],
      counts: { a: 100, d: 100 },
    });
    // The same value is no news where the baseline's own may have been as far.
    expect(namesOf(check([metric('DPPL', -0.2, [-0.35, -0.05]), metric('RD', 0.2)], now))).toEqual([]);
  });

  it('holds open intervals, and values outside the middle of their resamples', () => {
    const baseline = [metric('TE', 1, [-1, 'Infinity']), metric('JS', 0.001, [0.002, 0.01])];
    const { violations, testCount } = check(baseline, [
      metric('TE', 9, [2, 'Infinity']),
      metric('JS', 0.3, [0.31, 0.4]),
    ]);
    expect(violations.map(({ metric_name: name }) => name)).toEqual(['JS']);
    expect(testCount).toBe(2);
  });

  it('sees perfect parity in a disparate impact of 1, and the same distance on both sides of it', () => {
    const baseline = [metric('DI', 0.8)];
    expect(namesOf(check(baseline, [metric('DI', 1, [0.95, 1.05])]))).toEqual([]);
    expect(namesOf(check(baseline, [metric('DI', 0.5, [0.4, 0.6])]))).toEqual(['DI']);
    expect(namesOf(check(baseline, [metric('DI', 2, [1.5, 2.5])]))).toEqual(['DI']);
  });

  it('looks at one side alone when asked to', () => {
    const baseline = [metric('DPPL', 0.1), metric('DI', 0.8)];
    const better = [metric('DPPL', -0.5, [-0.6, -0.4]), metric('DI', 3, [2, 4])];
    expect(namesOf(check(baseline, better))).toEqual(['DPPL', 'DI']);
    expect(namesOf(check(baseline, better, undefined, true))).toEqual([]);
    expect(toAllowedRange({ ...metric('DI', 0.8), description: '' }, true)).toEqual([0.8, null]);
  });

  it('passes nothing over in silence', () => {
    const baseline = [
      metric('TE', 'Infinity'),
      metric('RD', 0.1),
      metric('FT', null),
      metric('GE', 0.1),
      metric('DI', 1),
    ];
    const current = [
      metric('TE', 3, [1, 5]),
      metric('RD', 0.3),
      metric('FT', 0.1, [0, 0.2]),
      metric('DI', 'Infinity', [1, 'Infinity']),
    ];
    const { violations, notEvaluated } = check(baseline, current);
    expect(violations).toEqual([]);
    expect(notEvaluated.map(({ metric: name, reason }) => [name, reason])).toEqual([
      ['TE', "the baseline's value Infinity sets no limit"],
      ['RD', 'nothing says how far its value can be trusted'],
      ['FT', 'the baseline has no value: why'],
      ['GE', 'the window has no such metric'],
      ['DI', 'its value Infinity is not finite, as a side has no rows of a kind that it divides by'],
    ]);
  });
});
