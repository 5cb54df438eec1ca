/** What a baseline allows: metrics no farther from their ideal than they were. */
import type { AnalysisMetric } from './analysis.js';
import { BIAS_METRICS } from './metric.js';

/** A range of allowed values; null where it is open. */
export type AllowedRange = readonly [number | null, number | null];

/**
 * Of a ratio the range is as wide on both sides by its logarithm. `isOneSided`: only what is worse for the sensitive
 * group is bounded. Null where the baseline has no value, or one that no value is farther than.
 */
export function toAllowedRange(metric: AnalysisMetric, isOneSided: boolean): AllowedRange | null {
  const { ideal, worse } = BIAS_METRICS[metric.name] ?? { ideal: 0, worse: 'above' };
  const value = metric.value === null ? Number.NaN : Number(metric.value);
  if (!Number.isFinite(value) || (ideal === 1 && value <= 0)) return null;
  const most = ideal === 1 ? Math.max(value, 1 / value) : Math.abs(value);
  const least = ideal === 1 ? 1 / most : -most;
  if (!isOneSided) return [least, most];
  return worse === 'above' ? [null, most] : [least, null];
}
