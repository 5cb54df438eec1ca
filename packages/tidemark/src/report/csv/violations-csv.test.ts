import { expect, it } from 'vitest';
import { toTextCell } from './cell.js';
import { toViolationsCsv } from './violations-csv.js';

it('nothing in a text cell begins a formula, in whatever locale a spreadsheet splits it', () => {
  expect(
    ['=2+3', '+1', '-1', '@SUM(A1)', ' \t=1', '＝1', 'a;=1', 'a\n=1', 'a"b', 'a-b, -1', ''].map(toTextCell),
  ).toEqual([
    '"\'=2+3"',
    '"\'+1"',
    '"\'-1"',
    '"\'@SUM(A1)"',
    '" \t\'=1"',
    '"\'＝1"',
    '"a;\'=1"',
    '"a\n\'=1"',
    '"a""b"',
    '"a-b, -1"',
    '""',
  ]);
});

it('violations are records, and their numbers stay numbers', () => {
  const csv = toViolationsCsv([
    {
      feature_name: '=age',
      constraint_check_type: 'baseline_drift_check',
      description: 'Lower.',
      measure: { id: 'ks', variant: 'weighted' },
      value: -0.5,
      expected: 0.1,
      pValue: 1e-9,
      adjustedPValue: null,
      effect: 0.5,
      counts: { reference: null, current: 200 },
    },
    { feature_name: 'city', constraint_check_type: 'data_type_check', description: 'Text.' },
  ]);
  expect(csv.split('\r\n')).toEqual([
    'feature,check,description,measure,variant,value,expected,p_value,adjusted_p_value,effect,baseline_count,current_count,reproduce',
    '"\'=age","baseline_drift_check","Lower.","ks","weighted",-0.5,0.1,1e-9,,0.5,,200,""',
    '"city","data_type_check","Text.","","",,,,,,,,""',
    '',
  ]);
});
