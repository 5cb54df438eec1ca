/** One value of a facet: its metrics with their intervals against what is allowed, in a chart and in a table. */
import type { StageName } from '../../monitor/bias/analysis.js';
import type { BiasGroup, BiasLine } from '../../monitor/bias/groups.js';
import { toIntervalText, toValueText } from '../bias-values.js';
import { toGroupText } from '../bias-text.js';
import { type IntervalRow, toIntervalChart } from '../svg/interval-chart.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

const TITLES: Readonly<Record<StageName, string>> = {
  pre_training_bias_metrics: 'Labels',
  post_training_bias_metrics: 'Predictions',
};

/** Metrics without a bound have a chart of their own: beside them the others would be a point. */
const UNBOUNDED: ReadonlySet<string> = new Set(['DCA', 'DCR', 'DI', 'TE', 'GE']);

export function toBiasSection(group: BiasGroup, index: number): Markup {
  const id = `facet-${index + 1}`;
  const charts = (Object.keys(TITLES) as StageName[]).flatMap((stage) => {
    const lines = group.lines.filter((line) => line.stage === stage);
    const bounded = lines.filter(({ name }) => !UNBOUNDED.has(name));
    const others = lines.filter(({ name }) => UNBOUNDED.has(name));
    return [
      ...(bounded.length === 0 ? [] : [toFigure(`${TITLES[stage]}, differences`, bounded, 0)]),
      ...others.map((line) => toFigure(`${TITLES[stage]}, ${line.description}`, [line], line.ideal)),
    ];
  });
  const rows = group.lines.map(({ name, baseline, allowed, value, interval, error, violation }) => [
    name,
    toValueText(baseline),
    toIntervalText(allowed),
    toValueText(value),
    toIntervalText(interval),
    violation ? 'violated' : (error ?? ''),
  ]);
  const head = ['metric', 'baseline', 'allowed', 'value', '95% interval', ''];
  const table = toHtmlTable({ caption: `Metrics of ${toGroupText(group)}`, head, rows });
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${toGroupText(group)}</h2>
<p class="legend"><span><span class="swatch"></span>allowed by the baseline</span><span><span class="swatch current"></span>window, with its 95% interval</span></p>
<div class="cards">${charts.map((chart) => html`<article>${chart}</article>`)}</div>
<details><summary>All metrics as a table</summary>${table}</details></section>`;
}

function toFigure(title: string, lines: readonly BiasLine[], ideal: number): Markup {
  const rows = lines.map(toRow);
  const violated = rows.filter((row) => row.isViolated).map(({ name }) => name);
  const description = violated.length === 0 ? 'No metric is violated.' : `Violated: ${violated.join(', ')}.`;
  return html`<h3>${title}</h3><figure>${toIntervalChart({ title, description }, rows, ideal)}</figure>`;
}

function toRow({ name, value, interval, allowed, violation }: BiasLine): IntervalRow {
  return {
    name,
    value: value === null ? null : Number(value),
    interval: interval && [Number(interval[0]), Number(interval[1])],
    allowed,
    isViolated: violation !== null,
  };
}
