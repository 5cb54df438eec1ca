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

interface WeightedItem {
  readonly value: number;
  readonly weight: number;
}

/** Null where the document holds neither a sketch nor buckets with a number in them. */
export function toNumericDistribution(statistics: NumericalStatistics | undefined): NumericDistribution | null {
  const sketch = statistics?.distribution?.kll;
  if (statistics === undefined || sketch === undefined) return null;
  const items = sketch.sketch.data.flatMap((level, height) =>
    level.map((value): WeightedItem => ({ value, weight: 2 ** height })),
  );
  const shape = fromItems(items) ?? fromBuckets(sketch.buckets);
  return (
    shape && {
      ...shape,
      minimum: Math.min(shape.minimum, toFinite(statistics.min) ?? shape.minimum),
      maximum: Math.max(shape.maximum, toFinite(statistics.max) ?? shape.maximum),
    }
  );
}

function fromItems(items: readonly WeightedItem[]): NumericDistribution | null {
  const sorted = items.filter(({ value }) => Number.isFinite(value)).toSorted((a, b) => a.value - b.value);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return {
    minimum: first.value,
    maximum: last.value,
    massBelow: (bound) =>
      sorted.reduce((below, { value, weight }) => (value < bound ? below + weight : below), 0) / total,
    quantile(share) {
      let seen = 0;
      return (
        sorted.find(({ weight }) => {
          seen += weight;
          return seen >= share * total;
        }) ?? last
      ).value;
    },
  };
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
