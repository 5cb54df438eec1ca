/** `data_type_check`: values keep the type of the baseline. */
import type { InferredType } from '../../../engine/statistics.js';
import { countMatching, countNumbers } from '../value-kinds.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated, tested, violated } from './finding.js';
import { compareFailing } from './share-test.js';
import { toPartText, toShareText } from './wording.js';

const PLURALS: Readonly<Record<InferredType, string>> = {
  Integral: 'integers',
  Fractional: 'numbers',
  Boolean: 'true or false',
  String: 'text',
  Unknown: 'values',
};

export function checkDataType(feature: ComparedFeature, window: Window): Finding[] {
  const { inferred_type: type } = feature.constraints;
  if (feature.current.counts.present === 0 || type === 'Unknown') return [];
  return type === 'String' ? checkText(feature, window) : checkExactly(feature);
}

/** Numbers and booleans: the share of matching values against the threshold. */
function checkExactly({ name, constraints, monitoring, reference, current }: ComparedFeature): Finding[] {
  const { inferred_type: type } = constraints;
  const { present } = current.counts;
  const matching = countMatching(type, current.counts, 'tidemark');
  const threshold = monitoring.datatype_check_threshold;
  if (matching / present >= threshold) return [];
  const asked = threshold === 1 ? 'all of them' : `at least ${toShareText(threshold)}`;
  const draft = {
    feature: name,
    check: 'data_type_check',
    description: `Of the values present, ${toPartText(matching, present)} are ${PLURALS[type]}; the constraint (${type}) asks for ${asked}.`,
    value: matching / present,
    expected: threshold,
    effect: threshold - matching / present,
    counts: { reference: reference?.present ?? null, current: present },
  } as const;
  return [violated(draft)];
}

/** Text: where the baseline held no numbers, more of them than chance explains and the threshold allows are a change. */
function checkText({ name, monitoring, reference, current }: ComparedFeature, { engine }: Window): Finding[] {
  if (reference?.counts == null) {
    const reason = 'the baseline does not say how many of its values looked like numbers';
    return [notEvaluated(name, 'data_type_check', reason)];
  }
  if (countNumbers(reference.counts) > 0) return [];
  const { present } = current.counts;
  const numbers = countNumbers(current.counts);
  const total = reference.counts.present;
  const comparison = compareFailing(engine, { failing: 0, total }, { failing: numbers, total: present });
  const draft = {
    ...comparison.evidence,
    feature: name,
    check: 'data_type_check',
    description: `Of the values present, ${toPartText(numbers, present)} look like numbers; in the baseline none did.`,
  } as const;
  const isRelevant = (present - numbers) / present < monitoring.datatype_check_threshold;
  return [tested(draft, comparison.pValue, comparison.hasGrown && isRelevant)];
}
