/** What a check of a window against its baseline found. */
import type { IngestReport } from '../../engine/port.js';
import type { DriftImpact } from '../estimate/drift-impact.js';
import type { ConstraintsDocument } from '../document/constraints.js';
import type { StatisticsDocument } from '../document/statistics.js';
import type { Violation } from '../document/violations.js';
import type { Reading } from '../reading.js';

/** Every kind of check on data quality, in the order in which violations of a feature are listed. */
export const CHECK_KINDS = [
  'missing_column_check',
  'extra_column_check',
  'data_type_check',
  'completeness_check',
  'non_negative_check',
  'range_check',
  'categorical_values_check',
  'baseline_drift_check',
] as const;

export type CheckKind = (typeof CHECK_KINDS)[number];

/** A check that could not be made, and why. */
export interface NotEvaluated {
  readonly feature: string;
  readonly check: CheckKind;
  readonly reason: string;
}

/** The verdict over a window. */
export interface Verdict {
  readonly violations: readonly Violation[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** How many tests share the false-alarm rate; 0 where every bound is exact. */
  readonly testCount: number;
}

/** The result of a check: the verdict, and the window it is about. */
export interface CheckResult extends Verdict {
  readonly schema: 'check-result/v1';
  readonly reading: Reading;
  /** Null where Model Monitor's rules decide, which know none. */
  readonly falseAlarmRate: number | null;
  readonly statistics: StatisticsDocument;
  /** What the window was held against; null where only constraints were known. */
  readonly baselineStatistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
  readonly report: IngestReport;
  /** What the drift costs; absent where no estimator was given. */
  readonly impact?: DriftImpact;
  /** The command line that runs this check again; null where a side has no name that it could give. */
  readonly reproduce: string | null;
}

/** A result read from its documents. What was read is not known of one that Model Monitor wrote. */
export interface StoredResult extends Omit<CheckResult, 'report'> {
  readonly report: IngestReport | null;
}
