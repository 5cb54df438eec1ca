/** Family `two-sample-tests`: scipy's tests of two samples and of tables. */
import type { Engine, MeasureOptions, MeasureSide } from 'tidemark/engine';
import { generate } from '../generated.ts';
import { computed, missing, pValueOf, type ReferenceCase, toCells, valueOf } from '../reference-case.ts';
import { type Numeric, type ReferenceFile, type Tolerance, toNumbers } from '../reference-file.ts';

interface TestCase {
  readonly id: string;
  readonly test: string;
  readonly x?: readonly Numeric[];
  readonly y?: readonly Numeric[];
  readonly generate?: { readonly x: string; readonly y: string };
  readonly weights_x?: readonly number[] | null;
  readonly weights_y?: readonly number[] | null;
  readonly table?: readonly (readonly number[])[];
  readonly observed?: readonly number[];
  readonly expected_counts?: readonly number[] | null;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly expected: { readonly statistic: Numeric; readonly p_value?: Numeric };
  readonly tolerance: Tolerance;
}

/** A measure that gives both numbers of a case. */
interface Call {
  readonly id: string;
  readonly sides: readonly [MeasureSide, MeasureSide];
  readonly options: MeasureOptions;
}

/** scipy's limit for exact p-values. */
const MOST_EXACT = 10_000;

export function readTwoSampleTests(
  file: ReferenceFile & { readonly cases: readonly TestCase[]; readonly cvm_exact_table?: readonly object[] },
): ReferenceCase[] {
  const tests = file.cases.flatMap((test) => {
    const call = toCall(test);
    if (typeof call === 'string') return [missing(test.id, call)];
    const { statistic, p_value: pValue } = test.expected;
    const { id, sides, options } = call;
    const value = (engine: Engine): number => valueOf(engine, id, sides, options);
    return [
      computed(`${test.id}: statistic`, statistic, test.tolerance, value),
      ...(pValue === undefined
        ? []
        : [computed(`${test.id}: p-value`, pValue, test.tolerance, (engine) => pValueOf(engine, id, sides, options))]),
    ];
  });
  const table = (file.cvm_exact_table ?? []).map((_, index) => missing(`cvm_exact_table ${index}`, 'cramer-von-mises'));
  return [...tests, ...table];
}

/** The call that a case asks for, or what it would need that does not exist. */
function toCall(test: TestCase): Call | string {
  switch (test.test) {
    case 'ks_2samp':
      return toKolmogorovSmirnov(test);
    case 'wasserstein_1':
      return toWasserstein(test);
    case 'chi2_contingency':
      return toContingency(test);
    case 'power_divergence':
      return toGoodnessOfFit(test);
    default:
      return test.test;
  }
}

function toKolmogorovSmirnov(test: TestCase): Call | string {
  const { options = {} } = test;
  if (options['alternative'] !== 'two-sided') return 'one-sided ks';
  const [x, y] = [toSample(test, 'x'), toSample(test, 'y')];
  if (x === null || y === null) return 'way to generate its samples';
  const method = options['method'] ?? options['mode'] ?? 'auto';
  const isExact = method === 'exact' || (method === 'auto' && Math.max(x.length, y.length) <= MOST_EXACT);
  const sides = [{ values: x }, { values: y }] as const;
  return { id: 'ks', sides, options: { pMethod: isExact ? 'exact-untied' : 'asymptotic' } };
}

/** The numbers of a sample, as they are given or by their expression. */
function toSample(test: TestCase, name: 'x' | 'y'): readonly number[] | null {
  return test.generate === undefined ? toNumbers(test[name] ?? []) : generate(test.generate[name]);
}

function toWasserstein({ x = [], y = [], weights_x: wx, weights_y: wy }: TestCase): Call | string {
  const [before, now] = [repeat(toNumbers(x), wx), repeat(toNumbers(y), wy)];
  if (before === null || now === null) return 'weights that are no counts';
  if ([...before, ...now].some((value) => !Number.isFinite(value))) return 'wasserstein of infinities';
  return { id: 'wasserstein', sides: [{ values: before }, { values: now }], options: {} };
}

/** Every value as often as its weight says; null for weights that are no counts. */
function repeat(values: readonly number[], weights: readonly number[] | null | undefined): readonly number[] | null {
  if (weights === null || weights === undefined) return values;
  if (!weights.every((weight) => Number.isInteger(weight) && weight >= 0)) return null;
  return values.flatMap((value, index) => Array.from({ length: weights[index] ?? 0 }, () => value));
}

function toContingency({ table = [], options = {} }: TestCase): Call | string {
  if (options['lambda_'] !== 'pearson') return `chi-square by ${String(options['lambda_'])}`;
  const [before, now, ...others] = table;
  if (before === undefined || now === undefined || others.length > 0) return 'tables of other than two samples';
  const variant = options['correction'] === true ? 'yates' : 'two-sample';
  return { id: 'chi-square', sides: [toCells(before), toCells(now)], options: { variant } };
}

function toGoodnessOfFit({ observed = [], expected_counts: given, options = {} }: TestCase): Call | string {
  if (options['lambda_'] !== 'pearson') return `chi-square by ${String(options['lambda_'])}`;
  const reference = given ?? observed.map(() => 1);
  if (!reference.every(Number.isInteger)) return 'expected counts that are no counts';
  return { id: 'chi-square', sides: [toCells(reference), toCells(observed)], options: { variant: 'goodness-of-fit' } };
}
