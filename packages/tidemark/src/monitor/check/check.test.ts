import { describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/entry/node.js';
import { type Baseline, type DataSet, suggestBaseline } from '../baseline/baseline.js';
import type { FeatureConstraints } from '../document/constraints.js';
import type { Reading } from '../reading.js';
import { checkDataQuality } from './check.js';
import type { CheckResult } from './check-result.js';

const engine = await createEngine();

type Columns = Readonly<Record<string, readonly (string | number)[]>>;

function read(columns: Columns): DataSet {
  const names = Object.keys(columns);
  const rowCount = Math.max(...Object.values(columns).map(({ length }) => length));
  const rows = Array.from({ length: rowCount }, (_, row) => names.map((name) => columns[name]?.[row] ?? '').join(','));
  const profiler = engine.openProfiler({ sagemaker: true });
  profiler.pushBytes(new TextEncoder().encode([names.join(','), ...rows, ''].join('\n')));
  return { ...profiler.finish(), names: null };
}

interface Setting {
  readonly reading?: Reading;
  readonly edit?: (baseline: Baseline) => Baseline;
  readonly falseAlarmRate?: number;
}

async function check(
  before: Columns,
  now: Columns,
  { reading = 'tidemark', edit, falseAlarmRate }: Setting = {},
): Promise<CheckResult> {
  const suggested = await suggestBaseline(read(before), reading);
  const baseline = edit?.(suggested) ?? suggested;
  return checkDataQuality({ engine, baseline, current: read(now), reading, falseAlarmRate, reproduce: 'again' });
}

const kinds = ({ violations }: CheckResult) =>
  violations.map((violation) => `${violation.feature_name} ${violation.constraint_check_type}`);
const follows = ({ notEvaluated }: CheckResult) => notEvaluated.map(({ check: kind, reason }) => `${kind}: ${reason}`);
const texts = ({ violations }: CheckResult) => violations.map(({ description }) => description);
const numbers = (count: number, to: (index: number) => number | string = (index) => index) =>
  Array.from({ length: count }, (_, index) => to(index));
const cycle = (count: number, values: readonly string[]) =>
  numbers(count, (index) => values[index % values.length] ?? '');
const withRareValues = (prefix: string) =>
  numbers(400, (index) => (index < 20 ? `${prefix}${index}` : `v${index % 4}`));
const records = (first: number) => ({
  id: numbers(1000, (index) => first + index),
  order: numbers(1000, (index) => `A-${first + index}`),
  at: numbers(1000, (index) => 1_700_000_000 + first * 1000 + index * 60),
  day: numbers(1000, (index) => `2024-0${(first % 7) + 1}-${10 + (index % 19)}`),
});
const halve = (index: number) => Math.floor(index / 2);
const missing = (count: number) => ({ x: numbers(200, (index) => (index < count ? '' : index)), y: numbers(200) });
const withoutProfile = (baseline: Baseline) => ({ ...baseline, profile: null });
const edited = (edit: Partial<FeatureConstraints>) => (baseline: Baseline) => ({
  ...baseline,
  constraints: {
    ...baseline.constraints,
    features: baseline.constraints.features.map((each) => ({ ...each, ...edit })),
  },
});

describe('our verdict', () => {
  it('finds nothing in the baseline itself', async () => {
    const columns = { x: numbers(200), y: numbers(200, (index) => (index % 7 === 0 ? '' : index / 8)) };
    expect(await check(columns, columns)).toMatchObject({ violations: [], notEvaluated: [] });
  });

  it('calls a shift of numbers drift, and says from where to where', async () => {
    const result = await check({ x: numbers(200) }, { x: numbers(200, halve) });
    expect(kinds(result)).toEqual(['x baseline_drift_check']);
    expect(texts(result)).toEqual(['The median is 50.51% lower: it went from 99 to 49 (distance 0.5, allowed 0.1).']);
    expect(result.violations[0]).toMatchObject({
      measure: { id: 'ks', variant: 'weighted' },
      expected: 0.1,
      counts: { reference: 200, current: 200 },
      reproduce: 'again',
    });
    expect(result.violations[0]?.adjustedPValue).toBeLessThan(0.01);
  });

  it('needs a large change as well as an unlikely one', async () => {
    const columns = [{ x: numbers(200) }, { x: numbers(200, halve) }] as const;
    const distribution = { comparison_threshold: 0.6 };
    const edit = edited({ monitoringConfigOverrides: { distribution_constraints: distribution } });
    expect(kinds(await check(...columns, { edit }))).toEqual([]);
  });

  it('lists drift as not evaluated with fewer than 30 numbers', async () => {
    const result = await check({ x: numbers(200) }, { x: numbers(29, (index) => index + 100) });
    expect(result.notEvaluated).toEqual([
      { feature: 'x', check: 'baseline_drift_check', reason: '29 numbers in the window, 30 are needed' },
    ]);
  });

  it('judges drift among the numbers of a column that lost its type', async () => {
    const mixed = numbers(100, (index) => (index % 4 === 0 ? 'n/a' : index / 2));
    expect(kinds(await check({ x: numbers(200) }, { x: mixed }))).toEqual([
      'x data_type_check',
      'x baseline_drift_check',
    ]);
  });

  it('lets chance explain a few more missing values, and not many', async () => {
    expect(kinds(await check(missing(10), missing(14)))).toEqual([]);
    const result = await check(missing(10), missing(60));
    expect(kinds(result)).toContain('x completeness_check');
    expect(texts(result)).toContain(
      'Values are missing in 30% (60 of 200) records; in the baseline it was 5% (10 of 200).',
    );
  });

  it('holds a completeness that was written by hand exactly', async () => {
    const columns = { x: numbers(200, (index) => (index === 0 ? '' : index)), y: numbers(200) };
    const result = await check(columns, columns, { edit: edited({ completeness: 0.999 }) });
    expect(kinds(result)).toEqual(['x completeness_check']);
    expect(result.violations[0]).toMatchObject({ pValue: null, value: 0.995, expected: 0.999 });
  });

  it('finds negative numbers where there were none, and both bounds of a range', async () => {
    const now = numbers(200, (index) => (index < 12 ? -1 - index : index > 190 ? 1e6 : index));
    expect(kinds(await check({ x: numbers(200) }, { x: now }))).toEqual(['x non_negative_check', 'x range_check']);
  });

  it('lets a single new extreme pass, unless the bound was written by hand', async () => {
    const columns = [{ x: numbers(200) }, { x: numbers(200, (index) => (index === 7 ? 200 : index)) }] as const;
    expect(kinds(await check(...columns))).toEqual([]);
    const edit = edited({ tidemark: { maximum: 198 } });
    expect(texts(await check(...columns, { edit }))).toEqual([
      'Of the numbers, 1% (2 of 200) lie above 198, the bounds of the constraint; now they reach from 0 to 200.',
    ]);
  });

  it('accepts every number where a fraction is expected, and integers only where integers are', async () => {
    const spelled = numbers(100, (index) => ['1', '1.5', '1e-5', '.5', 'nan'][index % 5] ?? '');
    expect(kinds(await check({ x: spelled }, { x: spelled }))).toEqual([]);
    expect(kinds(await check({ x: numbers(100, () => 1) }, { x: spelled }))).toContain('x data_type_check');
  });

  it('reports a change of type once, and names what follows from it', async () => {
    const type = ['x data_type_check'];
    const reason = 'the type changed: see data_type_check, from which this follows';
    const both = [`categorical_values_check: ${reason}`, `baseline_drift_check: ${reason}`];
    const text = cycle(200, ['a', 'b', 'c']);
    for (const [before, now] of [
      [text, numbers(200)],
      [text, numbers(200, (index) => (index % 2 === 0 ? index : (text[index] ?? '')))],
      [cycle(200, ['true', 'false']), cycle(200, ['yes', 'no'])],
    ] as const) {
      const result = await check({ x: before }, { x: now });
      expect([kinds(result), follows(result)]).toEqual([type, both]);
    }
    const words = await check({ x: numbers(200) }, { x: cycle(200, ['one', 'two']) });
    expect(kinds(words)).toEqual(type);
    expect(follows(words)[0]).toContain('the type changed');
  });

  it('reports new values and drift beside a change of type that does not explain them', async () => {
    const before = cycle(400, ['a', 'b', 'c', 'd']);
    const now = numbers(400, (index) => (index % 8 === 0 ? index : index % 8 < 4 ? 'new' : 'a'));
    expect(kinds(await check({ x: before }, { x: now }))).toEqual([
      'x data_type_check',
      'x categorical_values_check',
      'x baseline_drift_check',
    ]);
    expect(kinds(await check({ x: before }, { x: now }, { reading: 'sagemaker' }))).not.toEqual([]);
  });

  it('calls text that became numbers a change of type, unless the baseline held numbers too', async () => {
    const text = numbers(100, (index) => `v${index % 3}`);
    const half = numbers(100, (index) => (index % 2 === 0 ? index : 'v'));
    expect(kinds(await check({ x: text }, { x: half }))).toContain('x data_type_check');
    expect(kinds(await check({ x: half }, { x: numbers(100) }))).not.toContain('x data_type_check');
    const edit = edited({ monitoringConfigOverrides: { datatype_check_threshold: 0.5 } });
    expect(kinds(await check({ x: text }, { x: half }, { edit }))).not.toContain('x data_type_check');
  });

  it('pairs columns by name and names those that are missing or new', async () => {
    const result = await check(
      { a: numbers(50), b: numbers(50), c: numbers(50) },
      { c: numbers(50), d: numbers(50), a: numbers(50) },
    );
    expect(kinds(result)).toEqual(['b missing_column_check', 'd extra_column_check']);
  });

  it('checks nothing of a feature whose constraints are not evaluated', async () => {
    const edit = edited({ monitoringConfigOverrides: { evaluate_constraints: 'Disabled' } });
    expect(await check({ x: numbers(200) }, { x: numbers(200, (index) => -index) }, { edit })).toMatchObject({
      violations: [],
      notEvaluated: [],
      testCount: 0,
    });
  });

  it('names values that the baseline never had, and rare ones only by their number', async () => {
    const now = { x: [...cycle(300, ['a', 'b', 'c']), ...cycle(14, ['boat']), ...cycle(6, ['bike'])] };
    const result = await check({ x: cycle(300, ['a', 'b', 'c']) }, now);
    expect(kinds(result)).toEqual(['x categorical_values_check']);
    expect(texts(result)).toEqual([
      'Of the values present, 6.25% (20 of 320) were never seen in the baseline: "boat" (14) and a rare value.',
    ]);
    expect(result.violations[0]).toMatchObject({ measure: { id: 'fisher' }, counts: { reference: 300, current: 320 } });
  });

  it('expects about as many new values as the baseline had values that stood there once', async () => {
    expect(kinds(await check({ x: withRareValues('p') }, { x: withRareValues('q') }))).toEqual([]);
  });

  it('holds a domain that was written by hand exactly, as far as its threshold asks', async () => {
    const [before, now] = [{ x: cycle(300, ['a', 'b', 'c']) }, { x: [...cycle(299, ['a', 'b', 'c']), 'd'] }];
    const string_constraints = { domains: ['a', 'b', 'c', 'z'] };
    const exact = await check(before, now, { edit: edited({ string_constraints }) });
    expect(texts(exact)).toEqual([
      'Of the values present, 0.33% (1 of 300) are not in the domain of the constraint, which allows none: a rare value.',
    ]);
    const lenient = { string_constraints, monitoringConfigOverrides: { domain_content_threshold: 0.99 } };
    expect(kinds(await check(before, now, { edit: edited(lenient) }))).toEqual([]);
    expect(kinds(await check(before, now))).toEqual([]);
  });

  it('calls a change of shares drift, and says which changed', async () => {
    const result = await check({ x: cycle(300, ['a', 'a', 'b']) }, { x: cycle(300, ['a', 'c', 'c']) });
    expect(kinds(result)).toEqual(['x categorical_values_check', 'x baseline_drift_check']);
    expect(texts(result)[1]).toBe(
      'The shares of its values changed: "c" from 0% to 66.67%, "a" from 66.67% to 33.33%, "b" from 33.33% to 0% (largest change 0.666667, allowed 0.1). New: "c" (200). Vanished: "b" (100).',
    );
    expect(result.violations[1]).toMatchObject({ measure: { id: 'l-infinity' }, expected: 0.1 });
  });

  it('compares the shares of true and false, against a threshold of their own where there is one', async () => {
    const columns = [{ x: cycle(300, ['true', 'false']) }, { x: cycle(300, ['true', 'true', 'false']) }] as const;
    expect(kinds(await check(...columns))).toEqual(['x baseline_drift_check']);
    const distribution = { categorical_comparison_threshold: 0.2 };
    const edit = edited({ monitoringConfigOverrides: { distribution_constraints: distribution } });
    expect(kinds(await check(...columns, { edit }))).toEqual([]);
  });

  it('compares categories that all look like numbers in the window', async () => {
    const result = await check({ x: cycle(300, ['7', '8', 'n/a']) }, { x: cycle(300, ['7', '8']) });
    expect(kinds(result)).toEqual(['x baseline_drift_check']);
    expect(texts(result)[0]).toContain('Vanished: "n/a" (100).');
  });

  it('has nothing to say of a text column of one value on both sides', async () => {
    const column = { x: cycle(300, ['a']) };
    expect(await check(column, column)).toMatchObject({ violations: [], notEvaluated: [] });
  });

  it('leaves drift, new values and the range of identifiers and timestamps aside, and says why', async () => {
    const result = await check(records(1), records(5000));
    expect(kinds(result)).toEqual([]);
    expect(result.notEvaluated.map(({ feature, reason }) => `${feature}: ${reason}`)).toEqual([
      'id: the column is taken as an identifier: its integers are all but distinct and evenly spread',
      'order: the column is taken as an identifier: its texts are short and all but distinct',
      'at: the column is taken as a timestamp: all values lie where seconds of Unix time do, from 2000 to 2100',
      'day: the column is taken as a timestamp: all values are dates',
    ]);
  });

  it('takes the word of constraints.json on what a column is for', async () => {
    const ids = [{ x: numbers(1000) }, { x: numbers(1000, (index) => index + 900) }] as const;
    expect(kinds(await check(...ids, { edit: edited({ tidemark: { role: 'feature' } }) }))).toEqual([
      'x baseline_drift_check',
    ]);
    const amounts = [{ x: numbers(200) }, { x: numbers(200, halve) }] as const;
    const result = await check(...amounts, { edit: edited({ tidemark: { role: 'identifier' } }) });
    expect(kinds(result)).toEqual([]);
    expect(result.notEvaluated[0]?.reason).toBe('the column is taken as an identifier: constraints.json says so');
  });

  it('still holds what was written by hand of an identifier', async () => {
    const edit = edited({ tidemark: { role: 'identifier', maximum: 500 } });
    expect(kinds(await check({ x: numbers(1000) }, { x: numbers(1000) }, { edit }))).toEqual(['x range_check']);
  });

  it('gives the same verdict from the sketch of statistics.json as from the profile, within its precision', async () => {
    const columns = [{ x: numbers(200) }, { x: numbers(200, halve) }] as const;
    expect((await check(...columns, { edit: withoutProfile })).violations).toEqual(
      (await check(...columns)).violations,
    );
  });

  it('refuses an empty window and a rate that is no probability', async () => {
    await expect(check({ x: numbers(50) }, { x: [] })).rejects.toThrow('expected at least one record to check');
    await expect(check({ x: numbers(50) }, { x: numbers(50) }, { falseAlarmRate: 1 })).rejects.toThrow(
      'expected a false-alarm rate above 0 and below 1, found 1',
    );
  });
});

describe("Model Monitor's verdict", () => {
  const compat = { reading: 'sagemaker' } as const;

  it('counts the values that look like the expected type, over those present', async () => {
    const now = [...numbers(7, () => '1.5'), ...numbers(1912)];
    expect(texts(await check({ x: numbers(100) }, { x: now }, compat))).toEqual([
      'Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 99.6352266805628% of data is Integral.',
    ]);
  });

  it('allows not one missing value more than the baseline had', async () => {
    const now = { x: numbers(200, (index) => (index === 0 ? '' : index)), y: numbers(200) };
    expect(texts(await check({ x: numbers(200), y: numbers(200) }, now, compat))).toEqual([
      'Data completeness requirement is not met. Expected: 100.0%. Observed: Only 99.5%.',
    ]);
  });

  it('compares sketches in which a repeated value counts once', async () => {
    const flags = (ones: number) => ({ x: numbers(200, (index) => (index < ones ? 1 : 0)) });
    expect((await check(flags(100), flags(190), compat)).violations).toEqual([]);
    const shifted = await check({ x: numbers(2000) }, { x: numbers(2000, (index) => index + 1000) }, compat);
    expect(texts(shifted)).toEqual(['Baseline drift distance: 0.44307900211696916 exceeds threshold: 0.1']);
  });

  it('computes no distance when the type is not that of the baseline statistics', async () => {
    const now = { x: numbers(2000, (index) => index + 1000.5) };
    const edit = edited({ inferred_type: 'Fractional' });
    expect((await check({ x: numbers(2000) }, now, { ...compat, edit })).violations).toEqual([]);
  });

  it('does not enforce the sign', async () => {
    const now = { x: numbers(100, (index) => (index < 20 ? -index : index)) };
    expect((await check({ x: numbers(100) }, now, compat)).violations).toEqual([]);
  });

  it('counts columns and pairs them by position', async () => {
    const three = { a: numbers(9), b: numbers(9), c: numbers(9) };
    const two = { b: numbers(9), a: numbers(9) };
    expect((await check(two, three, compat)).violations).toEqual([
      {
        feature_name: 'Extra columns',
        constraint_check_type: 'extra_column_check',
        description:
          'There are extra columns in current dataset. Number of columns in current dataset: 3, Number of columns in baseline constraints: 2',
      },
    ]);
    expect(kinds(await check(three, two, compat))).toEqual(['Missing columns missing_column_check']);
  });

  it.each([
    [
      'Simple',
      { x: cycle(70, ['a', 'b']) },
      { x: cycle(70, ['a', 'a', 'b']) },
      'Baseline drift distance: 0.1714285714285714',
    ],
    ['Robust', { x: cycle(700, ['a', 'b']) }, { x: cycle(700, ['a', 'a', 'b']) }, 'Baseline drift distance: 0.0709'],
  ] as const)('compares categories by their largest change, %s', async (comparison_method, before, now, text) => {
    const distribution = { comparison_method, comparison_threshold: 0.5, categorical_comparison_threshold: 0.05 };
    const edit = edited({ monitoringConfigOverrides: { distribution_constraints: distribution } });
    const [description] = texts(await check(before, now, { ...compat, edit }));
    expect(description).toContain(text);
    expect(description).toContain('exceeds threshold: 0.05');
  });

  it.each([
    ['Robust', 0.05, 'Baseline drift p-value: '],
    ['Simple', 10, 'Baseline drift distance: '],
  ] as const)('compares categories by chi-square, %s', async (comparison_method, threshold, text) => {
    const distribution = {
      comparison_method,
      categorical_drift_method: 'ChiSquared',
      categorical_comparison_threshold: threshold,
    } as const;
    const setting = {
      ...compat,
      edit: edited({ monitoringConfigOverrides: { distribution_constraints: distribution } }),
    };
    const before = { x: cycle(700, ['a', 'b']) };
    expect(texts(await check(before, { x: cycle(700, ['a', 'a', 'b']) }, setting))).toEqual([
      expect.stringContaining(text) as string,
    ]);
    expect(texts(await check(before, before, setting))).toEqual([]);
    const fewer = await check({ x: [...cycle(700, ['a']), 'b'] }, { x: cycle(700, ['a']) }, setting);
    expect(fewer).toMatchObject({ violations: [], notEvaluated: [{ check: 'baseline_drift_check' }] });
  });

  it('compares no categories where a side does not list them', async () => {
    const many = numbers(300, (index) => `v${index}`);
    const result = await check({ x: cycle(300, ['a', 'b']) }, { x: many }, compat);
    expect(result.notEvaluated).toEqual([
      { feature: 'x', check: 'baseline_drift_check', reason: 'one side does not list its values' },
    ]);
    expect(texts(result)).toEqual([
      'Domain content requirement is not met. Expected match: 100.0%. Observed: Only 0.0% of data is in the domain.',
    ]);
  });

  it('counts values outside the domain', async () => {
    const before = { x: ['a', 'b', 'a', 'b'] };
    expect(kinds(await check(before, { x: ['a', 'b', 'c', 'a'] }, compat))).toEqual(['x categorical_values_check']);
    expect(kinds(await check(before, before, compat))).toEqual([]);
  });
});
