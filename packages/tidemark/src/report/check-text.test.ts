import { expect, it } from 'vitest';
import type { CheckResult } from '../monitor/check/check-result.js';
import { toCheckText } from './check-text.js';

const result: CheckResult = {
  schema: 'check-result/v1',
  reading: 'tidemark',
  falseAlarmRate: 0.01,
  violations: [],
  notEvaluated: [],
  testCount: 3,
  statistics: { version: 0, dataset: { item_count: 2 }, features: [{ name: 'x', inferred_type: 'Integral' }] },
  baselineStatistics: null,
  constraints: { version: 0, features: [] },
  reproduce: null,
  report: {
    sources: 1,
    rows: 2,
    quarantined: 0,
    blankLines: 0,
    outside: 0,
    duplicates: 0,
    delimiter: ',',
    complaints: [],
    invalidUtf8: [],
  },
};

it('a clean window is one line and what was read', () => {
  expect(toCheckText(result)).toBe(
    'No violations in 1 feature, 2 rows; 3 tests at a false-alarm rate of 0.01.\n\n2 rows read.\n',
  );
});

it('violations stand in a table, with what could not be judged and what was set aside below', () => {
  const first = [{ source: 'a.csv', line: 3, expectedFields: 2, foundFields: 1 }];
  const text = toCheckText({
    ...result,
    violations: [
      {
        feature_name: 'x',
        constraint_check_type: 'completeness_check',
        description: 'Values are missing.',
        measure: null,
        value: 0.5,
        expected: 1,
        pValue: 0.001,
        adjustedPValue: 0.003,
        effect: 0.5,
        counts: { reference: 10, current: 2 },
        smallestDetectableShift: null,
        reproduce: null,
      },
    ],
    notEvaluated: [{ feature: 'y', check: 'baseline_drift_check', reason: 'no value is present in the window' }],
    report: { ...result.report, quarantined: 2, complaints: [{ kind: 'ragged-row', count: 2, first }] },
  });
  expect(text).toBe(
    [
      '1 violation in 1 feature, 2 rows; 3 tests at a false-alarm rate of 0.01.',
      '',
      'feature  check               observed  expected  p adjusted  what',
      '-------  ------------------  --------  --------  ----------  -------------------',
      'x        completeness_check       0.5         1       0.003  Values are missing.',
      '',
      'Not evaluated:',
      '  y: baseline_drift_check, as no value is present in the window',
      '',
      '2 rows read, 2 records set aside.',
      '  2 records with another number of fields than the header: a.csv line 3 (1 of 2 fields), and 1 more',
      '',
    ].join('\n'),
  );
});
