/** Violations of attributions as CSV, one record each. */
import type { AttributionViolation } from '../../monitor/attribution/violations.js';
import { toPlainText } from '../plain.js';
import { toNumberCell, toTextCell } from './cell.js';

const HEAD = [
  'label',
  'check',
  'description',
  'value',
  'threshold',
  'interval_low',
  'interval_high',
  'baseline_count',
  'current_count',
  'reproduce',
];

export function toAttributionCsv(violations: readonly AttributionViolation[]): string {
  const lines = violations.map((violation) => {
    const {
      label,
      constraint_check_type: check,
      description,
      value,
      expected,
      interval,
      counts,
      reproduce,
    } = violation;
    const numbers = [value, expected, interval?.[0], interval?.[1], counts?.reference, counts?.current];
    const texts = [label, check, description].map((text) => toTextCell(toPlainText(text)));
    return [...texts, ...numbers.map(toNumberCell), toTextCell(toPlainText(reproduce ?? ''))].join(',');
  });
  return [HEAD.join(','), ...lines, ''].join('\r\n');
}
