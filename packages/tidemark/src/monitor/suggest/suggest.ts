/** Statistics of a baseline in, the constraints they suggest out: one entry a feature, in column order. */
import { DEFAULT_MONITORING_CONFIG } from '../constraint/monitoring-config.js';
import type { ConstraintsDocument, FeatureConstraints } from '../document/constraints.js';
import type { FeatureStatistics, StatisticsDocument } from '../document/statistics.js';
import type { Reading } from '../reading.js';
import { suggestCompleteness } from './completeness.js';
import { suggestDomains } from './domains.js';
import { suggestNonNegative } from './non-negative.js';
import { suggestRange } from './range.js';
import type { SuggestionRule } from './rule.js';
import { suggestType } from './type.js';

const MODEL_MONITOR_RULES: readonly SuggestionRule[] = [
  suggestType,
  suggestCompleteness,
  suggestNonNegative,
  suggestDomains,
];
const RULES: Readonly<Record<Reading, readonly SuggestionRule[]>> = {
  sagemaker: MODEL_MONITOR_RULES,
  tidemark: [...MODEL_MONITOR_RULES, suggestRange],
};

export function suggestConstraints(statistics: StatisticsDocument, reading: Reading): ConstraintsDocument {
  return {
    version: 0,
    features: statistics.features.map((feature) => suggestFeature(feature, reading)),
    monitoring_config: DEFAULT_MONITORING_CONFIG,
  };
}

export function suggestFeature(feature: FeatureStatistics, reading: Reading): FeatureConstraints {
  const base: FeatureConstraints = { name: feature.name, inferred_type: feature.inferred_type };
  return RULES[reading].reduce((constraints, rule) => ({ ...constraints, ...rule(feature) }), base);
}
