/** The quality of a model as plain text: a baseline, a result, and each of Model Monitor's documents. */
import type { QualityBaselineData } from '../monitor/quality/baseline.js';
import type { QualityConstraints } from '../monitor/quality/constraints.js';
import type { QualityCheck } from '../monitor/quality/result.js';
import type { QualityStatistics } from '../monitor/quality/statistics.js';
import type { QualityViolation } from '../monitor/quality/violations.js';
import type { MonitoredEstimator } from '../monitor/estimate/monitored-estimator.js';
import type { JoinSummary } from '../monitor/join/join-summary.js';
import { toEstimatorText } from './estimate-text.js';
import { ESTIMATE_HEAD, toEstimateRows, toEstimateSentences } from './quality-estimates.js';
import { toMetricRows } from './quality-metrics.js';
import {
  toCountText,
  toPlainText,
  toPluralText,
  toPValueText,
  toQuantityText,
  toRuleText,
  toShareText,
  toViolationCountText,
} from './plain.js';
import { toReadingLines } from './reading-text.js';
import { toTable } from './table.js';

export function toQualityText(result: QualityCheck): string {
  const { violations, notEvaluated } = result;
  return [
    toQualitySummary(result),
    ...(violations.length === 0 ? [] : ['', toQualityViolationsTable(violations)]),
    '',
    toComparisonTable(result),
    ...toEstimateLines(result),
    ...(notEvaluated.length === 0 ? [] : ['', 'Not evaluated:', ...toNotEvaluatedLines(result)]),
    '',
    ...toRowLines(result),
  ].join('\n');
}

/** What was read, what of it could not be measured, and what was joined. */
function toRowLines({
  statistics,
  report,
  groundTruth,
}: Pick<QualityCheck, 'report' | 'groundTruth'> & { readonly statistics: QualityStatistics | null }): string[] {
  const incomplete = statistics?.tidemark?.incomplete ?? 0;
  const lines = [
    ...(report === null ? [] : toReadingLines(report)),
    ...(incomplete === 0 ? [] : [`${toPluralText(incomplete, 'row')} without a label or an answer left out.`]),
    ...(groundTruth === null ? [] : toJoinLines(groundTruth)),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

/** How far estimates can be trusted, and each of them; nothing without an estimator. */
function toEstimateLines(result: QualityCheck): string[] {
  if (result.estimates === null) return [];
  const rows = toEstimateRows(result).map(({ cells }) => cells);
  const last = ESTIMATE_HEAD.length - 1;
  const columns = ESTIMATE_HEAD.map((title, place) => ({
    title,
    align: place > 0 && place < last ? ('right' as const) : ('left' as const),
  }));
  return ['', ...toEstimateSentences(result.estimates), ...(rows.length === 0 ? [] : ['', toTable(columns, rows)])];
}

/** The verdict in one line. */
export function toQualitySummary(result: QualityCheck): string {
  const { violations, statistics, estimates } = result;
  const found = toViolationCountText(violations);
  if (statistics.itemCount === 0 && estimates !== null) {
    const rows = toPluralText(estimates.count + estimates.skipped, 'row');
    const told = estimates.reason === null ? 'estimates were judged' : 'nothing could be estimated';
    return `${found} in the estimated quality of the model over ${rows}: none has a label yet, so ${told}.`;
  }
  const rule = toRuleText(result, 'SageMaker Model Monitor');
  return `${found} in the quality of the model over ${toPluralText(statistics.itemCount, 'row')}; ${rule}.`;
}

export function toQualityBaselineText(baseline: QualityBaselineData): string {
  const { statistics, constraints, estimator, noEstimator } = baseline;
  const rows = statistics === null ? '' : ` over ${toPluralText(statistics.itemCount, 'row')}`;
  return [
    `Baseline of model quality${rows}: ${constraints.problem}.`,
    ...(statistics === null ? [] : ['', toMetricsTable(statistics)]),
    '',
    toConstraintsTable(constraints),
    '',
    ...(estimator === null ? [] : [toEstimatorLine(estimator), '']),
    ...(noEstimator === null ? [] : [`No estimator for windows without labels: ${toPlainText(noEstimator)}.`, '']),
    ...toRowLines(baseline),
  ].join('\n');
}

/** estimator.json by itself. */
export function toQualityEstimatorText(estimator: MonitoredEstimator): string {
  return `Estimator of a model without labels: ${estimator.plan.problem}.\n\n${toEstimatorLine(estimator)}\n`;
}

function toEstimatorLine({ rowCount, skipped, plan, estimator }: MonitoredEstimator): string {
  const rows = toCountText(estimator.count);
  const features = toPluralText(plan.features?.length ?? 0, 'feature');
  const held = toEstimatorText({ estimator });
  const aside = skipped === 0 ? '' : ` ${toPluralText(skipped, 'row')} lacked a score, a prediction or a label.`;
  return `Windows without labels are estimated, by what ${rows} of ${toPluralText(rowCount, 'row')} and ${features} say.${aside} ${held}`;
}

export function toQualityViolationsTable(violations: readonly QualityViolation[]): string {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const numbers = ['observed', 'threshold', 'p adjusted'].map((title) => ({ title, align: 'right' as const }));
  const columns = [{ title: 'metric' }, { title: 'check' }, ...(hasEvidence ? numbers : []), { title: 'what' }];
  const rows = violations.map((violation) => [
    violation.metric_name,
    violation.constraint_check_type,
    ...(hasEvidence
      ? [toQuantityText(violation.value), toQuantityText(violation.expected), toPValueText(violation.adjustedPValue)]
      : []),
    violation.description,
  ]);
  return toTable(columns, rows);
}

/** One line for what was joined, one for labels that found nothing, one for each age of records. */
export function toJoinLines(summary: JoinSummary): string[] {
  const { records, joined, labels, duplicateLabels, labelsWithoutRecord, unreadableLabels, maturity } = summary;
  const share = records === 0 ? 0 : joined / records;
  return [
    `${toCountText(joined)} of ${toPluralText(records, 'capture record')} with a label (${toShareText(share)}).`,
    `${toPluralText(labels, 'label')} read, ${toCountText(duplicateLabels)} replaced by a later one, ${toCountText(labelsWithoutRecord)} without a record, ${toCountText(unreadableLabels)} unreadable.`,
    ...maturity.map(
      (each) =>
        `  ${toPluralText(each.ageHours, 'hour')} old or more: ${toCountText(each.joined)} of ${toPluralText(each.records, 'record')} with a label (${toShareText(each.joined / each.records)})`,
    ),
  ];
}

export function toNotEvaluatedLines({ notEvaluated }: Pick<QualityCheck, 'notEvaluated'>): string[] {
  return notEvaluated.map(({ metric, reason, group }) => {
    const where = group ? ` where ${toPlainText(group.attribute)} is ${toPlainText(group.value)}` : '';
    return `  ${toPlainText(metric)}${where}: ${toPlainText(reason)}`;
  });
}

/** Metric by metric, baseline and window side by side. */
function toComparisonTable(result: QualityCheck): string {
  const titles = ['baseline', 'threshold', 'current', '95% interval'];
  const columns = [{ title: 'metric' }, ...titles.map((title) => ({ title, align: 'right' as const }))];
  const rows = toMetricRows(result).map(({ name, baseline, threshold, current, interval }) => [
    name,
    toQuantityText(baseline),
    toQuantityText(threshold),
    toQuantityText(current),
    interval,
  ]);
  return toTable(columns, rows);
}

function toMetricsTable({ metrics }: QualityStatistics): string {
  const columns = [
    { title: 'metric' },
    ...['value', '95% interval'].map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = Object.entries(metrics).map(([name, { value, tidemark }]) => [
    name,
    toQuantityText(value),
    tidemark?.interval?.map(toQuantityText).join(' to ') ?? '-',
  ]);
  return toTable(columns, rows);
}

function toConstraintsTable({ metrics }: QualityConstraints): string {
  const columns = [{ title: 'metric' }, { title: 'violated when' }, { title: 'threshold', align: 'right' as const }];
  const rows = Object.entries(metrics).map(([name, { comparison_operator, threshold }]) => [
    name,
    comparison_operator === 'LessThanThreshold' ? 'below' : 'above',
    toQuantityText(threshold),
  ]);
  return toTable(columns, rows);
}

export function toQualityStatisticsText(statistics: QualityStatistics): string {
  const title = `Quality of a model over ${toPluralText(statistics.itemCount, 'row')}: ${statistics.problem}.`;
  return `${title}\n\n${toMetricsTable(statistics)}\n`;
}

export function toQualityConstraintsText(constraints: QualityConstraints): string {
  return `Constraints on the quality of a model: ${constraints.problem}.\n\n${toConstraintsTable(constraints)}\n`;
}

export function toQualityViolationsText(violations: readonly QualityViolation[]): string {
  return `${toPluralText(violations.length, 'violation')}.\n\n${toQualityViolationsTable(violations)}\n`;
}
