/**
 * The distance of two lists of categories: L-infinity, or chi-square with the baseline's counts as expected ones. Robust
 * chi-square is a p-value, and so a violation below the threshold.
 */
import type { Engine } from '../../../engine/port.js';
import { toCategoricalThreshold } from '../../constraint/monitoring-config.js';
import type { FeatureStatistics } from '../../document/statistics.js';
import { type ComparedFeature, notEvaluated, type Outcome, violated } from './feature.js';
import { describeDrift, describePValue } from './wording.js';

export function compareBuckets(
  { constraints: { name }, monitoring, current }: ComparedFeature,
  reference: FeatureStatistics,
  engine: Engine,
): Outcome {
  const before = reference.string_statistics?.distribution?.categorical.buckets;
  const now = current.text?.values ?? null;
  if (before === undefined || now === null) {
    return notEvaluated(name, 'baseline_drift_check', 'one side does not list its values');
  }
  const { comparison_method: method, categorical_drift_method: driftMethod } = monitoring.distribution_constraints;
  const threshold = toCategoricalThreshold(monitoring);
  const isChiSquared = driftMethod === 'ChiSquared';
  const [id, options] = isChiSquared
    ? (['chi-square', { variant: 'regrouped', method }] as const)
    : (['l-infinity', { method }] as const);
  const { value } = engine.measure(id, { categories: before }, { categories: now }, options);
  if (value === null) {
    return notEvaluated(name, 'baseline_drift_check', 'fewer than two values are common enough on both sides');
  }
  if (isChiSquared && method === 'Robust') {
    return value < threshold ? violated(name, 'baseline_drift_check', describePValue(value, threshold)) : null;
  }
  return value > threshold ? violated(name, 'baseline_drift_check', describeDrift(value, threshold)) : null;
}
