/** Checks a window against a baseline: by our rules, or exactly as Model Monitor does. */
import type { Engine } from '../../engine/port.js';
import type { Baseline, DataSet } from '../baseline/baseline.js';
import { readProfileStatistics, toStatisticsDocument } from '../document/from-profile.js';
import { emptyWindow, invalidRate } from '../errors.js';
import type { Reading } from '../reading.js';
import { suggestConstraints } from '../suggest/suggest.js';
import { judgeCalibrated } from './calibrated/verdict.js';
import type { CheckResult } from './check-result.js';
import { judgeAsModelMonitor } from './sagemaker/verdict.js';

/** One window in a hundred may raise an alarm although nothing changed. */
export const DEFAULT_FALSE_ALARM_RATE = 0.01;

/** What is checked against what, and by which rules. */
export interface CheckInput {
  readonly engine: Engine;
  readonly baseline: Baseline;
  readonly current: DataSet;
  readonly reading: Reading;
  readonly falseAlarmRate?: number | undefined;
  /** The command line that runs this check again, to be quoted in violations. */
  readonly reproduce: string | null;
}

export async function checkDataQuality(input: CheckInput): Promise<CheckResult> {
  const { baseline, current, engine, reading, reproduce, falseAlarmRate = DEFAULT_FALSE_ALARM_RATE } = input;
  if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw invalidRate(falseAlarmRate);
  const window = await readProfileStatistics(current.profile, reading);
  if (window.rows === 0) throw emptyWindow(current.report.quarantined);
  const statistics = toStatisticsDocument(window, reading);
  const verdict =
    reading === 'sagemaker'
      ? judgeAsModelMonitor(engine, baseline, current.profile, window.columns)
      : await judgeCalibrated({
          engine,
          baseline,
          profile: current.profile,
          columns: window.columns,
          falseAlarmRate,
          reproduce,
        });
  return {
    schema: 'check-result/v1',
    reading,
    falseAlarmRate: reading === 'sagemaker' ? null : falseAlarmRate,
    ...verdict,
    statistics,
    baselineStatistics: baseline.statistics,
    constraints: suggestConstraints(statistics, reading),
    report: current.report,
    reproduce,
  };
}
