/** Reads constraint_violations.json of bias, with the numbers behind each violation where they were written. */
import type { BiasValue } from '../../engine/bias.js';
import type { Field } from '../document/field.js';
import type { BiasEvidence, BiasViolation } from './result.js';

export function readBiasViolations(root: Field): readonly BiasViolation[] {
  return root.member('violations').items().map(readViolation);
}

function readViolation(field: Field): BiasViolation {
  return {
    facet: field.member('facet').text(),
    facet_value: field.member('facet_value').text(),
    metric_name: field.member('metric_name').text(),
    constraint_check_type: field.member('constraint_check_type').oneOf(['bias_drift_check']),
    description: field.member('description').text(),
    ...(field.has('interval') && readEvidence(field)),
  };
}

function readEvidence(field: Field): BiasEvidence {
  const [low, high] = field.member('interval').items().map(readValue);
  const [least, most] = field.member('allowed').items();
  const counts = field.optional('counts');
  return {
    value: readValue(field.member('value')),
    interval: [low ?? '-Infinity', high ?? 'Infinity'],
    allowed: [toLimit(least), toLimit(most)],
    pValue: field.member('pValue').fraction(),
    adjustedPValue: field.member('adjustedPValue').fraction(),
    counts: counts ? { a: counts.member('a').count(), d: counts.member('d').count() } : null,
    reproduce: field.optional('reproduce')?.text() ?? null,
  };
}

function readValue(field: Field): BiasValue {
  const number = field.number();
  if (Number.isFinite(number)) return number;
  return number > 0 ? 'Infinity' : '-Infinity';
}

function toLimit(field: Field | undefined): number | null {
  return field === undefined || field.value === null ? null : field.finite();
}
