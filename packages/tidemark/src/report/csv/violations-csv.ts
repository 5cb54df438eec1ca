/** The violations as CSV, one record each. */
import type { Violation } from '../../monitor/document/violations.js';
import { toPlainText } from '../plain.js';
import { toNumberCell, toTextCell } from './cell.js';

interface Column {
  readonly title: string;
  readonly toCell: (violation: Violation) => string;
}

const COLUMNS: readonly Column[] = [
  text('feature', (violation) => violation.feature_name),
  text('check', (violation) => violation.constraint_check_type),
  text('description', (violation) => violation.description),
  text('measure', ({ measure }) => measure?.id),
  text('variant', ({ measure }) => measure?.variant),
  number('value', ({ value }) => value),
  number('expected', ({ expected }) => expected),
  number('p_value', ({ pValue }) => pValue),
  number('adjusted_p_value', ({ adjustedPValue }) => adjustedPValue),
  number('effect', ({ effect }) => effect),
  number('baseline_count', ({ counts }) => counts?.reference),
  number('current_count', ({ counts }) => counts?.current),
  text('reproduce', ({ reproduce }) => reproduce),
];

export function toViolationsCsv(violations: readonly Violation[]): string {
  const lines = violations.map((violation) => COLUMNS.map(({ toCell }) => toCell(violation)).join(','));
  return [COLUMNS.map(({ title }) => title).join(','), ...lines, ''].join('\r\n');
}

function text(title: string, read: (violation: Violation) => string | null | undefined): Column {
  return { title, toCell: (violation) => toTextCell(toPlainText(read(violation) ?? '')) };
}

function number(title: string, read: (violation: Violation) => number | null | undefined): Column {
  return { title, toCell: (violation) => toNumberCell(read(violation)) };
}
