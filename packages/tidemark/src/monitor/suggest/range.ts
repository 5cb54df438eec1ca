/** Proposes that numbers stay between the extremes of the baseline; ids and timestamps are expected to move on. */
import { findRole } from './find-role.js';
import type { SuggestionRule } from './rule.js';

export const suggestRange: SuggestionRule = (feature) => {
  const minimum = feature.numerical_statistics?.min ?? null;
  const maximum = feature.numerical_statistics?.max ?? null;
  const isKnown = minimum !== null && maximum !== null && Number.isFinite(minimum) && Number.isFinite(maximum);
  return isKnown && findRole(feature) === null ? { tidemark: { minimum, maximum } } : {};
};
