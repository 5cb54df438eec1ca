/** The result of a check of a model's quality as Markdown, for issues and pull requests. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import { toPValueText, toQuantityText } from '../plain.js';
import { ESTIMATE_HEAD, toEstimateRows, toEstimateSentences } from '../quality-estimates.js';
import { toMetricRows } from '../quality-metrics.js';
import { toJoinLines, toNotEvaluatedLines, toQualitySummary } from '../quality-text.js';
import { toReadingLines } from '../reading-text.js';
import { toMarkdownEnd, toMarkdownItem, toMarkdownSection, toMarkdownTable, toMarkdownText } from './markdown.js';

export function toQualityMarkdown(result: QualityCheck): string {
  const { report, groundTruth, reproduce, violations } = result;
  const read = [...(report === null ? [] : toReadingLines(report)), ...(groundTruth ? toJoinLines(groundTruth) : [])];
  return [
    '# Model quality',
    '',
    toMarkdownText(toQualitySummary(result)),
    ...toMarkdownSection('Violations', toViolationLines(result), violations.length),
    ...toMarkdownSection('Estimates without labels', toEstimateLines(result)),
    ...toMarkdownSection('Metrics', toMetricLines(result)),
    ...toMarkdownEnd(toNotEvaluatedLines(result).map(toMarkdownItem), read, reproduce),
  ].join('\n');
}

function toViolationLines({ violations }: QualityCheck): string[] {
  const head = ['metric', 'check', 'observed', 'threshold', 'p adjusted', 'what'];
  const rows = violations.map((violation) => [
    toMarkdownText(violation.metric_name),
    toMarkdownText(violation.constraint_check_type),
    toQuantityText(violation.value),
    toQuantityText(violation.expected),
    toPValueText(violation.adjustedPValue),
    toMarkdownText(violation.description),
  ]);
  return toMarkdownTable(head, rows);
}

function toEstimateLines(result: QualityCheck): string[] {
  if (result.estimates === null) return [];
  const rows = toEstimateRows(result).map(({ cells }) => cells.map(toMarkdownText));
  const sentences = toEstimateSentences(result.estimates).map(toMarkdownItem);
  return [...sentences, ...(rows.length === 0 ? [] : ['', ...toMarkdownTable(ESTIMATE_HEAD, rows)])];
}

function toMetricLines(result: QualityCheck): string[] {
  const rows = toMetricRows(result).map(({ name, baseline, threshold, current, interval }) => [
    toMarkdownText(name),
    ...[baseline, threshold, current].map(toQuantityText),
    interval,
  ]);
  return toMarkdownTable(['metric', 'baseline', 'threshold', 'current', '95% interval'], rows);
}
