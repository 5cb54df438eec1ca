/** Reads constraint_violations.json, with the numbers behind each violation where they were written. */
import type { Field } from './field.js';
import { type DocumentInput, parseDocument } from './parse.js';
import type { Evidence, Violation, ViolationsDocument } from './violations.js';

const NUMBERS = ['value', 'expected', 'pValue', 'adjustedPValue', 'effect', 'smallestDetectableShift'] as const;

export function readViolations(input: DocumentInput, name = 'constraint_violations.json'): ViolationsDocument {
  return { violations: parseDocument(input, name).member('violations').items().map(readViolation) };
}

function readViolation(field: Field): Violation {
  return {
    feature_name: field.member('feature_name').text(),
    constraint_check_type: field.member('constraint_check_type').text(),
    description: field.member('description').text(),
    ...(field.has('counts') && readEvidence(field)),
  };
}

function readEvidence(field: Field): Evidence {
  const measure = field.optional('measure');
  const counts = field.member('counts');
  const impact = field.optional('impact')?.finite();
  const estimatedChange = field.optional('estimatedChange')?.finite();
  const numbers = NUMBERS.map((key) => [key, field.optional(key)?.number() ?? null]);
  return {
    ...(Object.fromEntries(numbers) as Record<(typeof NUMBERS)[number], number | null>),
    measure: measure ? { id: measure.member('id').text(), variant: measure.member('variant').text() } : null,
    counts: { reference: counts.optional('reference')?.count() ?? null, current: counts.member('current').count() },
    reproduce: field.optional('reproduce')?.text() ?? null,
    ...(impact !== undefined && { impact }),
    ...(estimatedChange !== undefined && { estimatedChange }),
  };
}
