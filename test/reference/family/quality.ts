/** Families of the quality of predictions: several classes, numbers, forecasts, orders, and Model Monitor's own examples. */
import type { Engine, QualityColumns, QualityOptions, QualityProblem, QualityResult } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile, Tolerance } from '../reference-file.ts';

type Values = Readonly<Record<string, Numeric>>;
type Names = readonly (string | number)[];

/** What is computed once for all numbers of a case. */
interface Question {
  readonly name: string;
  readonly problem: QualityProblem;
  readonly columns: QualityColumns;
  readonly options?: QualityOptions;
  readonly tolerance: Tolerance;
}

function ask(question: Question, metric: string, expected: Numeric | readonly Numeric[], find: Find): ReferenceCase {
  const { name, problem, columns, options = {}, tolerance } = question;
  const compute = (engine: Engine): number | readonly number[] => find(engine.quality(problem, columns, options));
  return computed(`${name}: ${metric}`, expected, tolerance, compute);
}

type Find = (result: QualityResult) => number | readonly number[];

function valueOf(id: string): (result: QualityResult) => number {
  return ({ metrics }) => metrics[id]?.value ?? Number.NaN;
}

/** What files call a metric that has another id here. */
const IDS: Readonly<Record<string, string>> = {
  matthews: 'matthews_correlation',
  smape_0_2: 'smape',
  mape: 'mape_floored',
  coverage_10_90: 'coverage',
  roc_auc_ovr_macro: 'auc_ovr_macro',
  roc_auc_ovr_weighted: 'auc_ovr_weighted',
  roc_auc_ovo_macro: 'auc_ovo_macro',
};

function askAll(
  question: Question,
  expected: Values,
  toId = (name: string): string => IDS[name] ?? name,
): ReferenceCase[] {
  return Object.entries(expected).map(([name, value]) => ask(question, name, value, valueOf(toId(name))));
}

interface MulticlassCase {
  readonly id: string;
  readonly y_true: Names;
  readonly y_pred: Names;
  readonly expected: Values & {
    readonly labels: Names;
    readonly confusion_matrix: readonly (readonly number[])[];
    readonly macro: Values;
    readonly weighted: Values;
    readonly micro: Values;
    readonly per_class: Readonly<Record<string, Values>>;
  };
}

interface ProbabilityCase {
  readonly id: string;
  readonly labels: readonly string[];
  readonly y_true: Names;
  readonly probabilities: readonly (readonly number[])[];
  readonly expected: Values;
}

export function readMulticlass(
  file: ReferenceFile & {
    readonly cases?: readonly MulticlassCase[];
    readonly probability_cases?: readonly ProbabilityCase[];
  },
): ReferenceCase[] {
  const { cases = [], probability_cases: withProbabilities = [], tolerance = 0 } = file;
  const scored = withProbabilities.flatMap(({ id, labels, y_true, probabilities, expected }) => {
    const columns = Object.fromEntries(
      labels.map((label, index) => [label, probabilities.map((row) => row[index] ?? Number.NaN)]),
    );
    return askAll(
      { name: id, problem: 'MulticlassClassification', columns: { label: y_true, probabilities: columns }, tolerance },
      expected,
    );
  });
  return [...scored, ...cases.flatMap((test) => readClasses(test, tolerance))];
}

function readClasses({ id, y_true, y_pred, expected }: MulticlassCase, tolerance: Tolerance): ReferenceCase[] {
  const question: Question = {
    name: id,
    problem: 'MulticlassClassification',
    columns: { label: y_true, prediction: y_pred },
    options: { zeroDivision: true },
    tolerance,
  };
  const { labels, confusion_matrix: matrix, macro, weighted, micro, per_class: classes, ...values } = expected;
  return [
    ask(
      question,
      'labels',
      labels.length,
      ({ confusion }) => Number(String(confusion?.labels) === String(labels)) * labels.length,
    ),
    ask(question, 'confusion matrix', matrix.flat(), ({ confusion }) => confusion?.counts.flat() ?? []),
    ...askAll(question, values),
    ...askAll(question, macro, (name) => `macro_${name}`),
    ...askAll(question, weighted, (name) => `weighted_${name}`),
    ...askAll(question, micro, (name) => `micro_${name}`),
    ...Object.entries(classes).flatMap(([label, numbers]) =>
      Object.entries(numbers).map(([name, value]) =>
        ask(question, `${label} ${name}`, value, (result) => {
          const found = result.classes?.find((each) => each.label === label);
          return (name === 'support' ? found?.count : found?.metrics[name]?.value) ?? Number.NaN;
        }),
      ),
    ),
  ];
}

interface RegressionCase {
  readonly id: string;
  readonly y_true: readonly number[];
  readonly y_pred: readonly number[];
  readonly expected: Values & { readonly error_quantiles: Values };
}

interface ForecastCase {
  readonly id: string;
  readonly history: readonly number[];
  readonly actual: readonly number[];
  readonly forecast: readonly number[];
  readonly season: number;
  readonly quantile_forecasts: Readonly<Record<string, readonly number[]>>;
  readonly expected: Values & { readonly weighted_quantile_loss?: Values };
}

export function readRegression(
  file: ReferenceFile & { readonly cases?: readonly RegressionCase[]; readonly forecast?: readonly ForecastCase[] },
): ReferenceCase[] {
  const { cases = [], forecast: forecasts = [], tolerance = 0 } = file;
  const numbers = cases.flatMap(({ id, y_true: label, y_pred: prediction, expected }) => {
    const { error_quantiles: quantiles, ...values } = expected;
    const options = { zeroDivision: true };
    const question: Question = { name: id, problem: 'Regression', columns: { label, prediction }, options, tolerance };
    return [...askAll(question, values), ...askAll(question, quantiles, (share) => `error_quantile_${share}`)];
  });
  const series = forecasts.flatMap(({ id, history, actual, forecast, season, quantile_forecasts, expected }) => {
    const { weighted_quantile_loss: losses = {}, ...values } = expected;
    const columns = { label: actual, prediction: forecast, quantiles: quantile_forecasts };
    const options = { season, history };
    const question: Question = { name: id, problem: 'Forecasting', columns, options, tolerance };
    return [...askAll(question, values), ...askAll(question, losses, (share) => `weighted_quantile_loss_${share}`)];
  });
  return [...numbers, ...series];
}

interface RankingCase {
  readonly id: string;
  readonly relevance: readonly number[];
  readonly score: readonly number[];
  readonly expected: Values;
}

export function readRanking(file: ReferenceFile & { readonly cases?: readonly RankingCase[] }): ReferenceCase[] {
  return (file.cases ?? []).flatMap(({ id, relevance, score, expected }) => {
    const columns = { label: relevance, prediction: score, query: relevance.map(() => 'query') };
    const options = { emptyQueries: 'zero' } as const;
    const question: Question = { name: id, problem: 'Ranking', columns, options, tolerance: file.tolerance ?? 0 };
    // Without ties, leaving them as they are changes nothing.
    return askAll(question, expected, (name) => name.replace('_ignore_ties', '').replace('@', '_at_'));
  });
}

interface Example {
  readonly confusion_matrix_rows_actual_columns_predicted: readonly (readonly number[])[];
  readonly expected: Values;
  readonly best_constant_classifier: Values;
}

export function readModelMonitorQuality(
  file: ReferenceFile & { readonly binary: Example; readonly multiclass: Example },
): ReferenceCase[] {
  const { tolerance = 0 } = file;
  return (['binary', 'multiclass'] as const).flatMap((kind) => {
    const {
      confusion_matrix_rows_actual_columns_predicted: matrix,
      expected,
      best_constant_classifier: constant,
    } = file[kind];
    const rows = matrix.flatMap((counts, actual) =>
      counts.flatMap((count, predicted) => Array.from({ length: count }, () => [actual, predicted] as const)),
    );
    const label = rows.map(([actual]) => actual);
    const problem = kind === 'binary' ? 'BinaryClassification' : 'MulticlassClassification';
    const options = { rules: 'sagemaker' } as const;
    const given = {
      name: kind,
      problem,
      columns: { label, prediction: rows.map(([, predicted]) => predicted) },
      options,
      tolerance,
    } as const;
    // These examples always predict 1, which is not the majority.
    const always = { ...given, name: `${kind} always 1`, columns: { label, prediction: label.map(() => 1) } };
    return [...askAll(given, expected), ...askAll(always, constant)];
  });
}
