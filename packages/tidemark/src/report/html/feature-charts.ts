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

const LONGEST_VALUE = 60;

interface Place {
  readonly name: string;
  readonly id: string;
}

/** A side whose values are numbers and one whose values are text get a chart each. */
export function toFeatureCharts(place: Place, statistics: Sides<FeatureStatistics>): Markup[] {
  const charts = [toNumericFigure(place, statistics), toTextFigure(place, statistics)].filter((each) => each !== null);
  return charts.length > 0 ? charts : [html`<p class="note">${explainAbsence(statistics)}</p>`];
}

function toNumericFigure({ name, id }: Place, statistics: Sides<FeatureStatistics>): Markup | null {
  const sides = mapSides(statistics, (side) => toNumericDistribution(side.numerical_statistics));
  const drawn = SIDES.filter((side) => sides[side] !== null);
  const isIntegral = drawn.every((side) => statistics[side]?.inferred_type === 'Integral');
  const bins = toHistogram(sides, isIntegral);
  if (bins.length === 0) return null;
  const text = {
    id: `${id}n`,
    title: `Distribution of ${name}`,
    description: `Shares of the numbers of ${describeSides(drawn)} in ${bins.length} bins; the table below has them.`,
  };
  const rows = bins.map((bin) => [
    toBinText(bin, isIntegral),
    ...drawn.map((side) => toShareText(bin.shares[side] ?? 0)),
  ]);
  return toFigure(toHistogramChart(text, bins), toHtmlTable({ caption: text.title, head: ['range', ...drawn], rows }));
}

function toTextFigure({ name, id }: Place, statistics: Sides<FeatureStatistics>): Markup | null {
  const sides = mapSides(statistics, (side) => (hasValues(side) ? (side.string_statistics ?? null) : null));
  const drawn = SIDES.filter((side) => sides[side] !== null);
  const categories = toCategories(sides);
  if (!categories.some(({ kind }) => kind === 'value')) return null;
  const text = {
    id: `${id}c`,
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

function explainAbsence({ baseline, current }: Sides<FeatureStatistics>): string {
  const sides = [baseline, current].filter((side) => side !== null);
  if (sides.some(hasValues)) return 'Every value stands in fewer than 10 rows, so none is shown.';
  const distinct = sides.map((side) => side.string_statistics?.distinct_count ?? 0);
  const most = Math.max(0, ...distinct);
  return most > 0
    ? `Too many values to show one by one: ${toCountText(Math.round(most))} distinct.`
    : 'No value is present, so there is nothing to draw.';
}

function hasValues({ string_statistics: strings }: FeatureStatistics): boolean {
  return (strings?.distribution?.categorical.buckets.length ?? 0) > 0;
}

function describeSides(sides: readonly Side[]): string {
  return sides.length === 2 ? 'baseline and current data' : `the ${sides[0] ?? 'current'} data`;
}

function mapSides<T, U>({ baseline, current }: Sides<T>, map: (side: T) => U | null): Sides<U> {
  return { baseline: baseline && map(baseline), current: current && map(current) };
}
