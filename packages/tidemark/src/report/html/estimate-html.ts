/** Estimates of quality as one HTML file: words, a chart a metric, and the numbers of each window. */
import type { QualityEstimatesData, Trust, WindowEstimate } from '../../monitor/estimate/estimates.js';
import { toEstimatorText, toLabelledText, toMetricCells, toVerdictText } from '../estimate-text.js';
import { toCountText } from '../plain.js';
import { toEstimateChart } from '../svg/estimate-chart.js';
import { html, type Markup } from './markup.js';
import { toPage } from './page.js';
import { toHtmlTable } from './table.js';

/** Something that happened in a window. */
export interface EstimateMark {
  readonly name: string;
  readonly text: string;
}

export function toEstimateHtml(estimates: QualityEstimatesData, marks: readonly EstimateMark[]): string {
  return [...toPage('Estimated quality', toSections(estimates, marks))].join('');
}

function* toSections(estimates: QualityEstimatesData, marks: readonly EstimateMark[]): Generator<Markup> {
  yield toHeader(estimates);
  for (const trust of estimates.trust) yield toMetricSection(trust, estimates.windows, marks);
  yield html`<section><h2>How the estimates came about</h2><p>${toEstimatorText(estimates.estimator)}</p>${toReasons(estimates.windows)}</section>
`;
}

function toHeader({ trust, windows, estimator }: QualityEstimatesData): Markup {
  const first = windows.find(({ name }) => trust.some(({ endedAt }) => endedAt === name));
  const isClean = first === undefined;
  const facts = [
    ['windows', windows.length],
    [
      'with their labels',
      windows.filter(({ metrics }) => metrics.some(({ verdict }) => verdict !== 'unchecked')).length,
    ],
    ['without an estimate', windows.filter(({ reason }) => reason !== null).length],
    ['rows of the reference', estimator.estimator.count],
  ] as const;
  const isChecked = trust.some(({ state }) => state !== 'unchecked');
  const soFar = isChecked ? 'Estimates can be trusted so far' : 'Estimates that no label has checked yet';
  const title = isClean ? soFar : `Trust ended at ${first.name}`;
  return html`<header class="${isClean ? 'clean' : 'alarm'}"><p class="brand">Tidemark · model quality before labels</p>
<h1><span aria-hidden="true">${isClean ? '✓' : '!'}</span>${title}</h1>
${trust.map(({ text }) => html`<p>${text}</p>`)}
<dl>${facts.map(([name, count]) => html`<div><dt>${name}</dt><dd>${toCountText(count)}</dd></div>`)}</dl></header>
`;
}

function toMetricSection(
  { id, endedAt, text }: Trust,
  windows: readonly WindowEstimate[],
  marks: readonly EstimateMark[],
): Markup {
  const series = windows.map((window) => ({
    name: window.name,
    metric: window.metrics.find((metric) => metric.id === id) ?? null,
  }));
  const drawn = [
    ...marks.map((mark) => ({ ...mark, isAlarm: false })),
    ...(endedAt === null ? [] : [{ name: endedAt, text: `trust ended: ${endedAt}`, isAlarm: true }]),
  ];
  const title = `Estimated and realised ${id}`;
  const chart = toEstimateChart({ title, description: text }, series, drawn);
  const rows = windows.map((window) => {
    const metric = window.metrics.find((each) => each.id === id);
    return [window.name, ...toMetricCells(metric), toLabelledText(window), toVerdictText(metric)];
  });
  const table = toHtmlTable({
    caption: `${title} by window`,
    head: ['window', 'estimate', 'band', 'realised', 'labels', 'remark'],
    rows,
  });
  return html`<section><h2>${id}</h2><p class="legend"><span><span class="swatch current"></span>estimate, and the band in which the realised value is expected</span><span><span class="swatch dashed"></span>realised, once the labels have come</span></p>
<article><figure class="series" tabindex="0" role="group" aria-label="${title}">${chart}</figure><details class="wide"><summary>Table of the chart</summary>${table}</details></article></section>
`;
}

function toReasons(windows: readonly WindowEstimate[]): Markup | null {
  const told = windows.filter(({ reason }) => reason !== null);
  if (told.length === 0) return null;
  return html`<ul>${told.map(({ name, reason }) => html`<li>${name}: ${reason}</li>`)}</ul>`;
}
