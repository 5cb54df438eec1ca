/** Proposes that a feature keeps its type. */
import type { SuggestionRule } from './rule.js';

export const suggestType: SuggestionRule = (feature) => ({ inferred_type: feature.inferred_type });
