/** What a check of bias found. */
import type { BiasReport, BiasValue } from '../../engine/bias.js';
import type { IngestReport } from '../../engine/port.js';
import type { Reading } from '../reading.js';
import type { BiasAnalysis } from './analysis.js';

export type { BiasValue } from '../../engine/bias.js';

/** The numbers behind a violation of ours. */
export interface BiasEvidence {
  readonly value: BiasValue;
  /** 95%. */
  readonly interval: readonly [BiasValue, BiasValue];
  /** What the baseline allows; null where it is open. */
  readonly allowed: readonly [number | null, number | null];
  /** That the true value is no farther from its ideal than that of the baseline. */
  readonly pValue: number;
  /** The p-value corrected for all facets and metrics of the window. */
  readonly adjustedPValue: number;
  /** Rows of the rest and of the value. */
  readonly counts: { readonly a: number; readonly d: number } | null;
  /** Null where a side has no name that a command line could give. */
  readonly reproduce: string | null;
}

/** A metric that grew: Clarify's five keys, and with our verdict what it rests on. */
export interface BiasViolation extends Partial<BiasEvidence> {
  readonly facet: string;
  readonly facet_value: string;
  readonly metric_name: string;
  readonly constraint_check_type: 'bias_drift_check';
  readonly description: string;
}

/** A metric that could not be judged, and why. */
export interface BiasNotEvaluated {
  readonly facet: string;
  readonly facet_value: string;
  readonly metric: string;
  readonly reason: string;
}

export interface BiasVerdict {
  readonly violations: readonly BiasViolation[];
  readonly notEvaluated: readonly BiasNotEvaluated[];
  /** How many tests share the false-alarm rate; 0 where Clarify's rule decides. */
  readonly testCount: number;
}

/** What of the rows the analysis has no place for. */
export type BiasRows = Pick<BiasReport, 'rows' | 'missing' | 'sample' | 'postTrainingError'>;

/** The verdict, and the window it is about. */
export interface BiasCheck extends BiasVerdict {
  readonly monitor: 'bias';
  readonly reading: Reading;
  /** Null where Clarify's rule decides, which knows none. */
  readonly falseAlarmRate: number | null;
  readonly analysis: BiasAnalysis;
  readonly baselineAnalysis: BiasAnalysis;
  /** Null where there were no rows, only documents. */
  readonly bias: BiasRows | null;
  readonly report: IngestReport | null;
  readonly reproduce: string | null;
}
