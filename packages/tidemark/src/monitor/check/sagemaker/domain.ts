/** `categorical_values_check`: the share of present values inside the known domain is at least the threshold. */
import { type ComparedFeature, notEvaluated, type Outcome, violated } from './feature.js';
import { describeDomain } from './wording.js';

export function checkDomain({ constraints, monitoring, current }: ComparedFeature): Outcome {
  const domains = constraints.string_constraints?.domains;
  if (domains === undefined || current.counts.present === 0) return null;
  const values = current.text?.values ?? null;
  if (values === null) {
    return notEvaluated(
      constraints.name,
      'categorical_values_check',
      'the values of the window are not known one by one',
    );
  }
  const domain = new Set(domains);
  const inside = values.reduce((sum, { value, count }) => (domain.has(value) ? sum + count : sum), 0);
  const observed = inside / current.counts.present;
  const threshold = monitoring.domain_content_threshold;
  return observed < threshold
    ? violated(constraints.name, 'categorical_values_check', describeDomain(threshold, observed))
    : null;
}
