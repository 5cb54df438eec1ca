/** The Kolmogorov-Smirnov distance of two sketches. Repeated values count once, as in Model Monitor. */
import type { Engine } from '../../../engine/port.js';
import type { FeatureStatistics } from '../../document/statistics.js';
import { type ComparedFeature, notEvaluated, type Outcome, violated } from './feature.js';
import { describeDrift } from './wording.js';

export function compareSketches(
  { constraints, monitoring, current }: ComparedFeature,
  reference: FeatureStatistics,
  engine: Engine,
): Outcome {
  const levels = reference.numerical_statistics?.distribution?.kll.sketch.data;
  if (levels === undefined || current.numeric === null) {
    return notEvaluated(constraints.name, 'baseline_drift_check', 'one side has no sketch of its distribution');
  }
  const { comparison_method: method, comparison_threshold: threshold } = monitoring.distribution_constraints;
  const options = { variant: 'collapsed', method };
  const { value } = engine.measure('ks', { levels }, { levels: current.numeric.levels }, options);
  return value !== null && value > threshold
    ? violated(constraints.name, 'baseline_drift_check', describeDrift(value, threshold))
    : null;
}
