/**
 * Our verdict: a metric violates where its interval lies outside what the baseline allows, corrected for all facets and
 * metrics, which are one family.
 */
import type { AllowedRange, BiasValue } from '../../engine/bias.js';
import type { Engine } from '../../engine/port.js';
import { toAllowedRange } from './allowed.js';
import type { AnalysisEntry } from './analysis.js';
import { findMissing } from './judge-sagemaker.js';
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
    const test = toTest(pair, input.isOneSided);
    if (typeof test !== 'string') tests.push(test);
    else notEvaluated.push({ facet: pair.facet, facet_value: pair.key, metric: pair.name, reason: test });
  }
  const adjusted = input.engine.adjustPValues(tests.map(({ pValue }) => pValue));
  const violations = tests.flatMap((test, index) => {
    const adjustedPValue = adjusted[index] ?? 1;
    const isFound = adjustedPValue <= input.falseAlarmRate && isOutside(test);
    return isFound ? [toViolation(test, adjustedPValue, input.reproduce)] : [];
  });
  return { violations, notEvaluated, testCount: tests.length };
}

/** A metric that can be judged, or why it cannot. */
function toTest(pair: PairedMetric, isOneSided: boolean): Test | string {
  const reason = findMissing(pair);
  const { baseline, current } = pair;
  if (reason !== null || current === null || current.metric.value === null) return reason ?? 'the window has no value';
  const allowed = toAllowedRange(baseline, isOneSided);
  if (allowed === null) return `the baseline's value ${baseline.value} sets no limit`;
  const { value, tidemark: { interval, pValue, method } = {} } = current.metric;
  if (interval === undefined || pValue === undefined) {
    return NO_INTERVAL[method ?? ''] ?? 'a side has no rows of the kind that it counts, so it has no interval';
  }
  return { pair, entry: current.entry, value, interval, allowed, pValue };
}

/** Why a value has no interval, by the method that would have made it. */
const NO_INTERVAL: Readonly<Record<string, string>> = {
  '': 'nothing says how far its value can be trusted',
  bootstrap: 'most resamples have no value, so it has no interval',
};

function isOutside({ interval: [low, high], allowed: [least, most] }: Test): boolean {
  return (least !== null && Number(high) < least) || (most !== null && Number(low) > most);
}

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
