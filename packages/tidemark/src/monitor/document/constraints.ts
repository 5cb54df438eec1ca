/** The shape of constraints.json, Model Monitor's keys as they are. Constraints of ours lie under `tidemark`. */
import type { InferredType } from '../../engine/statistics.js';

export type Switch = 'Enabled' | 'Disabled';
export type ComparisonMethod = 'Robust' | 'Simple';
export type CategoricalDriftMethod = 'LInfinity' | 'ChiSquared';

/** How distributions are compared. */
export interface DistributionConstraints {
  readonly perform_comparison: Switch;
  readonly comparison_threshold: number;
  readonly comparison_method: ComparisonMethod;
  readonly categorical_comparison_threshold?: number;
  readonly categorical_drift_method?: CategoricalDriftMethod;
}

/** Switches and thresholds of the checks. */
export interface MonitoringConfig {
  readonly evaluate_constraints: Switch;
  readonly emit_metrics: Switch;
  readonly datatype_check_threshold: number;
  readonly domain_content_threshold: number;
  readonly distribution_constraints: DistributionConstraints;
}

/** The switches and thresholds that somebody wrote down; the others keep their defaults. */
export type MonitoringOverrides = Partial<Omit<MonitoringConfig, 'distribution_constraints'>> & {
  readonly distribution_constraints?: Partial<DistributionConstraints>;
};

/** What a column is for: an `identifier` or a `timestamp` names or dates its record, and its distribution says nothing. */
export type FeatureRole = 'feature' | 'identifier' | 'timestamp';

/** The range of a numeric feature. */
export interface FeatureRange {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Constraints that Model Monitor has no key for. */
export interface OwnConstraints extends FeatureRange {
  /** Absent means `feature`. */
  readonly role?: FeatureRole;
  /** So many values belong to the domain that are not named: those of fewer than ten rows, which the profile holds. */
  readonly rareValues?: number;
}

/** What one feature must satisfy. */
export interface FeatureConstraints {
  readonly name: string;
  readonly inferred_type: InferredType;
  readonly completeness?: number;
  readonly num_constraints?: { readonly is_non_negative: boolean };
  readonly string_constraints?: { readonly domains: readonly string[] };
  readonly monitoringConfigOverrides?: MonitoringOverrides;
  readonly tidemark?: OwnConstraints;
}

/** constraints.json: one entry a feature, in column order, and the configuration of the checks. */
export interface ConstraintsDocument {
  readonly version: number;
  readonly features: readonly FeatureConstraints[];
  readonly monitoring_config?: MonitoringOverrides;
}
