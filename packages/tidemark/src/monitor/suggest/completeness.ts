/** Proposes that at least as large a share of values is present as was in the baseline, to the last digit. */
import { toCommonStatistics } from '../document/statistics.js';
import type { SuggestionRule } from './rule.js';

export const suggestCompleteness: SuggestionRule = (feature) => {
  const { num_present: present, num_missing: missing } = toCommonStatistics(feature);
  return { completeness: present + missing === 0 ? 1 : present / (present + missing) };
};
