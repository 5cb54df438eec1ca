/** Attributions as plain text: a baseline, a result, and each of Model Monitor's documents. */
import type { LabelAttributions } from '../monitor/attribution/analysis.js';
import type { AttributionCheck } from '../monitor/attribution/result.js';
import type { AttributionViolation } from '../monitor/attribution/violations.js';
import { ATTRIBUTION_HEAD, orderFeatures, toAttributionCells, toDriftFacts } from './attribution-rows.js';
import { toPlainText, toPluralText, toQuantityText, toViolationCountText } from './plain.js';
import { toReadingLines } from './reading-text.js';
import { toTable } from './table.js';

export function toAttributionText(result: AttributionCheck): string {
  const { violations, notEvaluated, drifts, report } = result;
  return [
    toAttributionSummary(result),
    ...(violations.length === 0 ? [] : ['', toAttributionViolationsTable(violations)]),
    ...drifts.flatMap(({ label, drift }) => [
      '',
      `${toPlainText(label)}: ${toDriftFacts(drift)
        .map(([title, shown]) => `${title} ${shown}`)
        .join(', ')}`,
      '',
      toTable(
        ATTRIBUTION_HEAD.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
        orderFeatures(drift).map(toAttributionCells),
      ),
    ]),
    ...(notEvaluated.length === 0
      ? []
      : ['', 'Not evaluated:', ...toAttributionGaps(result).map((line) => `  ${line}`)]),
    '',
    ...(report === null ? [] : [...toReadingLines(report), '']),
  ].join('\n');
}

/** The verdict in one line. */
export function toAttributionSummary({ violations, drifts, falseAlarmRate }: AttributionCheck): string {
  const found = toViolationCountText(violations);
  const rule =
    falseAlarmRate === null
      ? 'by the rules of SageMaker Model Monitor'
      : `at a false-alarm rate of ${falseAlarmRate} where rows are known`;
  return `${found} in what the model listens to, ${toPluralText(drifts.length, 'label')} compared; ${rule}.`;
}

/** What could not be judged, a line each. */
export function toAttributionGaps({ notEvaluated }: AttributionCheck): string[] {
  return notEvaluated.map(({ label, feature, reason }) => {
    const where = feature === undefined ? label : `${feature} of ${label}`;
    return `${toPlainText(where)}: ${toPlainText(reason)}`;
  });
}

export function toAttributionViolationsTable(violations: readonly AttributionViolation[]): string {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const numbers = ['observed', 'expected'].map((title) => ({ title, align: 'right' as const }));
  const columns = [{ title: 'label' }, { title: 'check' }, ...(hasEvidence ? numbers : []), { title: 'what' }];
  const rows = violations.map(({ label, constraint_check_type: check, value, expected, description }) => [
    label,
    check,
    ...(hasEvidence ? [toQuantityText(value), toQuantityText(expected)] : []),
    description,
  ]);
  return toTable(columns, rows);
}

export function toAttributionViolationsText(violations: readonly AttributionViolation[]): string {
  return `${toPluralText(violations.length, 'violation')}.\n\n${toAttributionViolationsTable(violations)}\n`;
}

/** Of analysis.json: each label with its features, the largest first. */
export function toAttributionsText(labels: readonly LabelAttributions[]): string {
  const parts = labels.flatMap(({ label, global, expectedValue, origin }) => {
    const rows = origin === null ? '' : `, ${origin.aggregate} of ${toPluralText(origin.rows, 'row')}`;
    const features = Object.entries(global).toSorted((a, b) => b[1] - a[1]);
    return [
      `${toPlainText(label)}: expected value ${toQuantityText(expectedValue)}${rows}`,
      '',
      toTable(
        [{ title: 'feature' }, { title: 'attribution', align: 'right' }],
        features.map(([feature, value]) => [feature, toQuantityText(value)]),
      ),
      '',
    ];
  });
  return [`What features contribute to ${toPluralText(labels.length, 'label')}.`, '', ...parts].join('\n');
}
