import { describe, expect, it } from 'vitest';
import type { NumericalStatistics } from '../../monitor/document/statistics.js';
import { toHistogram } from './histogram.js';
import { toNumericDistribution } from './numeric-distribution.js';

function ofNumbers(numbers: readonly number[]) {
  return toNumericDistribution(ofLevels([numbers]));
}

function ofLevels(data: readonly (readonly number[])[]): NumericalStatistics {
  const kll = { buckets: [], sketch: { parameters: { c: 0.64, k: 2048 }, data } };
  return {
    common: { num_present: 0, num_missing: 0 },
    mean: 0,
    sum: 0,
    std_dev: 0,
    min: null,
    max: null,
    distribution: { kll },
  };
}

const range = (count: number, step = 1) => Array.from({ length: count }, (_, index) => index * step);
const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((total, each) => total + (each ?? 0), 0);

describe('a histogram', () => {
  it('has ten bins or more with round edges in common, and each side sums to one', () => {
    const bins = toHistogram({ baseline: ofNumbers(range(100, 0.37)), current: ofNumbers(range(50, 0.5)) }, false);
    expect(bins.map(({ from }) => from)).toEqual(range(bins.length, 2));
    expect(bins.length).toBeGreaterThanOrEqual(10);
    expect(sum(bins.map(({ shares }) => shares.baseline))).toBeCloseTo(1, 12);
    expect(sum(bins.map(({ shares }) => shares.current))).toBeCloseTo(1, 12);
  });

  it('counts an item of level 2 four times', () => {
    const sketch = toNumericDistribution(ofLevels([[0, 9], [], [5]]));
    const bins = toHistogram({ baseline: sketch, current: null }, true);
    expect(bins.find(({ from }) => from === 5)?.shares.baseline).toBeCloseTo(4 / 6, 12);
  });

  it('gathers what lies far out in an open bin, so that the rest is not pressed together', () => {
    const bins = toHistogram({ baseline: ofNumbers(range(100)), current: ofNumbers([...range(99), 1e6]) }, false);
    expect(bins.at(-1)).toMatchObject({ to: Number.POSITIVE_INFINITY, shares: { baseline: 0 } });
    expect(bins.at(-1)?.shares.current).toBeCloseTo(0.01, 12);
    expect(bins.at(-1)?.from).toBeLessThan(200);
  });

  it('gives few integers a bin each', () => {
    const bins = toHistogram({ baseline: ofNumbers([1, 2, 3, 3]), current: null }, true);
    expect(bins).toEqual([
      { from: 1, to: 2, shares: { baseline: 0.25, current: null } },
      { from: 2, to: 3, shares: { baseline: 0.25, current: null } },
      { from: 3, to: 4, shares: { baseline: 0.5, current: null } },
    ]);
  });

  it('of nothing has no bins', () => {
    expect(toHistogram({ baseline: null, current: ofNumbers([]) }, false)).toEqual([]);
  });

  it.each([
    [[0]],
    [[-0]],
    [[7.5]],
    [[-1.7e308, 1.7e308]],
    [[5e-324]],
    [[0, 5e-324]],
    [[1e15, 1e15 + 0.125]],
    [[1.7976931348623157e308]],
  ])('of %j is finite and complete', (numbers) => {
    const bins = toHistogram({ baseline: ofNumbers(numbers), current: null }, false);
    expect(bins.length).toBeGreaterThan(0);
    expect(bins.length).toBeLessThan(30);
    expect(sum(bins.map(({ shares }) => shares.baseline))).toBeCloseTo(1, 12);
    expect(bins.every(({ from, to }) => from < to)).toBe(true);
  });
});

describe('a distribution without a sketch', () => {
  const buckets = [
    { lower_bound: 0, upper_bound: 10, count: 30 },
    { lower_bound: 10, upper_bound: 20, count: 10 },
  ];
  const statistics = ofLevels([]);
  const found = toNumericDistribution({
    ...statistics,
    distribution: { kll: { buckets, sketch: { parameters: { c: 0.64, k: 2048 }, data: [] } } },
  });

  it('is read from its buckets, numbers evenly inside', () => {
    expect([found?.massBelow(5), found?.massBelow(10), found?.massBelow(15), found?.massBelow(99)]).toEqual([
      0.375, 0.75, 0.875, 1,
    ]);
    expect([found?.quantile(0.375), found?.quantile(1)]).toEqual([5, 20]);
  });
});
