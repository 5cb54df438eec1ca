/** Model Monitor's documents as plain text, one line a feature or violation. */
import type { ConstraintsDocument, FeatureConstraints } from '../monitor/document/constraints.js';
import type { FeatureStatistics, StatisticsDocument } from '../monitor/document/statistics.js';
import type { ViolationsDocument } from '../monitor/document/violations.js';
import { toViolationsTable } from './check-text.js';
import { toCountText, toPluralText, toQuantityText } from './plain.js';
import { toTable } from './table.js';

/** How many values of a domain are written out. */
const DOMAIN_PREVIEW = 5;

export function toStatisticsText(statistics: StatisticsDocument): string {
  const { features, dataset } = statistics;
  const title = `Statistics of ${toPluralText(features.length, 'feature')} over ${toPluralText(dataset.item_count, 'row')}.`;
  return `${title}\n\n${toStatisticsTable(statistics)}\n`;
}

export function toConstraintsText(constraints: ConstraintsDocument): string {
  const title = `Constraints on ${toPluralText(constraints.features.length, 'feature')}.`;
  return `${title}\n\n${toConstraintsTable(constraints)}\n`;
}

export function toViolationsText({ violations }: ViolationsDocument): string {
  if (violations.length === 0) return 'No violations.\n';
  return `${toPluralText(violations.length, 'violation')}.\n\n${toViolationsTable(violations)}\n`;
}

export function toStatisticsTable({ features }: StatisticsDocument): string {
  const numbers = ['present', 'missing', 'mean', 'std dev', 'min', 'max', 'distinct'];
  const columns = [
    { title: 'feature' },
    { title: 'type' },
    ...numbers.map((title) => ({ title, align: 'right' as const })),
  ];
  return toTable(columns, features.map(toStatisticsRow));
}

function toStatisticsRow(feature: FeatureStatistics): string[] {
  const numerical = feature.numerical_statistics;
  const common = numerical?.common ?? feature.string_statistics?.common;
  return [
    feature.name,
    feature.inferred_type,
    toCountText(common?.num_present ?? 0),
    toCountText(common?.num_missing ?? 0),
    toQuantityText(numerical?.mean),
    toQuantityText(numerical?.std_dev),
    toQuantityText(numerical?.min),
    toQuantityText(numerical?.max),
    toQuantityText(feature.string_statistics?.distinct_count ?? feature.tidemark?.distinctCount),
  ];
}

export function toConstraintsTable({ features }: ConstraintsDocument): string {
  const columns = [
    { title: 'feature' },
    { title: 'type' },
    { title: 'completeness', align: 'right' as const },
    { title: 'values' },
  ];
  const rows = features.map((feature) => [
    feature.name,
    feature.inferred_type,
    toQuantityText(feature.completeness),
    describeValues(feature),
  ]);
  return toTable(columns, rows);
}

function describeValues({
  num_constraints: numbers,
  string_constraints: strings,
  tidemark,
}: FeatureConstraints): string {
  const isBounded = (tidemark?.minimum ?? tidemark?.maximum) !== undefined;
  const range = isBounded ? `${toQuantityText(tidemark?.minimum)} to ${toQuantityText(tidemark?.maximum)}` : undefined;
  const sign = numbers?.is_non_negative === true ? 'zero or above' : undefined;
  return [tidemark?.role, sign, range, describeDomain(strings?.domains ?? [], tidemark?.rareValues ?? 0)]
    .filter((part) => part !== undefined)
    .join('; ');
}

function describeDomain(domains: readonly string[], rareCount: number): string | undefined {
  const named = [...domains.slice(0, DOMAIN_PREVIEW), ...(domains.length > DOMAIN_PREVIEW ? ['…'] : [])].join(', ');
  const rare = rareCount === 0 ? '' : toPluralText(rareCount, 'rare value');
  return named + rare === '' ? undefined : `one of ${[named, rare].filter((part) => part !== '').join(' or ')}`;
}
