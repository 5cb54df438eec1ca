/** Checks the attributions of a window against those of a baseline, label by label. */
import type { AttributionDrift, AttributionRows } from '../../engine/attribution.js';
import type { Engine, IngestReport, Profile } from '../../engine/port.js';
import { DEFAULT_FALSE_ALARM_RATE } from '../check/check.js';
import { invalidRate } from '../errors.js';
import type { Reading } from '../reading.js';
import { type LabelAttributions, withoutRows } from './analysis.js';
import { describeCalibrated, describeAsModelMonitor } from './describe.js';
import type { AttributionCheck, AttributionNotEvaluated, LabelDrift } from './result.js';
import { testFeatures } from './test-features.js';
import { type AttributionViolation, CHECK_TYPE, THRESHOLD } from './violations.js';

/** One output of the model in the window. */
export interface LabelWindow extends LabelAttributions {
  /** Null where only one number a feature is known. */
  readonly rows: AttributionRows | null;
}

export interface AttributionCheckInput {
  readonly engine: Engine;
  readonly baseline: {
    readonly labels: readonly LabelAttributions[];
    /** Of the attributions of rows, where there is one output and they were kept. */
    readonly profile: Uint8Array | null;
  };
  readonly current: readonly LabelWindow[];
  readonly report: IngestReport | null;
  readonly reading: Reading;
  readonly falseAlarmRate?: number | undefined;
  readonly seed?: number | undefined;
  readonly reproduce: string | null;
}

/** How often rows are drawn again, so that a rate of one in a hundred leaves a few draws beyond the interval. */
const RESAMPLES = 500;

export function checkAttributions(input: AttributionCheckInput): AttributionCheck {
  const { engine, baseline, current, reading, report, reproduce } = input;
  const { falseAlarmRate = DEFAULT_FALSE_ALARM_RATE } = input;
  if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) throw invalidRate(falseAlarmRate);
  const profile = baseline.profile && engine.readProfile(baseline.profile);
  try {
    const notEvaluated: AttributionNotEvaluated[] = [];
    const drifts = baseline.labels.flatMap((before): LabelDrift[] => {
      const now = current.find(({ label }) => label === before.label);
      const compared = now === undefined ? [] : findShared(before, now, notEvaluated);
      if (now === undefined || compared.length === 0) {
        const reason = now === undefined ? 'the window has no such label' : 'no feature has attributions on both sides';
        notEvaluated.push({ label: before.label, reason });
        return [];
      }
      const drift = compare(input, { before, now, compared, falseAlarmRate, profile });
      if (drift.reason !== null) notEvaluated.push({ label: before.label, reason: drift.reason });
      return [{ label: before.label, drift }];
    });
    return {
      monitor: 'attribution',
      reading,
      falseAlarmRate: reading === 'sagemaker' ? null : falseAlarmRate,
      violations: drifts.flatMap((found) => judge(found, reading, falseAlarmRate, reproduce)),
      notEvaluated,
      drifts,
      attributions: current.map(withoutRows),
      baselineAttributions: baseline.labels,
      report,
      reproduce,
    };
  } finally {
    profile?.[Symbol.dispose]();
  }
}

/** The features of both sides. */
function findShared(
  before: LabelAttributions,
  now: LabelAttributions,
  notEvaluated: AttributionNotEvaluated[],
): readonly string[] {
  const { label } = before;
  const lacks = (feature: string, side: string): void => {
    notEvaluated.push({ label, feature, reason: `the ${side} has no attributions of it` });
  };
  const shared = Object.keys(before.global).filter((feature) => {
    if (Object.hasOwn(now.global, feature)) return true;
    lacks(feature, 'window');
    return false;
  });
  for (const feature of Object.keys(now.global)) if (!Object.hasOwn(before.global, feature)) lacks(feature, 'baseline');
  return shared;
}

interface Comparison {
  readonly before: LabelAttributions;
  readonly now: LabelWindow;
  readonly compared: readonly string[];
  readonly falseAlarmRate: number;
  readonly profile: Profile | null;
}

function compare({ engine, seed }: AttributionCheckInput, comparison: Comparison): AttributionDrift {
  const { before, now, compared, falseAlarmRate, profile } = comparison;
  const take = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(compared.flatMap((name) => (name in values ? [[name, values[name] as T]] : [])));
  const options = { level: 1 - 2 * Math.min(falseAlarmRate, 0.25), resamples: RESAMPLES, seed: seed ?? 0 };
  const aggregate = now.origin?.aggregate ?? 'mean_abs';
  const side = now.rows === null ? take(now.global) : take(now.rows);
  const drift = engine.attributionDrift(take(before.global), side, { ...options, aggregate });
  return now.rows === null || profile === null ? drift : testFeatures(engine, drift, profile, now.rows);
}

function judge(
  { label, drift }: LabelDrift,
  reading: Reading,
  falseAlarmRate: number,
  reproduce: string | null,
): AttributionViolation[] {
  const { ndcg, interval, rows } = drift;
  if (ndcg === null || ndcg >= THRESHOLD) return [];
  const violation = { label, metric_name: 'shap', constraint_check_type: CHECK_TYPE } as const;
  if (reading === 'sagemaker') return [{ ...violation, description: describeAsModelMonitor(ndcg) }];
  // Drawn rows that reach the threshold say that chance alone could have taken the order so far.
  if (interval !== null && interval[1] >= THRESHOLD) return [];
  const [reference, current] = rows;
  return [
    {
      ...violation,
      description: describeCalibrated(drift, ndcg, falseAlarmRate),
      value: ndcg,
      expected: THRESHOLD,
      interval,
      counts: { reference, current },
      reproduce,
    },
  ];
}
