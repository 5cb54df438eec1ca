/** The result of a check as plain text: violations first, then what could not be judged, then what was read. */
import type { StoredResult } from '../monitor/check/check-result.js';
import type { DriftImpact } from '../monitor/estimate/drift-impact.js';
import type { Violation } from '../monitor/document/violations.js';
import { IMPACT_HEAD, toChangeText, toImpactRows, toImpactSentences } from './drift-impact.js';
import { toPlainText, toPluralText, toPValueText, toQuantityText, toRuleText, toViolationCountText } from './plain.js';
import { toReadingLines } from './reading-text.js';
import { toTable } from './table.js';

export function toCheckText(result: StoredResult): string {
  return [
    toSummary(result),
    ...(result.violations.length === 0 ? [] : ['', toViolationsTable(result.violations, result.impact?.metric)]),
    ...(result.impact ? toImpactLines(result.impact) : []),
    ...toNotEvaluatedLines(result),
    '',
    ...(result.report === null ? [] : [...toReadingLines(result.report), '']),
  ].join('\n');
}

/** The verdict in one line. */
export function toSummary(result: StoredResult): string {
  const { violations, statistics } = result;
  const features = toPluralText(statistics.features.length, 'feature');
  const found = toViolationCountText(violations);
  const rule = toRuleText(result, 'SageMaker Model Monitor');
  return `${found} in ${features}, ${toPluralText(statistics.dataset.item_count, 'row')}; ${rule}.`;
}

function toImpactLines(impact: DriftImpact): string[] {
  const columns = IMPACT_HEAD.map((title, place) => ({
    title,
    align: place > 0 && place < IMPACT_HEAD.length - 1 ? ('right' as const) : ('left' as const),
  }));
  return ['', ...toImpactSentences(impact), '', toTable(columns, toImpactRows(impact))];
}

/** `metric`: whose change by the drift of each feature is estimated. */
export function toViolationsTable(violations: readonly Violation[], metric?: string): string {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const evidence = [
    { title: 'observed', align: 'right' },
    { title: 'expected', align: 'right' },
    { title: 'p adjusted', align: 'right' },
  ] as const;
  const hasImpact = violations.some(({ impact }) => impact !== undefined);
  const columns = [
    { title: 'feature' },
    { title: 'check' },
    ...(hasEvidence ? evidence : []),
    ...(metric === undefined ? [] : [{ title: `change of ${metric}`, align: 'right' } as const]),
    ...(hasImpact ? [{ title: 'impact', align: 'right' } as const] : []),
    { title: 'what' },
  ];
  const rows = violations.map((violation) => [
    violation.feature_name,
    violation.constraint_check_type,
    ...(hasEvidence
      ? [toQuantityText(violation.value), toQuantityText(violation.expected), toPValueText(violation.adjustedPValue)]
      : []),
    ...(metric === undefined ? [] : [toChangeText(violation.estimatedChange)]),
    ...(hasImpact ? [toQuantityText(violation.impact)] : []),
    violation.description,
  ]);
  return toTable(columns, rows);
}

function toNotEvaluatedLines({ notEvaluated }: StoredResult): string[] {
  if (notEvaluated.length === 0) return [];
  const lines = notEvaluated.map(
    ({ feature, check, reason }) => `  ${toPlainText(feature)}: ${check}, as ${toPlainText(reason)}`,
  );
  return ['', 'Not evaluated:', ...lines];
}
