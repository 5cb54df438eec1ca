/**
 * Our verdict: a metric violates where it is farther from its ideal than the baseline by more than both intervals explain,
 * corrected for all facets and metrics, which are one family.
 */
import type { BiasValue } from '../../engine/bias.js';
import type { Engine, IntervalEstimate } from '../../engine/port.js';
import { negate, toIntervalEstimate } from '../interval-estimate.js';
import { type AllowedRange, toAllowedRange } from './allowed.js';
import type { AnalysisEntry, AnalysisMetric } from './analysis.js';
import { findMissing } from './judge-sagemaker.js';
import { BIAS_METRICS } from './metric.js';
import type { PairedMetric } from './pair.js';
import type { BiasEvidence, BiasNotEvaluated, BiasVerdict, BiasViolation } from './result.js';

export interface JudgeInput {
  readonly engine: Engine;
  readonly pairs: readonly PairedMetric[];
  readonly isOneSided: boolean;
  readonly falseAlarmRate: number;
  readonly reproduce: string | null;
}

interface Test extends Pick<BiasEvidence, 'value' | 'interval' | 'allowed' | 'pValue'> {
  readonly pair: PairedMetric;
  readonly entry: AnalysisEntry;
}

export function judgeCalibrated(input: JudgeInput): BiasVerdict {
  const tests: Test[] = [];
  const notEvaluated: BiasNotEvaluated[] = [];
  for (const pair of input.pairs) {
    const test = toTest(pair, input);
    if (typeof test !== 'string') tests.push(test);
    else notEvaluated.push({ facet: pair.facet, facet_value: pair.key, metric: pair.name, reason: test });
  }
  const adjusted = input.engine.adjustPValues(tests.map(({ pValue }) => pValue));
  const violations = tests.flatMap((test, index) => {
    const adjustedPValue = adjusted[index] ?? 1;
    return adjustedPValue <= input.falseAlarmRate ? [toViolation(test, adjustedPValue, input.reproduce)] : [];
  });
  return { violations, notEvaluated, testCount: tests.length };
}

/** A metric that can be judged, or why it cannot. */
function toTest(pair: PairedMetric, { engine, isOneSided }: JudgeInput): Test | string {
  const reason = findMissing(pair);
  const { baseline, current } = pair;
  if (reason !== null || current === null || current.metric.value === null) return reason ?? 'the window has no value';
  const allowed = toAllowedRange(baseline, isOneSided);
  const { value, tidemark: { interval, method } = {} } = current.metric;
  const limits = toLimits(baseline);
  if (allowed === null || limits === null) return `the baseline's value ${baseline.value} sets no limit`;
  if (interval === undefined) {
    return NO_INTERVAL[method ?? ''] ?? 'a side has no rows of the kind that it counts, so it has no interval';
  }
  const estimate = toEstimate(value, interval);
  if (estimate === null) return `its value ${value} is not finite, as a side has no rows of a kind that it divides by`;
  const [least, most] = limits;
  const rises = allowed[1] === null ? 1 : engine.compareEstimates(most, estimate);
  const falls = allowed[0] === null ? 1 : engine.compareEstimates(negate(least), negate(estimate));
  const pValue = Math.min(1, (isOneSided ? 1 : 2) * Math.min(rises, falls));
  return { pair, entry: current.entry, value, interval, allowed, pValue };
}

/** The ends of what a baseline allows, as uncertain as its value is; exact where it has no interval. */
function toLimits({ name, value, tidemark }: AnalysisMetric): readonly [IntervalEstimate, IntervalEstimate] | null {
  const own = toEstimate(value, tidemark?.interval ?? [value ?? 0, value ?? 0]);
  if (own === null) return null;
  const mirrored = BIAS_METRICS[name]?.ideal === 1 ? invert(own) : negate(own);
  return own.value <= mirrored.value ? [own, mirrored] : [mirrored, own];
}

/** Null for what is not finite. An open end lies far away. */
function toEstimate(given: BiasValue | null, ends: readonly [BiasValue, BiasValue]): IntervalEstimate | null {
  const value = given === null ? Number.NaN : Number(given);
  const low = Math.max(Number(ends[0]), -Number.MAX_VALUE);
  const high = Math.min(Number(ends[1]), Number.MAX_VALUE);
  return Number.isFinite(value) ? toIntervalEstimate(value, [low, high]) : null;
}

/** Of a ratio. */
function invert({ value, interval: [low, high] }: IntervalEstimate): IntervalEstimate {
  return { value: 1 / value, interval: [1 / high, 1 / low] };
}

/** Why a value has no interval, by the method that would have made it. */
const NO_INTERVAL: Readonly<Record<string, string>> = {
  '': 'nothing says how far its value can be trusted',
  bootstrap: 'most resamples have no value, so it has no interval',
};

function toViolation(test: Test, adjustedPValue: number, reproduce: string | null): BiasViolation {
  const { pair, entry, value, interval, allowed, pValue } = test;
  const { a, d } = entry.tidemark ?? {};
  const [low, high] = interval.map(toShort);
  const name = `${pair.name} of ${pair.facet} ${entry.value_or_threshold}`;
  return {
    facet: pair.facet,
    facet_value: entry.value_or_threshold,
    metric_name: pair.name,
    constraint_check_type: 'bias_drift_check',
    description: `${name} is ${toShort(value)} (95% interval ${low} to ${high}), outside the allowed ${toRangeText(allowed)}`,
    value,
    interval,
    allowed,
    pValue,
    adjustedPValue,
    counts: a && d ? { a: a.rows, d: d.rows } : null,
    reproduce,
  };
}

export function toRangeText([least, most]: AllowedRange): string {
  if (least === null) return `values up to ${toShort(most ?? 'Infinity')}`;
  return most === null ? `values from ${toShort(least)} on` : `range ${toShort(least)} to ${toShort(most)}`;
}

function toShort(value: BiasValue): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : value;
}
