/** Violations in the order of what the drift of their features does to a metric. */
import type { Violation } from '../document/violations.js';
import type { DriftImpact } from './drift-impact.js';

/** The worst change first; those of features of which nobody can tell follow, in the order in which they came. */
export function orderByChange(
  violations: readonly Violation[],
  { features }: Pick<DriftImpact, 'features'>,
): readonly Violation[] {
  // Features stand in that order already.
  const places = new Map(features.flatMap(({ feature, value }, place) => (value === null ? [] : [[feature, place]])));
  const placeOf = ({ feature_name: name }: Violation): number => places.get(name) ?? features.length;
  const told = violations.map((violation) => {
    const value = features[placeOf(violation)]?.value;
    return value === undefined || value === null ? violation : { ...violation, estimatedChange: value };
  });
  return told.toSorted((a, b) => placeOf(a) - placeOf(b));
}
