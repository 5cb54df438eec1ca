/** `completeness_check`: the share of values that are present is at least the baseline's, without tolerance. */
import { type ComparedFeature, type Outcome, violated } from './feature.js';
import { describeCompleteness } from './wording.js';

export function checkCompleteness({ constraints, current }: ComparedFeature): Outcome {
  const { present, rows } = current.counts;
  const expected = constraints.completeness ?? 1;
  const observed = rows === 0 ? 1 : present / rows;
  return observed < expected
    ? violated(constraints.name, 'completeness_check', describeCompleteness(expected, observed))
    : null;
}
