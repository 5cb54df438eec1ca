/** What the quality of a model is checked against: its metrics over a baseline data set, and a threshold for each. */
import type { IngestReport } from '../../engine/port.js';
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
  readonly report: IngestReport | null;
  readonly groundTruth: JoinSummary | null;
  readonly names: readonly string[] | null;
}

/** What is missing is made of what is there. */
export function assembleBaseline(
  statistics: QualityStatistics | null,
  constraints: QualityConstraints | null,
  read: Pick<QualityBaselineData, 'report' | 'groundTruth' | 'names'>,
): QualityBaselineData | null {
  const asked = constraints ?? (statistics && suggestConstraints(statistics));
  if (asked === null) return null;
  return { monitor: 'model-quality', problem: asked.problem, statistics, constraints: asked, ...read };
}
