/** Fits an estimator to a reference, and says about windows what can be said before and after their labels come. */
import type { EstimationEngine, Estimate, EstimatedMetric } from '../../engine/estimation.js';
import { type EstimateColumns, planColumns, toRows } from './columns.js';
import type {
  EstimateOptions,
  MetricEstimate,
  QualityEstimatesData,
  QualityEstimator,
  WindowEstimate,
} from './estimates.js';
import { judgeTrust } from './trust.js';

type Engine = Pick<EstimationEngine, 'fitEstimator' | 'estimate'>;

const TIMES = 2;
const LEAST_LABELLED = 0.95;

/** A window by its name, such as its week. */
export interface NamedWindow {
  readonly name: string;
  readonly columns: EstimateColumns;
}

export function fitQualityEstimator(
  engine: Engine,
  reference: EstimateColumns,
  options: EstimateOptions,
  leastNamed?: number,
): QualityEstimator {
  const { times: _times, leastLabelled: _least, ...rest } = options;
  const { problem, label, prediction, score, positive, threshold, features, ...fitting } = rest;
  const model = {
    problem,
    label,
    ...(prediction !== undefined && { prediction }),
    ...(score !== undefined && { score }),
    ...(positive !== undefined && { positive }),
    ...(threshold !== undefined && { threshold }),
    ...(features && { features }),
  };
  const plan = planColumns(model, reference, leastNamed);
  const { rows, skipped } = toRows(plan, reference, true);
  return { schema: 'quality-estimator/v1', plan, skipped, estimator: engine.fitEstimator(rows, fitting) };
}

export function estimateWindows(
  engine: Engine,
  estimator: QualityEstimator,
  windows: readonly NamedWindow[],
  { times = TIMES, leastLabelled = LEAST_LABELLED }: Pick<EstimateOptions, 'times' | 'leastLabelled'>,
): QualityEstimatesData {
  const estimated = windows.map((window) => estimateWindow(engine, estimator, window, leastLabelled));
  const trust = estimator.estimator.metrics.map(({ id }) => judgeTrust(id, estimated, times));
  return { schema: 'quality-estimates/v1', estimator, windows: estimated, trust };
}

export function estimateWindow(
  engine: Engine,
  { plan, estimator }: QualityEstimator,
  { name, columns }: NamedWindow,
  leastLabelled: number,
): WindowEstimate {
  const { rows, skipped, names } = toRows(plan, columns, false);
  if (rows.predicted.length === 0) {
    const reason = `None of its ${skipped} rows has a score and a prediction.`;
    return { name, count: 0, skipped, labelled: 0, reason, outside: [], confusion: [], metrics: [] };
  }
  const found = engine.estimate(estimator, rows);
  const isChecked = found.labelled >= leastLabelled * found.count;
  return {
    name,
    count: found.count,
    skipped,
    labelled: found.labelled,
    reason: toReason(found, names),
    outside: found.outside.flatMap((share, place) => (share > 0 ? [{ column: names[place] ?? '', share }] : [])),
    confusion: found.confusion,
    metrics: found.metrics.map((metric) => toMetric(metric, isChecked)),
  };
}

function toMetric(metric: EstimatedMetric, isChecked: boolean): MetricEstimate {
  const { value, band, range, realised } = metric;
  const isAlert = value !== null && range !== null && (value < range[0] || value > range[1]);
  if (!isChecked || band === null || realised === null) return { ...metric, isAlert, verdict: 'unchecked' };
  return { ...metric, isAlert, verdict: realised >= band[0] && realised <= band[1] ? 'inside' : 'outside' };
}

function toReason({ refusedBy, outside }: Estimate, names: readonly string[]): string | null {
  if (refusedBy === null) return null;
  const percent = Math.round((outside[refusedBy] ?? 0) * 100);
  return `Cannot tell: ${percent}% of the rows have a value of \`${names[refusedBy] ?? ''}\` that the reference has hardly any of, so it says nothing about them. Fit the estimator again, to a reference that has such rows and their labels.`;
}
