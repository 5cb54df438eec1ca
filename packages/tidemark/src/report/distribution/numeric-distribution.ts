/** The distribution of a numeric feature, read from the sketch of a statistics document or else from its buckets. */
import type { NumericalStatistics, NumericBucket } from '../../monitor/document/statistics.js';

/** How the numbers of one side are spread. */
export interface NumericDistribution {
  readonly minimum: number;
  readonly maximum: number;
  /** The share of numbers below a bound. */
  massBelow(bound: number): number;
  /** The smallest number at or below which that share lies. */
  quantile(share: number): number;
}

/** Null where the document holds neither a sketch nor buckets with a number in them. */
export function toNumericDistribution(statistics: NumericalStatistics | undefined): NumericDistribution | null {
  const sketch = statistics?.distribution?.kll;
  if (statistics === undefined || sketch === undefined) return null;
  const shape = fromLevels(sketch.sketch.data) ?? fromBuckets(sketch.buckets);
  return (
    shape && {
      ...shape,
      minimum: Math.min(shape.minimum, toFinite(statistics.min) ?? shape.minimum),
      maximum: Math.max(shape.maximum, toFinite(statistics.max) ?? shape.maximum),
    }
  );
}

/**
 * An item of level h stands for 2^h numbers. Levels are searched as they are: pages of many features take no more memory
 * than one.
 */
function fromLevels(data: readonly (readonly number[])[]): NumericDistribution | null {
  const levels = data.map(toAscending);
  const total = weigh(levels, (items) => items.length);
  if (total === 0) return null;
  const ends = levels.flatMap((items) => (items.length === 0 ? [] : [items[0] ?? 0, items.at(-1) ?? 0]));
  const maximum = Math.max(...ends);
  return {
    minimum: Math.min(...ends),
    maximum,
    massBelow: (bound) => weigh(levels, (items) => search(items, (value) => value >= bound)) / total,
    quantile(share) {
      const isReached = (value: number) =>
        weigh(levels, (items) => search(items, (other) => other > value)) >= share * total;
      return Math.min(...levels.map((items) => items[search(items, isReached)] ?? maximum));
    },
  };
}

function weigh(levels: readonly (readonly number[])[], count: (items: readonly number[]) => number): number {
  return levels.reduce((sum, items, height) => sum + count(items) * 2 ** height, 0);
}

function toAscending(items: readonly number[]): readonly number[] {
  const isAscending = items.every((item, index) => Number.isFinite(item) && item >= (items[index - 1] ?? item));
  return isAscending ? items : items.filter(Number.isFinite).toSorted((a, b) => a - b);
}

/** The index of the first item that passes, where all that follow one that passes do too. */
function search(items: readonly number[], passes: (item: number) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Numbers are taken to lie evenly inside a bucket. */
function fromBuckets(all: readonly NumericBucket[]): NumericDistribution | null {
  const buckets = all.filter((each) => Number.isFinite(each.lower_bound) && Number.isFinite(each.upper_bound));
  const [first] = buckets;
  const last = buckets.at(-1);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (first === undefined || last === undefined || total === 0) return null;
  return {
    minimum: first.lower_bound,
    maximum: last.upper_bound,
    massBelow: (bound) =>
      buckets.reduce((below, bucket) => below + bucket.count * shareBelow(bucket, bound), 0) / total,
    quantile(share) {
      let left = share * total;
      for (const { lower_bound: lower, upper_bound: upper, count } of buckets) {
        if (count > 0 && left <= count) return lower + (upper - lower) * (left / count);
        left -= count;
      }
      return last.upper_bound;
    },
  };
}

function shareBelow({ lower_bound: lower, upper_bound: upper }: NumericBucket, bound: number): number {
  if (bound <= lower) return 0;
  return bound > upper ? 1 : (bound - lower) / (upper - lower);
}

function toFinite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
