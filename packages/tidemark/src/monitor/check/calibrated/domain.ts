/** `categorical_values_check`: text keeps to the known values; a profile does not list its values, so it says so. */
import type { ComparedFeature } from './feature.js';
import { type Finding, notEvaluated } from './finding.js';

export function checkDomain({ name, constraints, current }: ComparedFeature): Finding[] {
  if (constraints.string_constraints === undefined || current.counts.present === 0) return [];
  return [notEvaluated(name, 'categorical_values_check', 'the values of the window are not known one by one')];
}
