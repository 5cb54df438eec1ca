/** Violations of bias as CSV, one record each. */
import type { BiasValue, BiasViolation } from '../../monitor/bias/result.js';
import { toPlainText } from '../plain.js';
import { toNumberCell, toTextCell } from './cell.js';

const HEAD = [
  'facet',
  'facet_value',
  'metric',
  'check',
  'description',
  'value',
  'interval_low',
  'interval_high',
  'allowed_low',
  'allowed_high',
  'p_value',
  'adjusted_p_value',
  'rows_a',
  'rows_d',
  'reproduce',
];

export function toBiasCsv(violations: readonly BiasViolation[]): string {
  const lines = violations.map((violation) => {
    const { facet, facet_value, metric_name, constraint_check_type, description, reproduce } = violation;
    const { value, interval, allowed, pValue, adjustedPValue, counts } = violation;
    const numbers = [value, interval?.[0], interval?.[1], allowed?.[0], allowed?.[1], pValue, adjustedPValue];
    return [
      ...[facet, facet_value, metric_name, constraint_check_type, description].map(toCell),
      ...[...numbers, counts?.a, counts?.d].map((number) => toNumberCell(toNumber(number))),
      toCell(reproduce),
    ].join(',');
  });
  return [HEAD.join(','), ...lines, ''].join('\r\n');
}

function toNumber(value: BiasValue | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function toCell(text: string | null | undefined): string {
  return toTextCell(toPlainText(text ?? ''));
}
