/** Checks the bias of a window against that of its baseline. */
import type { BiasReport } from '../../engine/bias.js';
import type { Engine, IngestReport } from '../../engine/port.js';
import { DEFAULT_FALSE_ALARM_RATE } from '../check/check.js';
import { invalidRate } from '../errors.js';
import type { Reading } from '../reading.js';
import { type BiasAnalysis, toAnalysis } from './analysis.js';
import { judgeCalibrated } from './judge-calibrated.js';
import { judgeAsClarify } from './judge-sagemaker.js';
import { pairMetrics } from './pair.js';
import type { BiasCheck, BiasRows } from './result.js';

export interface BiasCheckInput {
  readonly engine: Engine;
  readonly baseline: BiasAnalysis;
  /** The window's rows, measured against what the baseline allows, or its document as it is. */
  readonly current: BiasReport | BiasAnalysis;
  readonly report: IngestReport | null;
  readonly reading: Reading;
  readonly falseAlarmRate?: number | undefined;
  /** Only what is worse for the sensitive group counts. */
  readonly isOneSided?: boolean | undefined;
  readonly reproduce: string | null;
}

export function checkBias(input: BiasCheckInput): BiasCheck {
  const { engine, baseline, current, reading, reproduce, isOneSided = false } = input;
  const { falseAlarmRate = DEFAULT_FALSE_ALARM_RATE } = input;
  if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw invalidRate(falseAlarmRate);
  const isCompat = reading === 'sagemaker';
  const analysis = 'version' in current ? current : toAnalysis(current, isCompat);
  const pairs = pairMetrics(baseline, analysis);
  const verdict = isCompat
    ? judgeAsClarify(pairs)
    : judgeCalibrated({ engine, pairs, isOneSided, falseAlarmRate, reproduce });
  return {
    monitor: 'bias',
    reading,
    falseAlarmRate: isCompat ? null : falseAlarmRate,
    ...verdict,
    analysis,
    baselineAnalysis: baseline,
    bias: 'version' in current ? null : toBiasRows(current),
    report: input.report,
    reproduce,
  };
}

export function toBiasRows({ rows, missing, sample, postTrainingError }: BiasReport): BiasRows {
  return { rows, missing, ...(sample && { sample }), ...(postTrainingError !== undefined && { postTrainingError }) };
}
