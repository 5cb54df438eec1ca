/** Checks a source against a baseline. */
import { type Baseline, findBaseline } from './baseline.js';
import { TidemarkError } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import type { KindBaseline, KindResult } from './kind.js';
import { findKindBaseline } from './kind-baseline.js';
import { type AnyKindOptions, findKind, type KindBaselineOf, type KindOptionsOf, type KindResultOf } from './kinds.js';
import type { KindName, MonitorName } from '../monitor/kind-name.js';
import { loadEngine } from './load-engine.js';
import { readAnalysis } from '../monitor/attribution/analysis.js';
import { orderByImpact, toAttributionShares } from '../monitor/attribution/impact.js';
import { orderByChange } from '../monitor/estimate/order-by-change.js';
import type { DriftImpact } from '../monitor/estimate/drift-impact.js';
import { readMonitoredEstimator } from '../monitor/estimate/read-estimator.js';
import { findDriftImpact } from './drift-impact.js';
import { checkDataQuality } from '../monitor/check/check.js';
import type { CheckResult as CheckResultData } from '../monitor/check/check-result.js';
import { toCommandLine, toOptionWords } from '../monitor/check/command-line.js';
import type { CheckOptions } from './options.js';
import { createResult } from './result.js';
import { readWindow } from './window.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import type { Source } from '../source/source.js';

/** What a check found. */
export interface CheckResult extends CheckResultData {
  /** The profile of the window: the bytes of a `.tide` file. */
  readonly profile: Uint8Array;
  toText(): string;
  toJSON(): CheckResultData;
  /** The statistics of the window, see `statisticsToArrow`. */
  toArrow(): Promise<ArrowTable>;
  /**
   * By extension: `.html`, `.md`, `.csv`, `.txt`, `.json` or `.arrow`, which holds the statistics; without one, a directory of Model Monitor's documents,
   * profile.tide, report.html, and what `openResult` needs besides.
   */
  save(path: string): Promise<void>;
}

/** The baseline is one made or opened before, the directory of one, or a source to make it of. */
export function check<Name extends KindName>(
  source: Source,
  base: KindBaselineOf<Name> | Source,
  options: KindOptionsOf<Name>,
): Promise<KindResultOf<Name>>;
export function check(source: Source, base: Baseline | Source, options?: CheckOptions): Promise<CheckResult>;
export async function check(
  source: Source,
  base: Baseline | KindBaseline | Source,
  options: CheckOptions | AnyKindOptions = {},
): Promise<CheckResult | KindResult> {
  const kind = findKind(options);
  const engine = options.engine ?? (await loadEngine());
  if (kind === null) return checkDataSet(engine, source, base as Baseline | Source, options as CheckOptions);
  const asked = options as AnyKindOptions;
  const kindBase = isKindBaseline(base) ? base : await findKindBaseline(kind, engine, base as Source, asked);
  if (kindBase.monitor !== asked.monitor) throw otherMonitor(asked.monitor, kindBase.monitor);
  return kind.check(engine, source, kindBase, asked);
}

async function checkDataSet(
  engine: Engine,
  source: Source,
  base: Baseline | Source,
  options: CheckOptions,
): Promise<CheckResult> {
  if (isKindBaseline(base)) throw otherMonitor('data-quality', base.monitor);
  const baseline = isBaseline(base) ? base : await findBaseline(base, options);
  const names = baseline.constraints.features.map(({ name }) => name);
  const current = await readWindow(engine, source, { names, ...options });
  try {
    const call = { sources: current.names, baseline: baseline.names, options: toOptionWords(options) };
    const result = await checkDataQuality({
      engine,
      baseline,
      current,
      reading: options.compat ?? 'tidemark',
      falseAlarmRate: options.falseAlarmRate,
      reproduce: options.preprocess ? null : toCommandLine(call),
    });
    const impact = await findImpact(engine, source, options);
    return createResult(weigh(result, baseline, options, impact), current.profile.toBytes());
  } finally {
    current.profile[Symbol.dispose]();
  }
}

async function findImpact(engine: Engine, source: Source, options: CheckOptions): Promise<DriftImpact | null> {
  const { estimator, compat } = options;
  if (!estimator || compat === 'sagemaker') return null;
  return findDriftImpact(engine, source, readMonitoredEstimator(estimator), options);
}

/**
 * Violations by what they probably cost, where it is known what features contribute or what their drift does to a metric;
 * Model Monitor knows no such order.
 */
function weigh(
  result: CheckResultData,
  baseline: Baseline,
  { attributions, compat }: CheckOptions,
  impact: DriftImpact | null,
): CheckResultData {
  if (compat === 'sagemaker') return result;
  const labels = attributions ? readAnalysis(attributions) : baseline.attributions;
  const { violations } = result;
  const weighed = labels ? orderByImpact(violations, toAttributionShares(labels)) : violations;
  return impact === null
    ? { ...result, violations: weighed }
    : { ...result, violations: orderByChange(weighed, impact), impact };
}

function isBaseline(base: Baseline | Source): base is Baseline {
  return typeof base === 'object' && 'constraints' in base && 'toText' in base;
}

function isKindBaseline(base: object | string): base is KindBaseline {
  return typeof base === 'object' && 'monitor' in base && 'toText' in base;
}

function otherMonitor(asked: MonitorName, found: MonitorName): TidemarkError {
  const advice = `set \`monitor\` to ${found}, or give another baseline`;
  return new TidemarkError('incompatible', `expected a baseline of ${asked}, found one of ${found}; ${advice}`);
}
