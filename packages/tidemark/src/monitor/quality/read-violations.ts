/** Reads the constraint_violations.json of model quality, with the numbers behind each violation where they were written. */
import type { Field } from '../document/field.js';
import { readGroup } from './verdict-document.js';
import { CHECK_TYPES, type MetricEvidence, type QualityViolation } from './violations.js';

export function readQualityViolations(root: Field): QualityViolation[] {
  return root.member('violations').items().map(readViolation);
}

/** Whether these are violations of metrics; of an empty list nobody can say. */
export function isQualityViolations(root: Field): boolean {
  const first = root.optional('violations')?.items()[0];
  const operator = first?.optional('constraint_check_type')?.value;
  return first?.has('metric_name') === true && CHECK_TYPES.some((known) => known === operator);
}

function readViolation(field: Field): QualityViolation {
  const group = field.optional('group');
  return {
    constraint_check_type: field.member('constraint_check_type').oneOf(CHECK_TYPES),
    description: field.member('description').text(),
    metric_name: field.member('metric_name').text(),
    ...(group && { group: readGroup(group) }),
    ...(field.has('counts') && readEvidence(field)),
  };
}

function readEvidence(field: Field): MetricEvidence {
  const counts = field.member('counts');
  const [lowest = Number.NaN, highest = Number.NaN] = field.member('interval').finites();
  return {
    value: field.member('value').finite(),
    expected: field.member('expected').finite(),
    interval: [lowest, highest],
    pValue: field.optional('pValue')?.finite() ?? null,
    adjustedPValue: field.optional('adjustedPValue')?.finite() ?? null,
    counts: { reference: counts.optional('reference')?.count() ?? null, current: counts.member('current').count() },
    reproduce: field.optional('reproduce')?.text() ?? null,
  };
}
