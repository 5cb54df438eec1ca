/** Proposes that a numeric feature stays at zero or above, where the baseline never went below. */
import type { SuggestionRule } from './rule.js';

export const suggestNonNegative: SuggestionRule = ({ numerical_statistics: numerical }) => {
  const minimum = numerical?.min ?? null;
  return minimum === null ? {} : { num_constraints: { is_non_negative: minimum >= 0 } };
};
