import { expect, it } from 'vitest';
import { RowSample } from './row-sample.js';

function fill(sample: RowSample, count: number): number[] {
  for (let row = 0; row < count; row += 1) {
    sample.add({ label: row, prediction: null, probability: null, features: {}, groups: [] });
  }
  return sample.instances.map(({ label }) => Number(label));
}

it('keeps all rows up to its limit', () => {
  expect(fill(new RowSample(5), 5)).toEqual([0, 1, 2, 3, 4]);
});

it('of more it keeps at most so many, in their order, the same ones each time and of all parts alike', () => {
  const sample = new RowSample(1000);
  const kept = fill(sample, 100_000);
  expect(sample.count).toBe(100_000);
  expect(kept.length).toBeGreaterThan(450);
  expect(kept.length).toBeLessThanOrEqual(1000);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  expect(fill(new RowSample(1000), 100_000)).toEqual(kept);
  const early = kept.filter((row) => row < 50_000).length;
  expect(early / kept.length).toBeCloseTo(0.5, 1);
});
