/** Proposes that a text feature keeps to the values of the baseline, where those are few enough to be listed. */
import type { SuggestionRule } from './rule.js';

export const suggestDomains: SuggestionRule = ({ string_statistics: string }) => {
  const buckets = string?.distribution?.categorical.buckets;
  return buckets === undefined ? {} : { string_constraints: { domains: buckets.map(({ value }) => value) } };
};
