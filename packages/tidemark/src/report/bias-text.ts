/** Bias as plain text: a baseline, a result, and each of Clarify's documents. */
import type { BiasGroup } from '../monitor/bias/groups.js';
import type { BiasCheck, BiasViolation } from '../monitor/bias/result.js';
import { toIntervalText, toValueText } from './bias-values.js';
import { toCountText, toPlainText, toPluralText, toPValueText, toRuleText, toViolationCountText } from './plain.js';
import { toReadingLines } from './reading-text.js';
import { toTable } from './table.js';

export function toBiasText(result: BiasCheck, groups: readonly BiasGroup[]): string {
  const { violations, report } = result;
  const notEvaluated = toNotEvaluatedLines(result);
  return [
    toBiasSummary(result),
    ...(violations.length === 0 ? [] : ['', toViolationsTable(violations)]),
    ...toGroupLines(groups),
    ...(notEvaluated.length === 0 ? [] : ['', 'Not evaluated:', ...notEvaluated]),
    '',
    ...toRowLines(result),
    ...(report === null ? [] : [...toReadingLines(report), '']),
  ].join('\n');
}

/** The verdict in one line. */
export function toBiasSummary(result: BiasCheck): string {
  const { violations, bias } = result;
  const found = toViolationCountText(violations);
  const rows = bias === null ? '' : ` over ${toPluralText(bias.rows, 'row')}`;
  return `${found} of bias${rows}; ${toRuleText(result, 'SageMaker Clarify')}.`;
}

export function toBiasBaselineText(
  groups: readonly BiasGroup[],
  passedOver: readonly string[],
  report: BiasCheck['report'],
): string {
  return [
    'Baseline of bias.',
    ...toGroupLines(groups),
    '',
    ...(passedOver.length === 0 ? [] : [`Not looked at in the configuration: ${passedOver.join(', ')}.`]),
    ...(report === null ? [] : [...toReadingLines(report), '']),
  ].join('\n');
}

/** analysis.json. */
export function toBiasAnalysisText(groups: readonly BiasGroup[]): string {
  return ['Analysis of bias.', ...toGroupLines(groups), ''].join('\n');
}

function toGroupLines(groups: readonly BiasGroup[]): string[] {
  return groups.flatMap((group) => ['', toGroupText(group), toMetricsTable(group)]);
}

export function toBiasViolationsText(violations: readonly BiasViolation[]): string {
  return `${toPluralText(violations.length, 'violation')} of bias.\n\n${toViolationsTable(violations)}\n`;
}

function toViolationsTable(violations: readonly BiasViolation[]): string {
  const hasEvidence = violations.some(({ interval }) => interval !== undefined);
  const numbers = ['observed', 'allowed', 'p adjusted'].map((title) => ({ title, align: 'right' as const }));
  const columns = [
    { title: 'facet' },
    { title: 'value' },
    { title: 'metric' },
    ...(hasEvidence ? numbers : []),
    { title: 'what' },
  ];
  const rows = violations.map(({ facet, facet_value: value, metric_name: metric, description, ...evidence }) => [
    facet,
    value,
    metric,
    ...(hasEvidence
      ? [
          toValueText(evidence.value ?? null),
          toIntervalText(evidence.allowed ?? null),
          toPValueText(evidence.adjustedPValue),
        ]
      : []),
    description,
  ]);
  return toTable(columns, rows);
}

export function toGroupText({ facet, value, sides }: BiasGroup): string {
  const counts = sides ? `: ${toPluralText(sides.d.rows, 'row')} against ${toCountText(sides.a.rows)}` : '';
  return `${toPlainText(facet)} ${toPlainText(value)}${counts}`;
}

function toMetricsTable({ lines }: BiasGroup): string {
  const hasBaseline = lines.some(({ baseline }) => baseline !== null);
  const titles = [...(hasBaseline ? ['baseline', 'allowed'] : []), 'value', '95% interval'];
  const columns = [{ title: 'metric' }, ...titles.map((title) => ({ title, align: 'right' as const })), { title: '' }];
  const rows = lines.map(({ name, baseline, allowed, value, interval, error, violation }) => [
    name,
    ...(hasBaseline ? [toValueText(baseline), toIntervalText(allowed)] : []),
    toValueText(value),
    toIntervalText(interval),
    violation ? 'violated' : (error ?? ''),
  ]);
  return toTable(columns, rows);
}

export function toNotEvaluatedLines({ notEvaluated }: Pick<BiasCheck, 'notEvaluated'>): string[] {
  return notEvaluated.map(
    ({ facet, facet_value: value, metric, reason }) =>
      `  ${metric} of ${toPlainText(facet)} ${toPlainText(value)}: ${toPlainText(reason)}`,
  );
}

/** Rows that were left out, and what the flip test saw. */
export function toRowLines({ bias }: Pick<BiasCheck, 'bias'>): string[] {
  if (bias === null) return [];
  const missing = ['label', 'prediction', 'group'].flatMap((what, place) => {
    const count = bias.missing[place] ?? 0;
    return count === 0 ? [] : [`${toPluralText(count, 'row')} without a ${what}.`];
  });
  return [
    ...missing,
    ...(bias.sample
      ? [
          `The flip test compares a sample of ${toCountText(bias.sample.rows)} of ${toPluralText(bias.sample.of, 'row')}.`,
        ]
      : []),
    ...(bias.postTrainingError === undefined ? [] : [`No metrics of predictions: ${bias.postTrainingError}.`]),
  ];
}
