/** Statistics as a table: a row a feature, a column a number, for whatever stores or draws tables. */
import type { FeatureStatistics, NumericalStatistics, StatisticsDocument } from '../monitor/document/statistics.js';
import { findQuantiles } from './distribution/quantiles.js';

/** A column, null where a feature has no such number. */
export type StatisticsColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly (string | null)[] }
  | { readonly name: string; readonly kind: 'count' | 'number'; readonly values: readonly (number | null)[] }
  | { readonly name: string; readonly kind: 'boolean'; readonly values: readonly (boolean | null)[] };

const FRACTIONS = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const KINDS = ['boolean', 'integral', 'fractional', 'text', 'nan', 'negative', 'zero', 'roundedIntegers'] as const;

export function toStatisticsColumns({ features }: StatisticsDocument): StatisticsColumn[] {
  const ofNumbers = (read: (numerical: NumericalStatistics) => number | null): (number | null)[] =>
    features.map(({ numerical_statistics: numerical }) => (numerical ? read(numerical) : null));
  const present = features.map((feature) => toCommon(feature)?.num_present ?? null);
  const missing = features.map((feature) => toCommon(feature)?.num_missing ?? null);
  const quantiles = features.map(({ numerical_statistics: numerical }) =>
    findQuantiles(numerical?.distribution?.kll.sketch.data ?? [], FRACTIONS),
  );
  return [
    { name: 'name', kind: 'text', values: features.map(({ name }) => name) },
    { name: 'type', kind: 'text', values: features.map(({ inferred_type: type }) => type) },
    { name: 'present', kind: 'count', values: present },
    { name: 'missing', kind: 'count', values: missing },
    { name: 'completeness', kind: 'number', values: present.map((count, index) => toShare(count, missing[index])) },
    { name: 'distinct', kind: 'count', values: features.map(toDistinctCount) },
    {
      name: 'distinct_exact',
      kind: 'boolean',
      values: features.map(({ tidemark }) => tidemark?.isDistinctCountExact ?? null),
    },
    { name: 'mean', kind: 'number', values: ofNumbers(({ mean }) => mean) },
    { name: 'std_dev', kind: 'number', values: ofNumbers(({ std_dev: deviation }) => deviation) },
    { name: 'sum', kind: 'number', values: ofNumbers(({ sum }) => sum) },
    { name: 'min', kind: 'number', values: ofNumbers(({ min }) => min) },
    ...FRACTIONS.map((fraction, index) => ({
      name: `p${String(Math.round(fraction * 100)).padStart(2, '0')}`,
      kind: 'number' as const,
      values: quantiles.map((found) => found[index] ?? null),
    })),
    { name: 'max', kind: 'number', values: ofNumbers(({ max }) => max) },
    ...KINDS.map((kind) => ({
      name: `count_${kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      kind: 'count' as const,
      values: features.map(({ tidemark }) => tidemark?.counts[kind] ?? null),
    })),
  ];
}

function toCommon(
  feature: FeatureStatistics,
): { readonly num_present: number; readonly num_missing: number } | undefined {
  return feature.numerical_statistics?.common ?? feature.string_statistics?.common;
}

function toShare(present: number | null, missing: number | null | undefined): number | null {
  const rows = (present ?? 0) + (missing ?? 0);
  return present === null || rows === 0 ? null : present / rows;
}

function toDistinctCount({ tidemark, string_statistics: string }: FeatureStatistics): number | null {
  return tidemark?.distinctCount ?? string?.distinct_count ?? null;
}
