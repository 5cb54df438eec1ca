/** Fits an estimator to a reference, and says about windows what can be said before and after their labels come. */
import type {
  EstimationEngine,
  EstimationRows,
  Estimate,
  EstimatedMetric,
  Estimator,
} from '../../engine/estimation.js';
import { type EstimateColumns, planColumns, toRows } from './columns.js';
import type {
  EstimateOptions,
  MetricEstimate,
  QualityEstimatesData,
  QualityEstimator,
  WindowEstimate,
} from './estimates.js';
import { compareWithReference, fitWeighted, type ReferenceRows } from './reference-rows.js';
import { judgeTrust } from './trust.js';

type Engine = Pick<EstimationEngine, 'fitEstimator' | 'estimate' | 'compareDomains'>;

/** With what windows are compared as a whole, and whether estimates are weighted by it. */
export interface Comparison {
  readonly reference: ReferenceRows | null;
  readonly isWeighted: boolean;
}

const NO_COMPARISON: Comparison = { reference: null, isWeighted: false };

const TIMES = 2;

/** Labels check the estimates once this share of them has come. */
export const LEAST_LABELLED = 0.95;

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
  const { times: _times, leastLabelled: _least, weighted: _weighted, ...rest } = options;
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
  comparison: Comparison = NO_COMPARISON,
): QualityEstimatesData {
  const estimated = windows.map((window) => estimateWindow(engine, estimator, window, leastLabelled, comparison));
  const trust = estimator.estimator.metrics.map(({ id }) => judgeTrust(id, estimated, times));
  return { schema: 'quality-estimates/v1', estimator, windows: estimated, trust };
}

export function estimateWindow(
  engine: Engine,
  { plan, estimator }: QualityEstimator,
  { name, columns }: NamedWindow,
  leastLabelled: number,
  comparison: Comparison = NO_COMPARISON,
): WindowEstimate {
  const { rows, skipped, names } = toRows(plan, columns, false);
  if (rows.predicted.length === 0) {
    const reason = `None of its ${skipped} rows has a score and a prediction.`;
    return { name, count: 0, skipped, labelled: 0, reason, outside: [], confusion: [], metrics: [] };
  }
  const alone = engine.estimate(estimator, rows);
  const { found, reason } = compare({ engine, estimator, rows, names, comparison }, alone);
  const isChecked = found.labelled >= leastLabelled * found.count;
  return {
    name,
    count: found.count,
    skipped,
    labelled: found.labelled,
    reason,
    outside: found.outside.flatMap((share, place) => (share > 0 ? [{ column: names[place] ?? '', share }] : [])),
    confusion: found.confusion,
    metrics: found.metrics.map((metric) => toMetric(metric, isChecked)),
  };
}

interface Asked {
  readonly engine: Engine;
  readonly estimator: Estimator;
  readonly rows: EstimationRows;
  readonly names: readonly string[];
  readonly comparison: Comparison;
}

/** What can be told once the window was compared with the reference as a whole, too. */
function compare(
  { engine, estimator, rows, names, comparison }: Asked,
  alone: Estimate,
): { readonly found: Estimate; readonly reason: string | null } {
  const { reference, isWeighted } = comparison;
  const reason = toReason(alone, names);
  if (reason !== null || reference === null || estimator.options.rules === 'nannyml') return { found: alone, reason };
  const compared = compareWithReference(engine, reference, rows);
  if (compared === null) return { found: alone, reason };
  const { foreignShare } = compared.domain;
  if (foreignShare > estimator.options.mostOutside) {
    const text = `Cannot tell: ${Math.round(foreignShare * 100)}% of the rows hold values together that hardly any row of the reference does, so it says nothing about them. Fit the estimator again, to a reference that has such rows and their labels.`;
    return { found: withoutEstimates(alone), reason: text };
  }
  if (!isWeighted) return { found: alone, reason };
  const weighted = fitWeighted(engine, estimator, reference, compared);
  if (weighted === null) {
    const text =
      'Cannot tell: weighted to be as the window, too few rows of the reference are left. Leave `weighted` out, or fit the estimator to more rows.';
    return { found: withoutEstimates(alone), reason: text };
  }
  const { metrics, confusion } = engine.estimate(weighted, { ...rows, features: [] });
  const ranged = metrics.map((metric, place) => ({ ...metric, range: alone.metrics[place]?.range ?? null }));
  return { found: { ...alone, confusion, metrics: ranged }, reason };
}

function withoutEstimates(found: Estimate): Estimate {
  const none = { value: null, samplingError: null, modelError: null, band: null };
  return { ...found, confusion: [], metrics: found.metrics.map((metric) => ({ ...metric, ...none })) };
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
