/**
 * What a changed feature probably costs: how far it has changed, times the share of all attributions that is its own.
 * A feature that the model does not listen to may change as it likes.
 */
import type { Violation } from '../document/violations.js';
import type { LabelAttributions } from './analysis.js';

/** The share of each feature in the magnitudes of a label, the mean over labels. */
export function toAttributionShares(labels: readonly LabelAttributions[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { global } of labels) {
    const total = Object.values(global).reduce((sum, value) => sum + Math.abs(value), 0);
    for (const [feature, value] of Object.entries(global)) {
      const share = total === 0 ? 0 : Math.abs(value) / total / labels.length;
      shares.set(feature, (shares.get(feature) ?? 0) + share);
    }
  }
  return shares;
}

/** The violations with their impact, the largest first; those without one follow in the order in which they came. */
export function orderByImpact(
  violations: readonly Violation[],
  shares: ReadonlyMap<string, number>,
): readonly Violation[] {
  const weighed = violations.map((violation) => {
    const share = shares.get(violation.feature_name);
    const { effect } = violation;
    const hasImpact = share !== undefined && effect !== undefined && effect !== null;
    return hasImpact ? { ...violation, impact: Math.abs(effect) * share } : violation;
  });
  return weighed.toSorted((a, b) => (b.impact ?? -1) - (a.impact ?? -1));
}
