/** The quality of a model as one HTML file that needs no script, no network and no colour. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import { toPluralText, toPValueText, toQuantityText } from '../plain.js';
import { type MetricRow, toMetricRows } from '../quality-metrics.js';
import { toJoinLines, toNotEvaluatedLines, toQualitySummary } from '../quality-text.js';
import { toReadingLines } from '../reading-text.js';
import { html, type Markup } from './markup.js';
import { toPage } from './page.js';
import { toPageHeader } from './page-header.js';
import { toQualityCharts } from './quality-charts.js';
import { toGroupSection } from './quality-groups.js';
import { toHtmlTable } from './table.js';

const CHECKS = { LessThanThreshold: 'below threshold', GreaterThanThreshold: 'above threshold' } as const;

export function toQualityHtml(result: QualityCheck): string {
  return [...toQualityHtmlPieces(result)].join('');
}

/** The file in pieces. */
export function toQualityHtmlPieces(result: QualityCheck): Iterable<string> {
  const { violations } = result;
  const verdict = violations.length === 0 ? 'No violations' : toPluralText(violations.length, 'violation');
  return toPage(verdict, toSections(result, verdict));
}

function* toSections(result: QualityCheck, verdict: string): Generator<Markup | null> {
  const { violations, statistics, testCount, notEvaluated, groundTruth } = result;
  yield toPageHeader({
    brand: 'model quality',
    isClean: violations.length === 0,
    verdict,
    summary: toQualitySummary(result),
    facts: [
      ['rows', statistics.itemCount],
      ['metrics', Object.keys(statistics.metrics).length],
      ['tests', testCount],
      ['not evaluated', notEvaluated.length],
      ...(groundTruth === null ? [] : [['records without label', groundTruth.recordsWithoutLabel] as const]),
    ],
  });
  yield toViolationsTable(result);
  yield toMetricSection(result);
  yield toQualityCharts(result);
  yield toGroupSection(result);
  yield toNotEvaluated(result);
  yield toRun(result);
}

/** Roles stand in full, as styles that turn a table into cards take its own roles away. */
function toViolationsTable({ violations }: QualityCheck): Markup | null {
  if (violations.length === 0) return null;
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const titles = ['metric', 'check', 'what', ...(hasEvidence ? ['observed', 'threshold', 'p adjusted'] : [])];
  const rows = violations.map((violation) => {
    const numbers = [
      ['observed', toQuantityText(violation.value)],
      ['threshold', toQuantityText(violation.expected)],
      ['p adjusted', toPValueText(violation.adjustedPValue)],
    ];
    const cells = numbers.map(
      ([title = '', shown = '']) => html`<td role="cell" class="number" data-title="${title}">${shown}</td>`,
    );
    return html`
<tr role="row"><th role="rowheader" scope="row">${violation.metric_name}</th><td role="cell"><span class="check">${CHECKS[violation.constraint_check_type]}</span></td><td role="cell" class="what">${violation.description}</td>${hasEvidence ? cells : null}</tr>`;
  });
  return html`<section aria-labelledby="violations"><h2 id="violations">Violations</h2>
<table class="violations" role="table" aria-labelledby="violations"><thead role="rowgroup"><tr role="row">${titles.map(
    (title) => html`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></section>`;
}

/** Metrics without a threshold stand behind a line that opens. */
function toMetricSection(result: QualityCheck): Markup {
  const rows = toMetricRows(result);
  const judged = rows.filter(({ threshold }) => threshold !== null);
  const others = rows.filter(({ threshold }) => threshold === null);
  const more =
    others.length === 0
      ? null
      : html`<details><summary>${toPluralText(others.length, 'metric')} without a threshold</summary>${toMetricTable('Metrics without a threshold', others)}</details>`;
  const table = judged.length === 0 ? null : toMetricTable('Metrics with a threshold', judged);
  return html`<section aria-labelledby="metrics"><h2 id="metrics">Metrics</h2>${table}${more}</section>`;
}

function toMetricTable(caption: string, rows: readonly MetricRow[]): Markup {
  const lines = rows.map(({ name, baseline, threshold, current, interval, verdict }) => [
    name,
    ...[baseline, threshold, current].map(toQuantityText),
    interval,
    verdict,
  ]);
  const head = ['metric', 'baseline', 'threshold', 'current', '95% interval', 'verdict'];
  return toHtmlTable({ caption, head, rows: lines });
}

function toNotEvaluated(result: QualityCheck): Markup | null {
  const lines = toNotEvaluatedLines(result);
  if (lines.length === 0) return null;
  return html`<section class="wide" aria-labelledby="not-evaluated"><h2 id="not-evaluated">Not evaluated</h2>
<p>What could not be judged is neither passed nor violated.</p>
<ul>${lines.map((line) => html`<li>${line.trim()}</li>`)}</ul></section>`;
}

function toRun({ report, groundTruth, reading, falseAlarmRate, reproduce }: QualityCheck): Markup {
  const read = [...(report === null ? [] : toReadingLines(report)), ...(groundTruth ? toJoinLines(groundTruth) : [])];
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all metrics of the window.`;
  return html`<section class="wide" aria-labelledby="run"><h2 id="run">How this came about</h2>
<ul>${read.map((line) => html`<li>${line.trim()}</li>`)}<li>${rules}</li></ul>${
    reproduce === null ? null : html`<p>Run again with:</p><pre tabindex="0">${reproduce}</pre>`
  }</section>`;
}
