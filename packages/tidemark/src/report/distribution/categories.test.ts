import { expect, it } from 'vitest';
import type { StringStatistics } from '../../monitor/document/statistics.js';
import { toCategories } from './categories.js';

function ofCounts(counts: Readonly<Record<string, number>>): StringStatistics {
  const buckets = Object.entries(counts).map(([value, count]) => ({ value, count }));
  return { common: { num_present: 0, num_missing: 0 }, distribution: { categorical: { buckets } } };
}

it('values in fewer than ten rows are counted and not named', () => {
  const categories = toCategories({
    baseline: ofCounts({ rent: 81, own: 10, anna: 9 }),
    current: ofCounts({ rent: 40 }),
  });
  expect(categories).toEqual([
    { kind: 'value', label: 'rent', shares: { baseline: 0.81, current: 1 } },
    { kind: 'value', label: 'own', shares: { baseline: 0.1, current: 0 } },
    { kind: 'rare', label: 'rare values', shares: { baseline: 0.09, current: 0 } },
  ]);
});

it('ten rows on one side are enough, so that what is new or gone can be named', () => {
  const categories = toCategories({ baseline: ofCounts({ rent: 50 }), current: ofCounts({ rent: 30, lease: 10 }) });
  expect(categories.map(({ label }) => label)).toEqual(['rent', 'lease']);
});

it('the eight largest are named, the others counted together', () => {
  const counts = Object.fromEntries('abcdefghij'.split('').map((letter, index) => [letter, 100 - index]));
  const categories = toCategories({ baseline: ofCounts(counts), current: null });
  expect(categories.map(({ label }) => label)).toEqual([...'abcdefgh'.split(''), '2 other values']);
  expect(categories[0]?.shares.current).toBe(null);
});
