/** Family `performance-estimation`: NannyML's estimates, their errors, its thresholds, and its drift of single columns. */
import type { Engine, EstimationRows, Estimator, MeasureOptions } from 'tidemark/engine';
import { computed, missing, pValueOf, type ReferenceCase, toValues, valueOf } from '../reference-case.ts';
import type { ReferenceFile } from '../reference-file.ts';

type Numbers = readonly number[];

interface EstimationFile extends ReferenceFile {
  readonly reference: { readonly score: Numbers; readonly y_true: Numbers; readonly y_pred: Numbers };
  readonly analysis: { readonly score: Numbers; readonly y_pred: Numbers };
  readonly isotonic: Readonly<Record<'x_thresholds' | 'y_thresholds' | 'calibrated_analysis', Numbers>>;
  readonly cbpe_estimates_calibrated: Readonly<Record<string, number>>;
  readonly cbpe_estimates_uncalibrated: Readonly<Record<string, number>>;
  readonly business_value: {
    readonly matrix_TN_FP_FN_TP: readonly [readonly [number, number], readonly [number, number]];
    readonly total: number;
    readonly per_prediction: number;
  };
  readonly sampling_error: Readonly<Record<string, Errors>>;
  readonly ece_equal_count_10_bins_uncalibrated: number;
  readonly bin_edges: Readonly<Record<string, readonly Numbers[]>>;
  readonly regression: {
    readonly y_true: Numbers;
    readonly y_pred: Numbers;
    readonly sampling_error: Readonly<Record<string, Errors>>;
  };
  readonly std_threshold: Readonly<Record<'values' | 'lower_upper' | 'clamped_to_0_1' | 'clamp_input', Numbers>>;
  readonly univariate: Univariate;
}

interface Errors {
  readonly components: Numbers;
  readonly sampling_error?: number;
  readonly sampling_error_n25?: number;
}

interface Univariate {
  readonly numeric_reference: Numbers;
  readonly numeric_current: Numbers;
  readonly category_reference: readonly string[];
  readonly category_current: readonly string[];
  readonly results: readonly {
    readonly method: string;
    readonly value: number;
    readonly p_value?: number;
    readonly bin_edges?: Numbers;
  }[];
  readonly upstream_examples: readonly {
    readonly method: string;
    readonly reference: readonly string[];
    readonly current: readonly string[];
    readonly value: number;
  }[];
}

const RULES = { rules: 'nannyml', resamples: 2 } as const;

/** Our name of NannyML's: `true_positive/true` is a share of the rows of its label. */
function toMetric(name: string): string {
  if (name === 'roc_auc') return 'auc';
  const [cell = '', of = 'None'] = name.split('/');
  return cell + ({ None: '', all: '_of_all', true: '_of_actual', pred: '_of_predicted' }[of] ?? of);
}

export function readEstimation(file: EstimationFile): ReferenceCase[] {
  const near = file.tolerance ?? 0;
  const { reference, analysis, isotonic } = file;
  const rows: EstimationRows = {
    scores: [reference.score],
    predicted: reference.y_pred,
    labels: reference.y_true,
  };
  /** The scores as they are, and as the curve of the reference makes them: NannyML's own draws decide which it takes. */
  const estimateAll = (engine: Engine, metrics: readonly string[], isCalibrated: boolean, worths?: Worths): Numbers => {
    const fitted = engine.fitEstimator(rows, { ...RULES, metrics, ...(worths && { worths }) });
    const estimator = withCurve(fitted, isCalibrated ? isotonic : { x_thresholds: [], y_thresholds: [] });
    const { metrics: found } = engine.estimate(estimator, { scores: [analysis.score], predicted: analysis.y_pred });
    return found.map(({ value }) => value ?? Number.NaN);
  };
  const estimates = (['calibrated', 'uncalibrated'] as const).flatMap((name) =>
    Object.entries(file[`cbpe_estimates_${name}`]).map(([metric, value]) =>
      computed(`${name} ${metric}`, value, near, (engine) =>
        estimateAll(engine, [toMetric(metric)], name === 'calibrated'),
      ),
    ),
  );
  const { matrix_TN_FP_FN_TP: matrix, total, per_prediction: mean } = file.business_value;
  const worths: Worths = [...matrix[0], ...matrix[1]];
  const errors = Object.entries(file.sampling_error).map(([name, { components, sampling_error: error = 0 }]) =>
    computed(`sampling error of ${name}`, [...withShare(components), error], near, (engine) => {
      const fitted = engine.fitEstimator(rows, { ...RULES, metrics: [toMetric(name)] });
      const window = { scores: [analysis.score], predicted: analysis.y_pred };
      return [...toComponents(fitted), engine.estimate(fitted, window).metrics[0]?.samplingError ?? Number.NaN];
    }),
  );
  const { values, lower_upper: range, clamp_input: high, clamped_to_0_1: clamped } = file.std_threshold;
  return [
    computed('knots of the curve', [...isotonic.x_thresholds, ...isotonic.y_thresholds], near, (engine) => {
      const { scores, shares } = engine.calibrate(reference.score, reference.y_true);
      return [...scores, ...shares];
    }),
    computed(
      'chances by the curve',
      isotonic.calibrated_analysis,
      near,
      (engine) => engine.calibrate(reference.score, reference.y_true, analysis.score).calibrated,
    ),
    ...estimates,
    computed('business value', [total, mean], near, (engine) =>
      estimateAll(engine, ['value', 'value_of_predicted'], true, worths),
    ),
    ...errors,
    computed(
      'expected calibration error',
      file.ece_equal_count_10_bins_uncalibrated,
      near,
      (engine) => engine.reliability(reference.score, reference.y_true, 10).error,
    ),
    ...Object.entries(file.bin_edges).map(([name, edges]) => {
      const [count = 0, bins = 0] = name.split('/').map(Number);
      return computed(`bins ${name}`, edges.flat(), near, (engine) => toEdges(engine, count, bins));
    }),
    ...readRegression(file),
    computed('threshold', range, near, (engine) => engine.deviationRange(values, 3) ?? []),
    computed('threshold within limits', clamped, near, (engine) => engine.deviationRange(high, 3, [0, 1]) ?? []),
    ...readUnivariate(file.univariate, near),
  ];
}

type Worths = [number, number, number, number];

/** The numbers of an estimator of one score: layout, its range, resampled curves, the curve, and what follows. */
const CURVE = 6;

/** The same estimator with another curve. */
function withCurve(estimator: Estimator, curve: Pick<EstimationFile['isotonic'], 'x_thresholds' | 'y_thresholds'>) {
  const { numbers } = estimator;
  const rest = CURVE + 2 + 2 * (numbers[CURVE] ?? 0);
  const lists = [curve.x_thresholds, curve.y_thresholds].flatMap((list) => [list.length, ...list]);
  return { ...estimator, numbers: [...numbers.slice(0, CURVE), ...lists, ...numbers.slice(rest)] };
}

/** What is averaged over all rows has a share of 1, which is not always written. */
function withShare([deviation = Number.NaN, share = 1]: Numbers): Numbers {
  return [deviation, share];
}

function toComponents({ metrics }: Estimator): Numbers {
  return metrics.flatMap(({ components }) => components.flat()).map((number) => number ?? Number.NaN);
}

/** Where bins begin and end, from how many rows they have. */
function toEdges(engine: Engine, count: number, bins: number): Numbers {
  const labels = Array.from({ length: count }, () => 0);
  const found = engine.reliability(
    labels.map((_, row) => row / count),
    labels,
    bins,
  ).bins;
  let start = 0;
  return found.flatMap((bin) => {
    start += bin.count;
    return [start - bin.count, start];
  });
}

function readRegression({ regression, tolerance = 0 }: EstimationFile): ReferenceCase[] {
  const { y_true: labels, y_pred: predicted, sampling_error: errors } = regression;
  return Object.entries(errors).map(([metric, { components, sampling_error_n25: error = 0 }]) => {
    const [deviation = 0, mean] = components;
    // The component of a root is divided by twice the root already.
    const expected = mean === undefined ? deviation : deviation / 2 / Math.sqrt(mean);
    return computed(`sampling error of ${metric}`, [expected, 1, error], tolerance, (engine) => {
      const fitted = engine.fitEstimator({ predicted, labels }, { ...RULES, metrics: [metric] });
      const estimate = engine.estimate(fitted, { predicted: predicted.slice(0, 25) });
      return [...toComponents(fitted), estimate.metrics[0]?.samplingError ?? Number.NaN];
    });
  });
}

function readUnivariate(file: Univariate, near: number | object): ReferenceCase[] {
  const numbers = [{ values: file.numeric_reference }, { values: file.numeric_current }] as const;
  const categories = [toValues(file.category_reference), toValues(file.category_current)] as const;
  const methods: Readonly<Record<string, (engine: Engine, edges?: Numbers) => number>> = {
    jensen_shannon: (engine, edges) => valueOf(engine, 'js-distance', numbers, { ...toBins(edges), base: 'bits' }),
    hellinger: (engine, edges) => valueOf(engine, 'hellinger', numbers, toBins(edges)),
    kolmogorov_smirnov: (engine) => valueOf(engine, 'ks', numbers),
    wasserstein: (engine) => valueOf(engine, 'wasserstein', numbers),
    jensen_shannon_cat: (engine) => valueOf(engine, 'js-distance', categories, { base: 'bits' }),
    hellinger_cat: (engine) => valueOf(engine, 'hellinger', categories),
    l_infinity: (engine) => valueOf(engine, 'l-infinity', categories),
    chi2: (engine) => valueOf(engine, 'chi-square', categories),
  };
  const results = file.results.map(({ method, value, p_value: pValue, bin_edges: edges }) => {
    const compute = methods[method];
    if (compute === undefined) return missing(method, method);
    if (pValue === undefined) return computed(method, value, near, (engine) => compute(engine, edges));
    return computed(method, [value, pValue], near, (engine) => [
      compute(engine),
      pValueOf(engine, 'chi-square', categories),
    ]);
  });
  const examples = file.upstream_examples.map(({ reference, current, value }) =>
    computed('l_infinity of an example', value, near, (engine) =>
      valueOf(engine, 'l-infinity', [toValues(reference), toValues(current)]),
    ),
  );
  return [...results, ...examples];
}

/** Values beyond the edges are cells of their own; the lowest edge itself is within them. */
function toBins([lowest = 0, ...edges]: Numbers = []): MeasureOptions {
  return { bins: [lowest - 1e-9, ...edges] };
}
