/** Proposes that a column that looks like an identifier or a timestamp is taken as one. */
import { findRole } from './find-role.js';
import type { SuggestionRule } from './rule.js';

export const suggestRole: SuggestionRule = (feature) => {
  const found = findRole(feature);
  return found === null ? {} : { tidemark: { role: found.role } };
};
