/** Violations of a model's quality as CSV, one record each. */
import type { QualityViolation } from '../../monitor/quality/violations.js';
import { toPlainText } from '../plain.js';
import { toNumberCell, toTextCell } from './cell.js';

const HEAD = [
  'metric',
  'check',
  'description',
  'group',
  'group_value',
  'value',
  'threshold',
  'interval_low',
  'interval_high',
  'p_value',
  'adjusted_p_value',
  'baseline_count',
  'current_count',
  'reproduce',
];

export function toQualityCsv(violations: readonly QualityViolation[]): string {
  const lines = violations.map((violation) => {
    const { metric_name, constraint_check_type, description, group, reproduce } = violation;
    const { value, expected, interval, pValue, adjustedPValue, counts } = violation;
    const texts = [metric_name, constraint_check_type, description, group?.attribute, group?.value];
    const numbers = [value, expected, interval?.[0], interval?.[1], pValue, adjustedPValue];
    return [
      ...texts.map(toCell),
      ...[...numbers, counts?.reference, counts?.current].map(toNumberCell),
      toCell(reproduce),
    ].join(',');
  });
  return [HEAD.join(','), ...lines, ''].join('\r\n');
}

function toCell(text: string | null | undefined): string {
  return toTextCell(toPlainText(text ?? ''));
}
