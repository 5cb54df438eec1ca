/** A feature as Model Monitor's checks see it, and the form of what they say. */
import type { ColumnStatistics } from '../../../engine/statistics.js';
import type { FeatureConstraints, MonitoringConfig } from '../../document/constraints.js';
import type { FeatureStatistics } from '../../document/statistics.js';
import type { Violation } from '../../document/violations.js';
import type { CheckKind, NotEvaluated } from '../check-result.js';

/** Both sides of a feature. */
export interface ComparedFeature {
  readonly constraints: FeatureConstraints;
  readonly monitoring: MonitoringConfig;
  /** Absent where the baseline's statistics do not hold it. */
  readonly reference: FeatureStatistics | undefined;
  readonly current: ColumnStatistics;
}

/** What one check of one feature came to. */
export type Outcome = { readonly violation: Violation } | { readonly notEvaluated: NotEvaluated } | null;

export function violated(name: string, check: CheckKind, description: string): Outcome {
  return { violation: { feature_name: name, constraint_check_type: check, description } };
}

export function notEvaluated(feature: string, check: CheckKind, reason: string): Outcome {
  return { notEvaluated: { feature, check, reason } };
}
