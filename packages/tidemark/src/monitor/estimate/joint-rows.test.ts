import { describe, expect, it } from 'vitest';
import { findBin, pickRows, toJointRows } from './joint-rows.js';

const PLAN = {
  problem: 'BinaryClassification',
  label: 'y',
  score: 'p',
  features: ['x', 'c'],
  categories: { c: ['a', 'b'] },
} as const;

describe('the rows of a reference', () => {
  const count = 640;
  const scores = Float64Array.from({ length: count }, (_, row) => ((row * 7) % count) / count);
  const numbers = Float64Array.from({ length: count }, (_, row) => (row === 5 ? Number.NaN : row));
  // Two categories, and those that have no name.
  const categories = Float64Array.from({ length: count }, (_, row) => (row % 4 === 3 ? 3 : row % 2));
  const rows = { scores: [scores], predicted: scores.map(Math.round), labels: scores.map(Math.round) };
  const joint = toJointRows(PLAN, { ...rows, features: [numbers, categories] });

  it('stand in the order of their answers, with their features as bins', () => {
    expect(joint.scores).toEqual(joint.scores.toSorted((a, b) => a - b));
    const [first] = joint.features;
    // Ten rows a bin of the 639 that are not missing.
    expect(first?.cuts).toHaveLength(62);
    expect(first?.bins.filter((bin) => bin === -1)).toHaveLength(1);
    expect(Math.max(...(first?.bins ?? []))).toBe(62);
  });

  it('have a bin for each category, and one for all others', () => {
    const [, category] = joint.features;
    expect(category?.cuts).toEqual([0, 1]);
    expect(category?.means).toEqual([0, 1, 3]);
    expect(category?.bins.filter((bin) => bin === 2)).toHaveLength(count / 4);
  });

  it('are given to the engine with the means of their bins', () => {
    const picked = pickRows(joint, [0, 0, 639]);
    expect(picked.predicted).toEqual(Float64Array.of(0, 0, 1));
    // The row of the lowest score is the first one, whose bin holds the rows 0 to 11 but the fifth, which is missing.
    expect(picked.features?.[0]?.[0]).toBeCloseTo(61 / 11, 10);
    expect(findBin([1, 2], 2)).toBe(1);
    expect(findBin([1, 2], 2.1)).toBe(2);
    expect(findBin([1, 2], Number.NaN)).toBe(-1);
  });

  it('no bin holds fewer than ten rows of a small reference', () => {
    const few = Array.from({ length: 60 }, (_, row) => row);
    const small = Float64Array.from(few);
    const found = toJointRows(
      { ...PLAN, features: ['x'], categories: {} },
      {
        scores: [small.map((row) => row / 60)],
        predicted: small.map(() => 0),
        labels: small.map(() => 0),
        features: [small],
      },
    );
    const bins = found.features[0]?.bins ?? [];
    for (const bin of new Set(bins)) expect(bins.filter((each) => each === bin).length).toBeGreaterThanOrEqual(9);
  });
});
