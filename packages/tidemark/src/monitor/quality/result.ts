/** What a check of a model's quality found. */
import type { IngestReport } from '../../engine/port.js';
import type { Reading } from '../reading.js';
import type { QualityConstraints } from './constraints.js';
import type { QualityEstimates } from './estimates.js';
import type { JoinSummary } from '../join/join-summary.js';
import type { QualityStatistics } from './statistics.js';
import type { QualityViolation } from './violations.js';

/** A metric that could not be judged, and why. */
export interface MetricNotEvaluated {
  readonly metric: string;
  readonly reason: string;
  readonly group?: { readonly attribute: string; readonly value: string };
}

/** The verdict over a window. */
export interface QualityVerdict {
  readonly violations: readonly QualityViolation[];
  readonly notEvaluated: readonly MetricNotEvaluated[];
  /** How many tests share the false-alarm rate; 0 where Model Monitor's rules decide. */
  readonly testCount: number;
}

/** The verdict, and the window it is about. */
export interface QualityCheck extends QualityVerdict {
  readonly monitor: 'model-quality';
  readonly reading: Reading;
  /** Null where Model Monitor's rules decide, which know none. */
  readonly falseAlarmRate: number | null;
  /** Over the rows with a label; without metrics where there is none. */
  readonly statistics: QualityStatistics;
  readonly baselineStatistics: QualityStatistics | null;
  /** What the window was held against. */
  readonly baselineConstraints: QualityConstraints | null;
  /** What is said without labels; null where the baseline keeps no estimator. */
  readonly estimates: QualityEstimates | null;
  /** What the window would ask of others. */
  readonly constraints: QualityConstraints;
  /** Null for a result that Model Monitor wrote. */
  readonly report: IngestReport | null;
  /** What became of the labels; null where they came with the data. */
  readonly groundTruth: JoinSummary | null;
  readonly reproduce: string | null;
}
