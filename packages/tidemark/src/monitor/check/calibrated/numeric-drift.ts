/** Whether numbers are spread as in the baseline: the Kolmogorov-Smirnov distance, and the median in words. */
import type { MeasureSide } from '../../../engine/port.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated, tested } from './finding.js';
import { findMedian } from './median.js';
import type { Reference } from './reference.js';
import { toQuantityText, toShareText } from './wording.js';

export function testNumbers(
  feature: ComparedFeature,
  reference: Reference,
  side: MeasureSide,
  { engine, profile, falseAlarmRate }: Window,
): Finding[] {
  const { name, monitoring, current } = feature;
  const options = { variant: 'weighted', level: falseAlarmRate };
  const result = engine.measure('ks', side, { profile, column: current.name }, options);
  const { value, pValue } = result;
  if (value === null || pValue === null) {
    return [notEvaluated(name, 'baseline_drift_check', 'no p-value could be found for the distance')];
  }
  const threshold = monitoring.distribution_constraints.comparison_threshold;
  const isRelevant = value > threshold;
  const draft = {
    feature: name,
    check: 'baseline_drift_check',
    // Of thousands of features few are told of, and finding a median takes sorting a sketch.
    description: isRelevant ? describe(feature, reference, value, threshold) : '',
    measure: { id: result.id, variant: result.variant },
    value,
    expected: threshold,
    effect: result.effect ?? value,
    counts: result.counts,
    smallestDetectableShift: result.smallestDetectableShift,
  } as const;
  return [tested(draft, pValue, isRelevant)];
}

function describe({ current }: ComparedFeature, reference: Reference, value: number, threshold: number): string {
  const before = findMedian(reference.levels);
  const now = findMedian(current.numeric?.levels ?? []);
  const distance = `distance ${toQuantityText(value)}, allowed ${toQuantityText(threshold)}`;
  if (before === null || now === null) return `The numbers are spread differently than in the baseline (${distance}).`;
  if (before === now)
    return `The numbers are spread differently around the same median ${toQuantityText(now)} (${distance}).`;
  const direction = now > before ? 'higher' : 'lower';
  const change = before > 0 && now > 0 ? `${toShareText(Math.abs(now / before - 1))} ` : '';
  return `The median is ${change}${direction}: it went from ${toQuantityText(before)} to ${toQuantityText(now)} (${distance}).`;
}
