/** `baseline_drift_check`: numbers are spread as in the baseline. A change must be both unlikely and large. */
import { isCompared } from '../../constraint/monitoring-config.js';
import { countNumbers, isNumericType } from '../value-kinds.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated, tested } from './finding.js';
import { findMedian } from './median.js';
import type { Reference } from './reference.js';
import { toCountText, toQuantityText } from './wording.js';

/** With fewer numbers than this on a side a distribution is not judged. */
const FEWEST_NUMBERS = 30;

export function checkDrift(feature: ComparedFeature, { engine, profile, falseAlarmRate }: Window): Finding[] {
  const { name, monitoring, reference, current } = feature;
  if (!isCompared(monitoring)) return [];
  const obstacle = findObstacle(feature);
  if (obstacle !== null || reference?.side == null) {
    return [
      notEvaluated(name, 'baseline_drift_check', obstacle ?? 'the baseline holds no distribution of this feature'),
    ];
  }
  const side = { profile, column: current.name };
  const result = engine.measure('ks', reference.side, side, { variant: 'weighted', level: falseAlarmRate });
  const { value, pValue } = result;
  if (value === null || pValue === null) {
    return [notEvaluated(name, 'baseline_drift_check', 'no p-value could be found for the distance')];
  }
  const threshold = monitoring.distribution_constraints.comparison_threshold;
  const draft = {
    feature: name,
    check: 'baseline_drift_check',
    description: describe(feature, reference, value, threshold),
    measure: { id: result.id, variant: result.variant },
    value,
    expected: threshold,
    effect: result.effect ?? value,
    counts: result.counts,
    smallestDetectableShift: result.smallestDetectableShift,
  } as const;
  return [tested(draft, pValue, value > threshold)];
}

/** Why the distributions cannot be compared, or null. */
function findObstacle({ reference, current }: ComparedFeature): string | null {
  if (reference === null) return 'the baseline holds no statistics of this feature';
  if (reference.present === 0) return 'the baseline holds no value of this feature';
  if (current.counts.present === 0) return 'no value is present in the window';
  if (reference.type === 'Boolean') return 'the shares of true and false are not compared';
  if (!isNumericType(reference.type)) return 'the categories of text values are not compared';
  const numbers = countNumbers(current.counts);
  if (numbers < FEWEST_NUMBERS) return `${toCountText(numbers)} numbers in the window, ${FEWEST_NUMBERS} are needed`;
  return reference.numberCount < FEWEST_NUMBERS
    ? `${toCountText(reference.numberCount)} numbers in the baseline, ${FEWEST_NUMBERS} are needed`
    : null;
}

function describe({ current }: ComparedFeature, reference: Reference, value: number, threshold: number): string {
  const before = findMedian(reference.levels);
  const now = findMedian(current.numeric?.levels ?? []);
  const distance = `distance ${toQuantityText(value)}, allowed ${toQuantityText(threshold)}`;
  if (before === null || now === null) return `The numbers are spread differently than in the baseline (${distance}).`;
  if (before === now)
    return `The numbers are spread differently around the same median ${toQuantityText(now)} (${distance}).`;
  const direction = now > before ? 'higher' : 'lower';
  return `The numbers are ${direction}: the median went from ${toQuantityText(before)} to ${toQuantityText(now)} (${distance}).`;
}
