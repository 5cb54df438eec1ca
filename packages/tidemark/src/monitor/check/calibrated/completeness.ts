/** `completeness_check`: values are not missing more often than in the baseline, or than a bound written by hand allows. */
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, tested, violated } from './finding.js';
import { compareFailing } from './share-test.js';
import { toPartText, toShareText } from './wording.js';

export function checkCompleteness(feature: ComparedFeature, { engine }: Window): Finding[] {
  const { name, constraints, suggested, reference, current } = feature;
  const { completeness } = constraints;
  const { rows, missing, present } = current.counts;
  if (completeness === undefined || rows === 0) return [];
  if (reference === null || suggested?.completeness !== completeness) {
    if (present / rows >= completeness) return [];
    const draft = {
      feature: name,
      check: 'completeness_check',
      description: `Values are present in ${toPartText(present, rows)} records; the constraint asks for at least ${toShareText(completeness)}.`,
      value: present / rows,
      expected: completeness,
      effect: completeness - present / rows,
      counts: { reference: null, current: rows },
    } as const;
    return [violated(draft)];
  }
  const total = reference.present + reference.missing;
  const comparison = compareFailing(engine, { failing: reference.missing, total }, { failing: missing, total: rows });
  const draft = {
    ...comparison.evidence,
    feature: name,
    check: 'completeness_check',
    description: `Values are missing in ${toPartText(missing, rows)} records; in the baseline it was ${toPartText(reference.missing, total)}.`,
    value: present / rows,
    expected: completeness,
  } as const;
  return [tested(draft, comparison.pValue, comparison.hasGrown)];
}
