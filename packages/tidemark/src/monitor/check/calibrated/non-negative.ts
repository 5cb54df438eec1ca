/** `non_negative_check`: numbers stay at zero or above, where the baseline's did or somebody demands it. */
import { countNumbers } from '../value-kinds.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, tested, violated } from './finding.js';
import { compareFailing } from './share-test.js';
import { toPartText } from './wording.js';

export function checkNonNegative(feature: ComparedFeature, { engine }: Window): Finding[] {
  const { name, constraints, suggested, reference, current } = feature;
  const total = countNumbers(current.counts);
  if (constraints.num_constraints?.is_non_negative !== true || total === 0) return [];
  const { negative } = current.counts;
  const common = {
    feature: name,
    check: 'non_negative_check',
    value: negative / total,
    expected: 0,
    effect: negative / total,
  } as const;
  if (reference === null || suggested?.num_constraints?.is_non_negative !== true) {
    if (negative === 0) return [];
    const description = `Of the numbers, ${toPartText(negative, total)} are below zero; the constraint allows none.`;
    return [violated({ ...common, description, counts: { reference: null, current: total } })];
  }
  const baseline = { failing: 0, total: reference.numberCount };
  const comparison = compareFailing(engine, baseline, { failing: negative, total });
  const description = `Of the numbers, ${toPartText(negative, total)} are below zero; in the baseline none were.`;
  return [tested({ ...common, ...comparison.evidence, description }, comparison.pValue, comparison.hasGrown)];
}
