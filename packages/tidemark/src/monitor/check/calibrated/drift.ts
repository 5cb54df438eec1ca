/**
 * `baseline_drift_check`: numbers are spread, and categories shared out, as in the baseline. A change must be both
 * unlikely and large.
 */
import { isCompared } from '../../constraint/monitoring-config.js';
import { countNumbers, isNumericType } from '../value-kinds.js';
import { testCategories } from './categorical-drift.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated } from './finding.js';
import { testNumbers } from './numeric-drift.js';
import { toCountText, toPartText, UNNAMED } from './wording.js';

/** With fewer values than this on a side a distribution is not judged. */
const FEWEST_VALUES = 30;

export function checkDrift(feature: ComparedFeature, window: Window): Finding[] {
  const { name, monitoring, reference } = feature;
  if (!isCompared(monitoring)) return [];
  const obstacle = findObstacle(feature);
  if (obstacle !== null || reference?.side == null) {
    const isUnnamed = (reference?.unnamed ?? 0) > 0;
    const reason = obstacle ?? (isUnnamed ? UNNAMED : 'the baseline holds no distribution of this feature');
    return [notEvaluated(name, 'baseline_drift_check', reason)];
  }
  return isNumericType(reference.type)
    ? testNumbers(feature, reference, reference.side, window)
    : testCategories(feature, reference.side, window);
}

/** Why the distributions cannot be compared, or null. */
function findObstacle({ reference, current, apart }: ComparedFeature): string | null {
  if (apart !== null) return apart;
  if (reference === null) return 'the baseline holds no statistics of this feature';
  if (reference.present === 0) return 'the baseline holds no value of this feature';
  if (current.counts.present === 0) return 'no value is present in the window';
  const isNumeric = isNumericType(reference.type);
  const [before, now] = isNumeric
    ? [reference.numberCount, countNumbers(current.counts)]
    : [reference.present, current.counts.present];
  const noun = isNumeric ? 'numbers' : 'values';
  if (now < FEWEST_VALUES && current.counts.present >= FEWEST_VALUES) {
    return `the type changed: ${toPartText(now, current.counts.present)} of the values are numbers, ${FEWEST_VALUES} are needed`;
  }
  if (now < FEWEST_VALUES) return `${toCountText(now)} ${noun} in the window, ${FEWEST_VALUES} are needed`;
  return before < FEWEST_VALUES ? `${toCountText(before)} ${noun} in the baseline, ${FEWEST_VALUES} are needed` : null;
}
