/**
 * `baseline_drift_check`: the distance between both distributions is at most the threshold. Where the window's type is
 * not that of the baseline's statistics there is no distance.
 */
import type { Engine } from '../../../engine/port.js';
import { isCompared } from '../../constraint/monitoring-config.js';
import { isNumericType } from '../value-kinds.js';
import { compareBuckets } from './categorical-drift.js';
import type { ComparedFeature, Outcome } from './feature.js';
import { compareSketches } from './numeric-drift.js';

export function checkDrift(feature: ComparedFeature, engine: Engine): Outcome {
  const { monitoring, reference, current } = feature;
  if (!isCompared(monitoring) || current.counts.present === 0) return null;
  if (reference === undefined || reference.inferred_type !== current.type) return null;
  return isNumericType(current.type)
    ? compareSketches(feature, reference, engine)
    : compareBuckets(feature, reference, engine);
}
