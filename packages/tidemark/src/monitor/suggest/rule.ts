/** A rule of suggestion: looks at the statistics of one feature and proposes what should hold, or nothing. */
import type { FeatureConstraints } from '../document/constraints.js';
import type { FeatureStatistics } from '../document/statistics.js';

export type SuggestionRule = (feature: FeatureStatistics) => Partial<FeatureConstraints>;
