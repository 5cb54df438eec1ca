/** The distributions of a feature as charts, with the table behind each. */
import type { FeatureStatistics } from '../../monitor/document/statistics.js';
import { toCategories } from '../distribution/categories.js';
import { toHistogram } from '../distribution/histogram.js';
import { toNumericDistribution } from '../distribution/numeric-distribution.js';
import { SIDES, type Side, type Sides } from '../distribution/sides.js';
import { toCountText, toShareText, toShortText } from '../plain.js';
import { toCategoryChart } from '../svg/category-chart.js';
import { toHistogramChart } from '../svg/histogram-chart.js';
import { toBinText } from '../svg/number-text.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

const LONGEST_VALUE = 40;

/** A side whose values are numbers and one whose values are text get a chart each; a side without one says why. */
export function toFeatureCharts(name: string, statistics: Sides<FeatureStatistics>): Markup[] {
  const numbers = toNumericFigure(name, statistics);
  const texts = toTextFigure(name, statistics);
  const reasons = SIDES.flatMap((side) => {
    const reason = statistics[side] && explainAbsence(statistics[side], texts !== null);
    return reason === null ? [] : [{ side, reason }];
  });
  const isShared = reasons.length === 2 && reasons[0]?.reason === reasons[1]?.reason;
  const notes = isShared
    ? reasons.slice(0, 1).map(({ reason }) => html`<p class="note">Not drawn: ${reason}.</p>`)
    : reasons.map(({ side, reason }) => html`<p class="note">Not drawn, ${side}: ${reason}.</p>`);
  return [...[numbers, texts].filter((each) => each !== null), ...notes];
}

function toNumericFigure(name: string, statistics: Sides<FeatureStatistics>): Markup | null {
  const sides = mapSides(statistics, (side) => toNumericDistribution(side.numerical_statistics));
  const drawn = SIDES.filter((side) => sides[side] !== null);
  const isIntegral = drawn.every((side) => statistics[side]?.inferred_type === 'Integral');
  const bins = toHistogram(sides, isIntegral);
  if (bins.length === 0) return null;
  const text = {
    title: `Distribution of ${name}`,
    description: `Shares of the numbers of ${describeSides(drawn)} in ${bins.length} bins; the table below has them.`,
  };
  const rows = bins.map((bin) => [
    toBinText(bin, isIntegral),
    ...drawn.map((side) => toShareText(bin.shares[side] ?? 0)),
  ]);
  return toFigure(
    toHistogramChart(text, bins, isIntegral),
    toHtmlTable({ caption: text.title, head: ['range', ...drawn], rows }),
  );
}

function toTextFigure(name: string, statistics: Sides<FeatureStatistics>): Markup | null {
  const sides = mapSides(statistics, (side) => (hasValues(side) ? (side.string_statistics ?? null) : null));
  const drawn = SIDES.filter((side) => sides[side] !== null);
  const categories = toCategories(sides);
  if (!categories.some(({ kind }) => kind === 'value')) return null;
  const text = {
    title: `Values of ${name}`,
    description: `Shares of the most frequent values of ${describeSides(drawn)}; the table below has them.`,
  };
  const rows = categories.map(({ label, shares }) => [
    toShortText(label, LONGEST_VALUE),
    ...drawn.map((side) => toShareText(shares[side] ?? 0)),
  ]);
  return toFigure(
    toCategoryChart(text, categories),
    toHtmlTable({ caption: text.title, head: ['value', ...drawn], rows }),
  );
}

function toFigure(chart: Markup, table: Markup): Markup {
  return html`<figure>${chart}<details><summary>Table of the chart</summary>${table}</details></figure>`;
}

/** Why a side is in no chart; null where it is in one. */
function explainAbsence(feature: FeatureStatistics, isTextDrawn: boolean): string | null {
  if (toNumericDistribution(feature.numerical_statistics) !== null) return null;
  if (hasValues(feature)) return isTextDrawn ? null : 'every value stands in fewer than 10 rows';
  const distinct = feature.string_statistics?.distinct_count ?? 0;
  if (distinct > 0) return `${toCountText(Math.round(distinct))} distinct values are too many to show one by one`;
  return 'no value is present';
}

function hasValues({ string_statistics: strings }: FeatureStatistics): boolean {
  return strings?.distribution !== undefined && strings.common.num_present > 0;
}

function describeSides(sides: readonly Side[]): string {
  return sides.length === 2 ? 'baseline and current data' : `the ${sides[0] ?? 'current'} data`;
}

function mapSides<T, U>({ baseline, current }: Sides<T>, map: (side: T) => U | null): Sides<U> {
  return { baseline: baseline && map(baseline), current: current && map(current) };
}
