/** Statistics of a baseline in, the constraints they suggest out: one entry a feature, in column order. */
import { DEFAULT_MONITORING_CONFIG, mergeOverrides } from '../constraint/monitoring-config.js';
import type { ConstraintsDocument, DistributionConstraints, FeatureConstraints } from '../document/constraints.js';
import type { FeatureStatistics, StatisticsDocument } from '../document/statistics.js';
import type { Reading } from '../reading.js';
import { suggestCompleteness } from './completeness.js';
import { suggestDomains, suggestOwnDomains } from './domains.js';
import { suggestNonNegative } from './non-negative.js';
import { suggestRange } from './range.js';
import { suggestRole } from './role.js';
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
  tidemark: [suggestType, suggestCompleteness, suggestNonNegative, suggestOwnDomains, suggestRole, suggestRange],
};

/** `drift` is written into the configuration beside what Model Monitor writes there always. */
export function suggestConstraints(
  statistics: StatisticsDocument,
  reading: Reading,
  drift: Partial<DistributionConstraints> = {},
): ConstraintsDocument {
  return {
    version: 0,
    features: statistics.features.map((feature) => suggestFeature(feature, reading)),
    monitoring_config: mergeOverrides([DEFAULT_MONITORING_CONFIG, { distribution_constraints: drift }]),
  };
}

export function suggestFeature(feature: FeatureStatistics, reading: Reading): FeatureConstraints {
  const base: FeatureConstraints = { name: feature.name, inferred_type: feature.inferred_type };
  return RULES[reading].reduce((constraints, rule) => add(constraints, rule(feature)), base);
}

/** What rules propose under our own key is added up. */
function add(constraints: FeatureConstraints, proposed: Partial<FeatureConstraints>): FeatureConstraints {
  const tidemark = proposed.tidemark && { ...constraints.tidemark, ...proposed.tidemark };
  return { ...constraints, ...proposed, ...(tidemark && { tidemark }) };
}
