/** The values of a text feature side by side. A value is named only where it stands in enough rows to name nobody. */
import type { StringStatistics } from '../../monitor/document/statistics.js';
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
  const [baseline, current] = [toTally(sides.baseline), toTally(sides.current)];
  const toShares = (read: (tally: Tally) => number): Sides<number> => ({
    baseline: baseline && read(baseline) / baseline.total,
    current: current && read(current) / current.total,
  });
  const toCategory = (kind: Category['kind'], label: string, values: readonly string[]): Category => ({
    kind,
    label,
    shares: toShares((tally) => tally.count(values)),
  });
  const counts = (value: string) => [baseline?.count([value]) ?? 0, current?.count([value]) ?? 0];
  const weights = (value: string) => Object.values(toShares((tally) => tally.count([value])));
  const weightOf = (value: string) => weights(value).reduce<number>((sum, share) => sum + (share ?? 0), 0);

  const values = [...new Set([...(baseline?.values ?? []), ...(current?.values ?? [])])];
  const frequent = values
    .filter((value) => Math.max(...counts(value)) >= FEWEST_ROWS)
    .toSorted((a, b) => weightOf(b) - weightOf(a));
  const named = frequent.slice(0, MOST_VALUES);
  const others = frequent.slice(MOST_VALUES);
  const hasRare = [baseline, current].some((tally) => tally !== null && tally.total > tally.count(frequent));
  return [
    ...named.map((value) => toCategory('value', value === '' ? '(empty text)' : value, [value])),
    ...(others.length === 0 ? [] : [toCategory('other', `${others.length} other values`, others)]),
    ...(hasRare
      ? [
          {
            kind: 'rare' as const,
            label: 'rare values',
            shares: toShares((tally) => tally.total - tally.count(frequent)),
          },
        ]
      : []),
  ];
}

/** The rows of a side by value. */
interface Tally {
  readonly values: readonly string[];
  /** Rows of all values, those included that the document does not name. */
  readonly total: number;
  count(values: readonly string[]): number;
}

/** Null where the values are not known or there are none. */
function toTally(side: StringStatistics | null): Tally | null {
  const buckets = side?.distribution?.categorical.buckets;
  if (side === null || buckets === undefined) return null;
  const counts = new Map(buckets.map(({ value, count }) => [value, count]));
  const count = (values: readonly string[]) => values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  const values = [...counts.keys()];
  const total = Math.max(side.common.num_present, count(values));
  return total === 0 ? null : { values, total, count };
}
