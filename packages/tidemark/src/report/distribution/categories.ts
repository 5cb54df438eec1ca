/** The values of a text feature side by side. A value is named only where it stands in enough rows to name nobody. */
import type { CategoricalBucket, StringStatistics } from '../../monitor/document/statistics.js';
import type { Sides } from './sides.js';

/** A value, or a group of values, with each side's share of the rows that have one. */
export interface Category {
  readonly kind: 'value' | 'other' | 'rare';
  readonly label: string;
  readonly shares: Sides<number>;
}

/** A value that stands in fewer rows on either side could point at a person: it is counted and not named. */
const FEWEST_ROWS = 10;

/** How many values are shown by name. */
const MOST_VALUES = 8;

export function toCategories(sides: Sides<StringStatistics>): Category[] {
  const baseline = toBuckets(sides.baseline);
  const current = toBuckets(sides.current);
  const counts = { baseline: toCounts(baseline), current: toCounts(current) };
  const totals = { baseline: toTotal(baseline), current: toTotal(current) };
  const shareOf = (side: keyof typeof counts, values: readonly string[]): number | null =>
    totals[side] === 0 ? null : values.reduce((sum, value) => sum + (counts[side].get(value) ?? 0), 0) / totals[side];
  const toCategory = (kind: Category['kind'], label: string, values: readonly string[]): Category => ({
    kind,
    label,
    shares: { baseline: shareOf('baseline', values), current: shareOf('current', values) },
  });
  const weightOf = (value: string) => (shareOf('baseline', [value]) ?? 0) + (shareOf('current', [value]) ?? 0);

  const values = [...new Set([...counts.baseline.keys(), ...counts.current.keys()])];
  const isFrequent = (value: string) =>
    Math.max(counts.baseline.get(value) ?? 0, counts.current.get(value) ?? 0) >= FEWEST_ROWS;
  const frequent = values.filter(isFrequent).toSorted((a, b) => weightOf(b) - weightOf(a));
  const rare = values.filter((value) => !isFrequent(value));
  const named = frequent.slice(0, MOST_VALUES);
  const others = frequent.slice(MOST_VALUES);
  return [
    ...named.map((value) => toCategory('value', value === '' ? '(empty text)' : value, [value])),
    ...(others.length === 0 ? [] : [toCategory('other', `${others.length} other values`, others)]),
    ...(rare.length === 0 ? [] : [toCategory('rare', 'rare values', rare)]),
  ];
}

function toBuckets(side: StringStatistics | null): readonly CategoricalBucket[] {
  return side?.distribution?.categorical.buckets ?? [];
}

function toCounts(buckets: readonly CategoricalBucket[]): Map<string, number> {
  return new Map(buckets.map(({ value, count }) => [value, count]));
}

function toTotal(buckets: readonly CategoricalBucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}
