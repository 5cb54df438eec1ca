/**
 * A metric whose labels are still to come violates where the whole band of its estimate lies beyond its threshold: where it
 * would be no news if the labels said so.
 */
import type { QualityConstraints } from './constraints.js';
import { isBeyond } from './beyond.js';
import type { MetricEstimate, QualityEstimates } from './estimates.js';
import { toViolationName } from './metrics.js';
import type { QualityStatistics } from './statistics.js';
import { ESTIMATED_CHECK, type QualityViolation } from './violations.js';

export interface EstimateJudgeInput {
  readonly estimates: QualityEstimates;
  readonly baseline: QualityStatistics | null;
  readonly constraints: QualityConstraints;
  readonly reproduce: string | null;
}

export function judgeEstimates({ estimates, ...input }: EstimateJudgeInput): readonly QualityViolation[] {
  return estimates.metrics.flatMap((estimate) => {
    const violation = estimate.verdict === 'unchecked' ? judgeEstimate(estimate, estimates.count, input) : null;
    return violation === null ? [] : [violation];
  });
}

function judgeEstimate(
  { metric, value, band }: MetricEstimate,
  count: number,
  { baseline, constraints, reproduce }: Omit<EstimateJudgeInput, 'estimates'>,
): QualityViolation | null {
  const constraint = constraints.metrics[metric];
  if (constraint === undefined || value === null || band === null) return null;
  if (!band.every((end) => isBeyond(end, constraint))) return null;
  const { threshold } = constraint;
  const direction = constraint.comparison_operator === 'LessThanThreshold' ? 'below' : 'above';
  const [low, high] = band.map(toShort);
  return {
    constraint_check_type: ESTIMATED_CHECK,
    description: `${metric} is estimated at ${toShort(value)}, and its whole band, ${low} to ${high}, lies ${direction} the threshold ${toShort(threshold)}; the labels are still to come`,
    metric_name: toViolationName(metric),
    value,
    expected: threshold,
    interval: band,
    pValue: null,
    adjustedPValue: null,
    counts: { reference: baseline?.itemCount ?? null, current: count },
    reproduce,
  };
}

function toShort(number: number): string {
  return String(Number(number.toPrecision(4)));
}
