/** A metric beyond its threshold: Model Monitor's three keys, and with our verdict what it rests on. */
import { OPERATORS, type Operator } from './metrics.js';

/** The check of a metric whose labels are still to come. */
export const ESTIMATED_CHECK = 'estimated_quality_check';

export type QualityCheckType = Operator | typeof ESTIMATED_CHECK;

export const CHECK_TYPES: readonly QualityCheckType[] = [...OPERATORS, ESTIMATED_CHECK];

/** The numbers behind a violation of ours. */
export interface MetricEvidence {
  readonly value: number;
  readonly expected: number;
  /** 95%; of an estimate its band. */
  readonly interval: readonly [lowest: number, highest: number];
  /** The chance of a metric at least as far beyond the threshold, had nothing changed; null of an estimate. */
  readonly pValue: number | null;
  /** The p-value corrected for all metrics of the window. */
  readonly adjustedPValue: number | null;
  readonly counts: { readonly reference: number | null; readonly current: number };
  /** Null where a side has no name that a command line could give. */
  readonly reproduce: string | null;
}

export interface QualityViolation extends Partial<MetricEvidence> {
  readonly constraint_check_type: QualityCheckType;
  readonly description: string;
  readonly metric_name: string;
  /** The rows that it is about, where these are not all. */
  readonly group?: { readonly attribute: string; readonly value: string };
}
