/** The numbers of a feature, baseline and window in two columns. */
import type { FeatureStatistics } from '../../monitor/document/statistics.js';
import { toNumericDistribution } from '../distribution/numeric-distribution.js';
import { SIDES, type Sides } from '../distribution/sides.js';
import { toCountText, toQuantityText, toShareText } from '../plain.js';
import type { Markup } from './markup.js';
import { toHtmlTable } from './table.js';

type Reader = (feature: FeatureStatistics) => string | undefined;

const LINES: readonly (readonly [title: string, read: Reader])[] = [
  ['type', (feature) => feature.inferred_type],
  ['present', (feature) => toCountText(commonOf(feature).num_present)],
  ['missing', toMissingText],
  ['mean', ({ numerical_statistics: numbers }) => numbers && toQuantityText(numbers.mean)],
  ['std dev', ({ numerical_statistics: numbers }) => numbers && toQuantityText(numbers.std_dev)],
  ['minimum', ({ numerical_statistics: numbers }) => numbers && toQuantityText(numbers.min)],
  [
    'median',
    ({ numerical_statistics: numbers }) => numbers && toQuantityText(toNumericDistribution(numbers)?.quantile(0.5)),
  ],
  ['maximum', ({ numerical_statistics: numbers }) => numbers && toQuantityText(numbers.max)],
  ['distinct', ({ string_statistics: strings }) => strings && toQuantityText(strings.distinct_count)],
];

export function toFeatureNumbers(name: string, statistics: Sides<FeatureStatistics>): Markup {
  const rows = LINES.map(([title, read]) => {
    const texts = SIDES.map((side) => (statistics[side] === null ? undefined : read(statistics[side])));
    return texts.every((text) => text === undefined) ? null : [title, ...texts.map((text) => text ?? '-')];
  });
  return toHtmlTable({
    caption: `Numbers of ${name}`,
    head: ['statistic', 'baseline', 'current'],
    rows: rows.filter((row) => row !== null),
  });
}

function toMissingText(feature: FeatureStatistics): string {
  const { num_present: present, num_missing: missing } = commonOf(feature);
  return missing === 0 ? '0' : `${toCountText(missing)} (${toShareText(missing / (present + missing))})`;
}

function commonOf(feature: FeatureStatistics): { readonly num_present: number; readonly num_missing: number } {
  return (
    feature.numerical_statistics?.common ?? feature.string_statistics?.common ?? { num_present: 0, num_missing: 0 }
  );
}
