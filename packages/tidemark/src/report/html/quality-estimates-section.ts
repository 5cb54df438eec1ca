/** The estimates of a model's quality: how far they can be trusted, a drawing a metric, and all numbers. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import { ESTIMATE_HEAD, type EstimateRow, toEstimateRows, toEstimateSentences } from '../quality-estimates.js';
import { toBandChart } from '../svg/band-chart.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

export function toEstimateSection(result: QualityCheck): Markup | null {
  const { estimates, violations } = result;
  if (estimates === null) return null;
  const rows = toEstimateRows(result);
  const violated = new Set(violations.map(({ metric_name: name }) => name.toLowerCase()));
  const cards = rows
    .map((row) => toCard(row, violated.has(row.metric.replaceAll('_', ''))))
    .filter((card) => card !== null);
  const drawn =
    cards.length === 0
      ? null
      : html`<p class="legend"><span><span class="swatch current" aria-hidden="true"></span>estimate, a dot in the band in which the realised value is expected</span><span>◆ realised, where labels have come</span><span>dotted: the threshold</span></p>
<div class="cards">${cards}</div>`;
  const table =
    rows.length === 0
      ? null
      : html`<div class="scroll" tabindex="0" role="group" aria-label="Estimates in numbers">${toHtmlTable({ caption: 'Estimates, metric by metric', head: ESTIMATE_HEAD, rows: rows.map(({ cells }) => cells) })}</div>`;
  return html`<section aria-labelledby="estimates"><h2 id="estimates">Estimates without labels</h2>
${toEstimateSentences(estimates).map((sentence) => html`<p>${sentence}</p>`)}
${drawn}${table}</section>`;
}

function toCard({ metric, threshold, estimate, cells }: EstimateRow, isViolated: boolean): Markup | null {
  const { value, band, realised, verdict } = estimate;
  if (value === null || band === null) return null;
  const description = ESTIMATE_HEAD.map((title, place) => `${title} ${cells[place] ?? ''}`)
    .slice(1)
    .join(', ');
  const isAlarm = isViolated || verdict === 'outside';
  const chart = toBandChart({ title: `Estimated ${metric}`, description }, { value, band, realised, threshold });
  return html`<article class="${isAlarm ? 'violated' : ''}"><h3>${metric}</h3><figure>${chart}</figure></article>`;
}
