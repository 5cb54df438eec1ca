/** What the quality of a model is checked against: its metrics over a baseline data set, and a threshold for each. */
import type { IngestReport } from '../../engine/port.js';
import type { FoundEstimator, MonitoredEstimator } from '../estimate/monitored-estimator.js';
import type { JoinSummary } from '../join/join-summary.js';
import { type QualityConstraints, suggestConstraints } from './constraints.js';
import type { Problem } from './metrics.js';
import type { QualityStatistics } from './statistics.js';

export interface QualityBaselineData {
  readonly monitor: 'model-quality';
  readonly problem: Problem;
  /** Null where only constraints are known. */
  readonly statistics: QualityStatistics | null;
  readonly constraints: QualityConstraints;
  /** What estimates windows before their labels come; null where there is none. */
  readonly estimator: MonitoredEstimator | null;
  /** Why there is none, where the baseline was just made. */
  readonly noEstimator: string | null;
  readonly report: IngestReport | null;
  readonly groundTruth: JoinSummary | null;
  readonly names: readonly string[] | null;
}

/** What is missing is made of what is there. */
export function assembleBaseline(
  statistics: QualityStatistics | null,
  constraints: QualityConstraints | null,
  estimator: FoundEstimator | { readonly estimator: null; readonly noEstimator: null },
  read: Pick<QualityBaselineData, 'report' | 'groundTruth' | 'names'>,
): QualityBaselineData | null {
  const asked = constraints ?? (statistics && suggestConstraints(statistics));
  if (asked === null) return null;
  return { monitor: 'model-quality', problem: asked.problem, statistics, constraints: asked, ...estimator, ...read };
}
