/**
 * `baseline_drift_check`: the distance between the two sketches is at most the threshold. Repeated values count once, as
 * in Model Monitor; where the window's type is not that of the baseline's statistics there is no distance.
 */
import type { Engine } from '../../../engine/port.js';
import { isCompared } from '../../constraint/monitoring-config.js';
import { isNumericType } from '../value-kinds.js';
import { type ComparedFeature, notEvaluated, type Outcome, violated } from './feature.js';
import { describeDrift } from './wording.js';

export function checkDrift(feature: ComparedFeature, engine: Engine): Outcome {
  const { constraints, monitoring, reference, current } = feature;
  if (!isCompared(monitoring) || current.counts.present === 0) return null;
  if (reference === undefined || reference.inferred_type !== current.type) return null;
  if (!isNumericType(current.type)) {
    return notEvaluated(constraints.name, 'baseline_drift_check', 'the categories of text values are not compared');
  }
  const levels = reference.numerical_statistics?.distribution?.kll.sketch.data;
  if (levels === undefined || current.numeric === null) {
    return notEvaluated(constraints.name, 'baseline_drift_check', 'one side has no sketch of its distribution');
  }
  const { comparison_method: method, comparison_threshold: threshold } = monitoring.distribution_constraints;
  const options = { variant: 'collapsed', method };
  const { value } = engine.measure('ks', { levels }, { levels: current.numeric.levels }, options);
  if (value === null) return null;
  return value > threshold ? violated(constraints.name, 'baseline_drift_check', describeDrift(value, threshold)) : null;
}
