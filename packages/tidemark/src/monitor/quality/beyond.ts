/** Whether a metric lies strictly on the wrong side of its threshold. */
import type { MetricConstraint } from './constraints.js';

export function isBeyond(value: number, { threshold, comparison_operator }: MetricConstraint): boolean {
  return comparison_operator === 'LessThanThreshold' ? value < threshold : value > threshold;
}
