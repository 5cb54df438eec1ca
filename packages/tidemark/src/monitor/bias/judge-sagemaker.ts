/** The verdict of Clarify: a metric violates where it is farther from 0 than in the baseline, by however little. */
import type { BiasValue } from '../../engine/bias.js';
import type { PairedMetric } from './pair.js';
import { toPythonText } from '../document/python-number.js';
import type { BiasVerdict } from './result.js';

/** DI is held against 0 as well, and an infinite value is larger than every other. */
export function isDrift(baseline: BiasValue, current: BiasValue): boolean {
  return Math.abs(Number(current)) > Math.abs(Number(baseline));
}

export function judgeAsClarify(pairs: readonly PairedMetric[]): BiasVerdict {
  const violations = pairs.flatMap(({ facet, name, baseline, current }) => {
    if (baseline.value === null || current === null || current.metric.value === null) return [];
    const { value } = current.metric;
    if (!isDrift(baseline.value, value)) return [];
    const [found, limit] = [value, baseline.value].map((number) => toPythonText(Number(number)));
    return {
      facet,
      facet_value: current.entry.value_or_threshold,
      metric_name: name,
      constraint_check_type: 'bias_drift_check' as const,
      description: `Metric value ${found} doesn't meet the baseline constraint requirement ${limit}`,
    };
  });
  const notEvaluated = pairs.flatMap((pair) => {
    const reason = findMissing(pair);
    return reason === null ? [] : [{ facet: pair.facet, facet_value: pair.key, metric: pair.name, reason }];
  });
  return { violations, notEvaluated, testCount: 0 };
}

/** Why a side has no value, or null. */
export function findMissing({ baseline, current }: PairedMetric): string | null {
  if (baseline.value === null) return `the baseline has no value: ${baseline.error ?? 'it does not say why'}`;
  if (current === null) return 'the window has no such metric';
  if (current.metric.value === null) return current.metric.error ?? 'the window has no value';
  return null;
}
