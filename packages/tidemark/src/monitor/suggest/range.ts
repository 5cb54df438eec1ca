/** Proposes that the numbers of a feature stay between the minimum and the maximum of the baseline. */
import type { SuggestionRule } from './rule.js';

export const suggestRange: SuggestionRule = ({ numerical_statistics: numerical }) => {
  const minimum = numerical?.min ?? null;
  const maximum = numerical?.max ?? null;
  const isKnown = minimum !== null && maximum !== null && Number.isFinite(minimum) && Number.isFinite(maximum);
  return isKnown ? { tidemark: { minimum, maximum } } : {};
};
