/** The example data: its five incidents are found and named, and windows without any raise no alarm. */
import { baseline, check } from 'tidemark';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: the examples are plain JavaScript.
import { applications, toCsv } from '../../examples/credit/applications.mjs';
// @ts-expect-error: the examples are plain JavaScript.
import { incidents } from '../../examples/credit/incidents.mjs';

type Row = Record<string, string | number | boolean>;
const draw = applications as (options: { seed: number; count: number; firstId: number }) => Row[];
const happenings = incidents as ((rows: Row[]) => void)[];
const toBytes = (rows: Row[]) => new TextEncoder().encode((toCsv as (rows: Row[]) => string)(rows));
const toKinds = ({ violations }: Awaited<ReturnType<typeof check>>) =>
  violations.map((each) => `${each.feature_name} ${each.constraint_check_type}`);

const base = await baseline(toBytes(draw({ seed: 2024, count: 4000, firstId: 100_001 })));

describe('the incidents of the example', () => {
  it.each([
    ['incomeFalls', ['annual_income baseline_drift_check'], 'The median is 12'],
    ['yearsEmployedGoMissing', ['years_employed completeness_check'], 'Values are missing in 18'],
    ['loanAmountsTurnNegative', ['loan_amount non_negative_check', 'loan_amount range_check'], 'are below zero'],
    ['aPurposeAppears', ['purpose categorical_values_check'], '"solar panels" (29)'],
    ['scoresBecomeText', ['credit_score data_type_check'], 'are integers'],
  ])('%s is found and named, and nothing else', async (name, kinds, text) => {
    const rows = draw({ seed: 4202, count: 2000, firstId: 104_001 });
    happenings.find((happen) => happen.name === name)?.(rows);
    const result = await check(toBytes(rows), base);
    expect(toKinds(result)).toEqual(kinds);
    expect(result.violations[0]?.description).toContain(text);
  });

  it('are five', () => {
    expect(happenings).toHaveLength(5);
  });
});

it('of forty windows in which nothing changed, none or one raises an alarm', async () => {
  const alarms: string[][] = [];
  for (let window = 0; window < 40; window += 1) {
    const rows = draw({ seed: 7000 + window, count: 600, firstId: 200_001 + window * 600 });
    const kinds = toKinds(await check(toBytes(rows), base));
    if (kinds.length > 0) alarms.push(kinds);
  }
  expect(alarms.length).toBeLessThanOrEqual(1);
});
