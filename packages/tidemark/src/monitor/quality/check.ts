/** Checks the quality of a model over a window against that of its baseline. */
import type { Engine, IngestReport } from '../../engine/port.js';
import { DEFAULT_FALSE_ALARM_RATE } from '../check/check.js';
import { invalidRate } from '../errors.js';
import type { JoinSummary } from '../join/join-summary.js';
import type { Reading } from '../reading.js';
import { type QualityConstraints, suggestConstraints } from './constraints.js';
import { otherProblem } from './errors.js';
import type { QualityEstimates } from './estimates.js';
import { judgeCalibrated } from './judge-calibrated.js';
import { judgeEstimates } from './judge-estimates.js';
import { judgeAsModelMonitor } from './judge-sagemaker.js';
import type { QualityCheck } from './result.js';
import type { QualityStatistics } from './statistics.js';

export interface QualityCheckInput {
  readonly engine: Engine;
  readonly baseline: {
    readonly statistics: QualityStatistics | null;
    readonly constraints: QualityConstraints;
  };
  readonly current: QualityStatistics;
  readonly estimates: QualityEstimates | null;
  readonly report: IngestReport | null;
  readonly groundTruth: JoinSummary | null;
  readonly reading: Reading;
  readonly falseAlarmRate?: number | undefined;
  readonly reproduce: string | null;
}

export function checkQuality(input: QualityCheckInput): QualityCheck {
  const { engine, baseline, current, estimates, reading, reproduce, falseAlarmRate = DEFAULT_FALSE_ALARM_RATE } = input;
  const { constraints, statistics } = baseline;
  if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw invalidRate(falseAlarmRate);
  if (constraints.problem !== current.problem) throw otherProblem(constraints.problem, current.problem);
  const verdict =
    reading === 'sagemaker'
      ? judgeAsModelMonitor(current, constraints)
      : judgeCalibrated({ engine, baseline: statistics, constraints, current, falseAlarmRate, reproduce });
  const estimated = estimates ? judgeEstimates({ estimates, baseline: statistics, constraints, reproduce }) : [];
  return {
    monitor: 'model-quality',
    reading,
    falseAlarmRate: reading === 'sagemaker' ? null : falseAlarmRate,
    ...verdict,
    violations: [...verdict.violations, ...estimated],
    estimates,
    statistics: current,
    baselineStatistics: statistics,
    baselineConstraints: constraints,
    constraints: suggestConstraints(current),
    report: input.report,
    groundTruth: input.groundTruth,
    reproduce,
  };
}
