/**
 * Family `drift-scores`: the scores of Evidently. Its bins are equal ones over both samples, as many as Sturges' rule
 * says for both; a reference of at most 20 values is compared value by value.
 */
import type { Engine, MeasureOptions, MeasureSide } from 'tidemark/engine';
import { computed, missing, pValueOf, type ReferenceCase, toCells, toValues, valueOf } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';

type Values = readonly (string | number)[];

interface ScoreCase {
  readonly id: string;
  readonly test: string;
  readonly reference: Values;
  readonly current: Values;
  readonly feature_type: 'cat' | 'num';
  readonly expected: { readonly score: Numeric };
}

interface BinningCase {
  readonly id: string;
  readonly edges?: readonly number[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

interface CountsCase {
  readonly reference_counts: readonly number[];
  readonly current_counts: readonly number[];
  readonly tvd: number;
}

type Score = (engine: Engine, sides: readonly [MeasureSide, MeasureSide], shared: MeasureOptions) => number;

/** Measures of shares take the bins; those of numbers do not. */
const SCORES: Readonly<Record<string, Score>> = {
  psi: (engine, sides, shared) => valueOf(engine, 'psi', sides, { ...shared, smoothing: 'epsilon' }),
  kl_div: (engine, sides, shared) => valueOf(engine, 'kl', sides, { ...shared, smoothing: 'epsilon' }),
  jensenshannon: (engine, sides, shared) => valueOf(engine, 'js-distance', sides, shared),
  hellinger: (engine, sides, shared) => valueOf(engine, 'hellinger', sides, shared),
  chisquare: (engine, sides, shared) =>
    pValueOf(engine, 'chi-square', sides, { ...shared, variant: 'goodness-of-fit' }),
  wasserstein: (engine, sides) => valueOf(engine, 'wasserstein', sides, { variant: 'population-sd' }),
  ks: (engine, sides) => pValueOf(engine, 'ks', sides, { pMethod: 'exact-untied' }),
};

const FEW_VALUES = 20;

export function readDriftScores(
  file: ReferenceFile & {
    readonly cases: readonly ScoreCase[];
    readonly binning?: readonly BinningCase[];
    readonly tvd_permutation?: readonly CountsCase[];
  },
): ReferenceCase[] {
  const tolerance = file.tolerance ?? 0;
  const scores = file.cases.map((test) => {
    const compute = SCORES[test.test];
    if (compute === undefined) return missing(test.id, test.test);
    const { sides, options } = toInput(test);
    return computed(test.id, test.expected.score, tolerance, (engine) => compute(engine, sides, options));
  });
  const binning = (file.binning ?? []).map(({ id }) => missing(`binning ${id}`, 'shares of bins'));
  const variations = (file.tvd_permutation ?? []).flatMap(
    ({ reference_counts: before, current_counts: now, tvd }, index) => [
      computed(`total variation ${index}`, tvd, tolerance, (engine) =>
        valueOf(engine, 'total-variation', [toCells(before), toCells(now)]),
      ),
      missing(`total variation ${index}: p-value`, 'permutation p-values'),
    ],
  );
  return [...scores, ...binning, ...variations];
}

function toInput({ feature_type: type, reference, current }: ScoreCase): {
  readonly sides: readonly [MeasureSide, MeasureSide];
  readonly options: MeasureOptions;
} {
  if (type === 'cat') return { sides: [toValues(reference), toValues(current)], options: {} };
  const [before, now] = [reference as readonly number[], current as readonly number[]];
  const bins = new Set(before).size <= FEW_VALUES ? 'values' : toSturgesEdges([...before, ...now]);
  return { sides: [{ values: before }, { values: now }], options: { bins } };
}

/** The inner edges of ceil(log2 n + 1) bins of one width. */
function toSturgesEdges(values: readonly number[]): readonly number[] {
  const count = Math.ceil(Math.log2(values.length) + 1);
  const [minimum, maximum] = [Math.min(...values), Math.max(...values)];
  return Array.from({ length: count - 1 }, (_, index) => minimum + ((maximum - minimum) * (index + 1)) / count);
}
