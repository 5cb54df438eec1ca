/** The quality of a model as one HTML file that needs no script, no network and no colour. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import { toPluralText, toPValueText, toQuantityText, toViolationCountText } from '../plain.js';
import { type MetricRow, toMetricRows } from '../quality-metrics.js';
import { toJoinLines, toNotEvaluatedLines, toQualitySummary } from '../quality-text.js';
import { toReadingLines } from '../reading-text.js';
import { html, type Markup } from './markup.js';
import { toPage } from './page.js';
import { toPageHeader } from './page-header.js';
import { toQualityCharts } from './quality-charts.js';
import { toEstimateSection } from './quality-estimates-section.js';
import { toGroupSection } from './quality-groups.js';
import { toNotEvaluatedList, toRunList } from './run-section.js';
import { toHtmlTable } from './table.js';
import { toViolationsTable } from './violations-table.js';

const CHECKS = {
  LessThanThreshold: 'below threshold',
  GreaterThanThreshold: 'above threshold',
  estimated_quality_check: 'estimated quality',
} as const;

export function toQualityHtml(result: QualityCheck): string {
  return [...toQualityHtmlPieces(result)].join('');
}

/** The file in pieces. */
export function toQualityHtmlPieces(result: QualityCheck): Iterable<string> {
  const { violations } = result;
  const verdict = toViolationCountText(violations);
  return toPage(verdict, toSections(result, verdict));
}

function* toSections(result: QualityCheck, verdict: string): Generator<Markup | null> {
  const { violations, statistics, testCount, notEvaluated, estimates, groundTruth } = result;
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
      ...(estimates === null ? [] : [['rows estimated', estimates.count] as const]),
      ...(groundTruth === null ? [] : [['records without label', groundTruth.recordsWithoutLabel] as const]),
    ],
  });
  yield toViolations(result);
  yield toEstimateSection(result);
  yield toMetricSection(result);
  yield toQualityCharts(result);
  yield toGroupSection(result);
  yield toNotEvaluatedList(toNotEvaluatedLines(result));
  yield toRun(result);
}

function toViolations({ violations }: QualityCheck): Markup | null {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const lines = violations.map((violation) => ({
    subject: violation.metric_name,
    check: CHECKS[violation.constraint_check_type],
    what: violation.description,
    numbers: hasEvidence
      ? ([
          ['observed', toQuantityText(violation.value)],
          ['threshold', toQuantityText(violation.expected)],
          ['p adjusted', toPValueText(violation.adjustedPValue)],
        ] as const)
      : [],
  }));
  return toViolationsTable(['metric', 'check'], lines);
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

function toRun({ report, groundTruth, reading, falseAlarmRate, reproduce }: QualityCheck): Markup {
  const read = [...(report === null ? [] : toReadingLines(report)), ...(groundTruth ? toJoinLines(groundTruth) : [])];
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all metrics of the window.`;
  return toRunList([...read, rules], reproduce);
}
