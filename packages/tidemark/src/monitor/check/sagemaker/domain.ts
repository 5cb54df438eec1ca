/** `categorical_values_check`: the share of present values inside the known domain is at least the threshold. */
import type { Engine, Profile } from '../../../engine/port.js';
import type { ColumnStatistics } from '../../../engine/statistics.js';
import { type ComparedFeature, notEvaluated, type Outcome, violated } from './feature.js';
import { describeDomain } from './wording.js';

export function checkDomain(feature: ComparedFeature, engine: Engine, profile: Profile): Outcome {
  const { constraints, monitoring, current } = feature;
  const domains = constraints.string_constraints?.domains;
  if (domains === undefined || current.counts.present === 0) return null;
  const inside = countListed(current, domains) ?? countInProfile(current, domains, engine, profile);
  if (inside === null) {
    const reason = 'the values of the window are not known one by one';
    return notEvaluated(constraints.name, 'categorical_values_check', reason);
  }
  const observed = inside / current.counts.present;
  const threshold = monitoring.domain_content_threshold;
  return observed < threshold
    ? violated(constraints.name, 'categorical_values_check', describeDomain(threshold, observed))
    : null;
}

/** Null where there are too many values to be listed. */
function countListed({ text }: ColumnStatistics, domains: readonly string[]): number | null {
  const domain = new Set(domains);
  return text?.values?.reduce((sum, { value, count }) => (domain.has(value) ? sum + count : sum), 0) ?? null;
}

/** Null where the profile does not hold every value, or not as it was written, as with numbers. */
function countInProfile(
  { name, text, counts }: ColumnStatistics,
  domains: readonly string[],
  engine: Engine,
  profile: Profile,
): number | null {
  if (text === null || counts.integral + counts.fractional + counts.exponent + counts.loose > 0) return null;
  if (domains.length === 0) return 0;
  const categories = domains.map((value) => ({ value, count: 1 }));
  const comparison = engine.compareCategories({ categories }, { profile, column: name });
  return comparison.basis === 'values' ? comparison.currentTotal - comparison.appearedCount : null;
}
