/** The shape of a model-quality statistics.json: Model Monitor's keys as they are, what is ours under `tidemark`. */
import type { Problem } from './metrics.js';

/** A metric over the rows of a data set. */
export interface MetricStatistics {
  /** NaN where Model Monitor writes so; null where ours has none, for the reason under `tidemark`. */
  readonly value: number | null;
  /** Of five random subsets, as Model Monitor has it; NaN below 200 rows. It is no standard error. */
  readonly standard_deviation?: number;
  readonly tidemark?: MetricEvidence;
}

/** How far a metric can be trusted. */
export interface MetricEvidence {
  readonly standardError?: number;
  /** Holds the true value in 95 of 100 data sets. */
  readonly interval?: readonly [lowest: number, highest: number];
  /** How the interval was found, such as `wilson`. */
  readonly method?: string;
  /** Why there is no value. */
  readonly reason?: string;
}

/** Counts by true class and predicted class. */
export type ConfusionMatrix = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RocCurve {
  readonly false_positive_rates: readonly number[];
  readonly true_positive_rates: readonly number[];
}

export interface PrecisionRecallCurve {
  readonly precisions: readonly number[];
  readonly recalls: readonly number[];
}

/** Metrics by name, with the parts that are no single number. */
export interface QualityMetrics {
  readonly metrics: Readonly<Record<string, MetricStatistics>>;
  readonly confusion_matrix?: ConfusionMatrix;
  readonly receiver_operating_characteristic_curve?: RocCurve;
  readonly precision_recall_curve?: PrecisionRecallCurve;
}

/** statistics.json as it is worked with: the block of its problem taken apart. */
export interface QualityStatistics extends QualityMetrics {
  readonly problem: Problem;
  readonly version: number;
  readonly itemCount: number;
  readonly evaluationTime?: string;
  readonly tidemark?: OwnQualityStatistics;
}

/** Attributes by what they are of. */
export interface RoleAttributes {
  readonly label?: string | undefined;
  readonly prediction?: string | undefined;
  readonly probability?: string | undefined;
  readonly query?: string | undefined;
}

export const ROLES: readonly (keyof RoleAttributes)[] = ['label', 'prediction', 'probability', 'query'];

/** What Model Monitor's document has no place for. */
export interface OwnQualityStatistics {
  /** Above which score the prediction was 1, where somebody said so. */
  readonly probabilityThreshold?: number;
  /** The positive class, where somebody named it. */
  readonly positive?: string;
  /** Where somebody said that label and answers are, which holds for windows of rows, too. */
  readonly attributes?: RoleAttributes;
  /** Rows that lack a label or an answer, and are not measured. */
  readonly incomplete?: number;
  /** Mean score and share of positives, a point a bin of scores. */
  readonly calibration?: readonly CalibrationBin[];
  readonly groups?: readonly QualityGroup[];
}

export interface CalibrationBin {
  readonly count: number;
  readonly meanScore: number;
  readonly positiveShare: number;
}

/** The rows that have one value in common. */
export interface QualityGroup {
  readonly attribute: string;
  readonly value: string;
  readonly count: number;
  /** Null where there are too few rows. */
  readonly metrics: Readonly<Record<string, MetricStatistics>> | null;
}
