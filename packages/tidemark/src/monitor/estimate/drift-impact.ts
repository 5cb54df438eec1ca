/**
 * What drift costs: the estimated change of a metric from the reference to a window, and for each feature the change that its
 * drift alone would bring.
 *
 * Of a feature alone: the rows of the reference get the weight w = q(b) / p(b), p and q being the shares of the feature's bin b
 * in the reference and in the window, at most 20; its change is the estimate over the rows so weighted less the estimate over
 * the rows as they are. That is the change if only the distribution of this feature moved, and all else, given the feature,
 * stayed as it was. The band is `deviations` times sqrt(s(n)^2 + s(m)^2 + e^2) on either side: s is the sampling error of the
 * metric in so many rows, n the rows of the window, m = (sum w)^2 / (sum w^2) the effective rows of the reference, and e the
 * error of the estimator.
 */
import type { EstimationEngine, EstimatedMetric } from '../../engine/estimation.js';
import { type EstimateColumns, toFeatureNumbers } from './columns.js';
import { drawRows } from './draw-rows.js';
import { estimateWindow } from './estimate-windows.js';
import { type BinnedFeature, findBin, type JointRows, pickRows } from './joint-rows.js';
import { toBinnedReference } from './reference-rows.js';
import type { MonitoredEstimator } from './monitored-estimator.js';

/** A bin that is so much fuller than in the reference tells of rows that the reference hardly has. */
const MOST_WEIGHT = 20;

/** Above this share of the window in such bins, or outside the reference's range, nothing can be told. */
const MOST_OUTSIDE = 0.1;

/** Fewer effective rows carry no estimate. */
const LEAST_ROWS = 200;

/** A change of a metric, or why it cannot be told. */
export interface EstimatedChange {
  readonly value: number | null;
  /** Where the realised change is expected. */
  readonly band: readonly [number, number] | null;
  readonly reason: string | null;
}

export interface FeatureChange extends EstimatedChange {
  readonly feature: string;
  /** By how many rows of the reference the window's distribution of the feature is told. */
  readonly effectiveRows: number | null;
}

export interface DriftImpact {
  /** Whose change is estimated: `auc`, or `mae` of a regression. */
  readonly metric: string;
  /** Its estimate over the reference. */
  readonly reference: number | null;
  /** Of the window as it is. */
  readonly estimatedChange: EstimatedChange;
  /** What the drift of each feature alone would do, the worst first. */
  readonly features: readonly FeatureChange[];
}

type Engine = Pick<EstimationEngine, 'fitEstimator' | 'estimate' | 'compareDomains'>;

/** `window`: columns by the names of the estimator's plan; null where the window has no answers, with its features alone. */
export interface ImpactWindow {
  readonly columns: EstimateColumns;
  readonly hasAnswers: boolean;
}

/** The metric is the estimator's first if none is named. Null of an estimator without features or such a metric. */
export function estimateImpact(
  engine: Engine,
  fitted: MonitoredEstimator,
  window: ImpactWindow,
  id?: string,
): DriftImpact | null {
  const { joint, plan, estimator } = fitted;
  const metric = id === undefined ? estimator.metrics[0] : estimator.metrics.find((each) => each.id === id);
  if (joint === null || metric === undefined) return null;
  const estimate = toEstimate(engine, fitted, joint, metric.id);
  const reference = estimate(joint.predicted.map((_, row) => row));
  const numbers = toFeatureNumbers(plan, window.columns);
  const isWorseAbove = plan.problem === 'Regression';
  const changes = (plan.features ?? []).map((feature, place) => {
    const bins = joint.features[place];
    const values = numbers[place];
    return bins === undefined || values === undefined
      ? { feature, ...untold('it is not there', null) }
      : { feature, ...changeBy({ bins, values, estimate, reference, deviations: estimator.options.deviations }) };
  });
  return {
    metric: metric.id,
    reference: reference.value,
    estimatedChange: window.hasAnswers
      ? changeOf(engine, fitted, window.columns, reference)
      : toUntold('the window has no column of the answers that the estimator reads'),
    features: changes.toSorted((a, b) => harm(b, isWorseAbove) - harm(a, isWorseAbove)),
  };
}

/** How much worse the metric gets; the lowest number where nobody knows. */
function harm({ value }: Pick<EstimatedChange, 'value'>, isWorseAbove: boolean): number {
  if (value === null) return Number.NEGATIVE_INFINITY;
  return isWorseAbove ? value : -value;
}

type Estimate = (rows: readonly number[]) => EstimatedMetric;

/** The metric over rows of the reference. */
function toEstimate(engine: Engine, { estimator }: MonitoredEstimator, joint: JointRows, metric: string): Estimate {
  // Rows of the reference are in its range, but one bin of them may not be where it is all that is left.
  const options = { ...estimator.options, mostOutside: 1 };
  return (rows) => {
    const { metrics } = engine.estimate({ ...estimator, options }, pickRows(joint, rows));
    const found = metrics.find(({ id }) => id === metric);
    return found ?? NOTHING;
  };
}

const NOTHING: EstimatedMetric = {
  id: '',
  value: null,
  samplingError: null,
  modelError: null,
  band: null,
  range: null,
  realised: null,
  assisted: null,
};

interface FeatureInput {
  readonly bins: BinnedFeature;
  readonly values: Float64Array;
  readonly estimate: Estimate;
  readonly reference: EstimatedMetric;
  readonly deviations: number;
}

function changeBy({
  bins: feature,
  values,
  estimate,
  reference,
  deviations,
}: FeatureInput): Omit<FeatureChange, 'feature'> {
  const { cuts, bins, range } = feature;
  const window = countShares(values, cuts);
  const known = countShares(bins, null, cuts.length);
  const outside = values.filter((value) => range !== null && (value < range[0] || value > range[1])).length;
  const weights = window.map((share, bin) => Math.min(MOST_WEIGHT, share / (known[bin] ?? 0) || 0));
  const clipped = window.reduce(
    (sum, share, bin) => sum + Math.max(0, share - (weights[bin] ?? 0) * (known[bin] ?? 0)),
    0,
  );
  const rowWeights = bins.map((bin) => weights[bin + 1] ?? 0);
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const squares = rowWeights.reduce((sum, weight) => sum + weight * weight, 0);
  const effectiveRows = squares === 0 ? 0 : Math.round((total * total) / squares);
  const far = Math.max(clipped, outside / Math.max(1, values.length));
  if (far > MOST_OUTSIDE) {
    return untold(`${Math.round(far * 100)}% of its values are such as the reference has hardly any of`, effectiveRows);
  }
  if (effectiveRows < LEAST_ROWS) {
    return untold(
      `the reference has ${effectiveRows} effective rows of such values, ${LEAST_ROWS} are needed`,
      effectiveRows,
    );
  }
  const metric = estimate(drawRows(rowWeights, bins.length));
  if (metric.value === null || reference.value === null) return untold('the metric is not defined', effectiveRows);
  const error = (rows: number): number => (metric.samplingError ?? 0) * Math.sqrt(bins.length / rows);
  const half = deviations * Math.hypot(error(values.length), error(effectiveRows), metric.modelError ?? 0);
  const value = metric.value - reference.value;
  return { value, band: [value - half, value + half], effectiveRows, reason: null };
}

/** The share of each bin, that of missing values first. Without cuts the values are bins already. */
function countShares(
  values: ArrayLike<number>,
  cuts: readonly number[] | null,
  cutCount = cuts?.length ?? 0,
): number[] {
  const counts = Array.from({ length: cutCount + 2 }, () => 0);
  for (const value of Array.from(values)) {
    const bin = (cuts === null ? value : findBin(cuts, value)) + 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count) => count / Math.max(1, values.length));
}

function changeOf(
  engine: Engine,
  fitted: MonitoredEstimator,
  columns: EstimateColumns,
  reference: EstimatedMetric,
): EstimatedChange {
  const comparison = { reference: fitted.joint && toBinnedReference(fitted.joint), isWeighted: false };
  const { reason, metrics } = estimateWindow(engine, fitted, { name: '', columns }, 1, comparison);
  const metric = metrics.find(({ id }) => id === reference.id);
  if (reason !== null) return toUntold(reason);
  if (metric === undefined || metric.value === null || reference.value === null) return toUntold('it is not defined');
  const value = metric.value - reference.value;
  const errors = [metric.samplingError, metric.modelError, reference.samplingError].map((error) => error ?? 0);
  const half = fitted.estimator.options.deviations * Math.hypot(...errors);
  return { value, band: [value - half, value + half], reason: null };
}

function toUntold(reason: string): EstimatedChange {
  return { value: null, band: null, reason };
}

function untold(reason: string, effectiveRows: number | null): Omit<FeatureChange, 'feature'> {
  return { ...toUntold(reason), effectiveRows };
}
