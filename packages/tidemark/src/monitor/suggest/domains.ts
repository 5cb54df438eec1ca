/** Proposes that a text feature keeps to the values of the baseline, where those are few enough to be listed. */
import { findRole } from './find-role.js';
import type { SuggestionRule } from './rule.js';

/** As Model Monitor does it. */
export const suggestDomains: SuggestionRule = ({ string_statistics: string }) => {
  const buckets = string?.distribution?.categorical.buckets;
  return buckets === undefined ? {} : { string_constraints: { domains: buckets.map(({ value }) => value) } };
};

/** As we do it: identifiers and timestamps are new in every window. */
export const suggestOwnDomains: SuggestionRule = (feature) =>
  findRole(feature) === null ? suggestDomains(feature) : {};
