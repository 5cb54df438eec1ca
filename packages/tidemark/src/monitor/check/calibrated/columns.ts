/** `missing_column_check` and `extra_column_check`: the window has the columns of the baseline, by name. */
import { type Finding, violated } from './finding.js';

export function reportMissingColumn(name: string, rows: number): Finding {
  return violated({
    feature: name,
    check: 'missing_column_check',
    description: 'The column is in the baseline and not in the window.',
    counts: { reference: null, current: rows },
  });
}

export function reportExtraColumn(name: string, rows: number): Finding {
  return violated({
    feature: name,
    check: 'extra_column_check',
    description: 'The column is in the window and not in the baseline.',
    counts: { reference: null, current: rows },
  });
}
