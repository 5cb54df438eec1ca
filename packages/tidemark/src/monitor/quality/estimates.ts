/** What is said about a window's quality before its labels are there, metric by metric, beside what labels say. */
import type { EstimationEngine } from '../../engine/estimation.js';
import { isTidemarkError } from '../../engine/errors.js';
import { estimateWindow, LEAST_LABELLED } from '../estimate/estimate-windows.js';
import type { WindowEstimate } from '../estimate/estimates.js';
import { type MonitoredEstimator, planWindow, toColumns } from '../estimate/monitored-estimator.js';
import { toBinnedReference } from '../estimate/reference-rows.js';
import type { RowSample } from '../estimate/row-sample.js';

/** A metric of the window by its estimate. Null is what cannot be told. */
export interface MetricEstimate {
  /** As constraints name it. */
  readonly metric: string;
  readonly value: number | null;
  /** Where the realised value is expected. */
  readonly band: readonly [number, number] | null;
  /** The range of the reference's parts. */
  readonly range: readonly [number, number] | null;
  /** The estimate lies outside that range. */
  readonly isAlert: boolean;
  /** Over the rows whose label is known. */
  readonly realised: number | null;
  /** Whether the realised value lies within the band; `unchecked` where labels or an estimate are wanting. */
  readonly verdict: 'inside' | 'outside' | 'unchecked';
  /** Estimates of parts of the reference by estimators that had not seen them. */
  readonly heldBack: {
    readonly parts: number;
    readonly inside: number;
    readonly meanAbsoluteError: number | null;
  };
}

/** The window by estimates. */
export interface QualityEstimates {
  /** Rows with an answer, those without, and those whose label is known. */
  readonly count: number;
  readonly skipped: number;
  readonly labelled: number;
  /** Why nothing can be told; null where something is. */
  readonly reason: string | null;
  readonly metrics: readonly MetricEstimate[];
}

/** A window, and above which score its predictions are 1, where that is not for the estimator to say. */
export interface EstimateInput {
  readonly sample: RowSample;
  readonly probabilityThreshold: number | undefined;
  /** Whether the reference is weighted to be as the window. */
  readonly isWeighted: boolean;
}

export function estimateQualityOf(
  engine: Pick<EstimationEngine, 'fitEstimator' | 'estimate' | 'compareDomains'>,
  fitted: MonitoredEstimator,
  { sample, probabilityThreshold: threshold, isWeighted }: EstimateInput,
): QualityEstimates {
  const read = toColumns(sample.instances);
  try {
    const { plan: known, columns } = planWindow(fitted, read);
    const plan = threshold === undefined ? known : { ...known, threshold };
    const reference = fitted.joint && toBinnedReference(fitted.joint);
    const comparison = { reference, isWeighted };
    return toEstimates(
      estimateWindow(engine, { ...fitted, plan }, { name: '', columns }, LEAST_LABELLED, comparison),
      fitted.estimator.metrics,
    );
  } catch (error) {
    if (!isTidemarkError(error) || error.code !== 'invalid-argument') throw error;
    const reason = `Cannot tell: ${error.message}.`;
    return { count: 0, skipped: sample.instances.length, labelled: 0, reason, metrics: [] };
  }
}

function toEstimates(
  { count, skipped, labelled, reason, metrics }: WindowEstimate,
  fitted: MonitoredEstimator['estimator']['metrics'],
): QualityEstimates {
  const estimates = metrics.map(({ id, value, band, range, isAlert, realised, verdict }, place): MetricEstimate => {
    const { parts = 0, inside = 0, meanAbsoluteError = null } = fitted[place]?.heldBack ?? {};
    const heldBack = { parts, inside, meanAbsoluteError };
    return { metric: toMetricName(id), value, band, range, isAlert, realised, verdict, heldBack };
  });
  return { count, skipped, labelled, reason, metrics: estimates };
}

/** Constraints name the specificity otherwise. */
function toMetricName(id: string): string {
  return id === 'specificity' ? 'true_negative_rate' : id;
}

/** Whether labels say that the estimates are wrong. */
export function isContradicted({ metrics }: QualityEstimates): boolean {
  return metrics.some(({ verdict }) => verdict === 'outside');
}
