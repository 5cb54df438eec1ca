/** The shape of a model-quality constraints.json: a threshold and the direction in which it violates, metric by metric. */
import { listConstrained, type Operator, PROBLEM_KEYS, type Problem } from './metrics.js';
import type { QualityStatistics } from './statistics.js';

export interface MetricConstraint {
  readonly threshold: number;
  readonly comparison_operator: Operator;
}

/** constraints.json as it is worked with: the block of its problem taken apart. */
export interface QualityConstraints {
  readonly problem: Problem;
  readonly version: number;
  readonly metrics: Readonly<Record<string, MetricConstraint>>;
}

/** The thresholds are the metrics themselves, without slack; a metric without a value gets none. */
export function suggestConstraints({ problem, metrics }: QualityStatistics): QualityConstraints {
  const suggested = listConstrained(problem).flatMap(([metric, operator]) => {
    const threshold = metrics[metric]?.value ?? null;
    if (threshold === null || !Number.isFinite(threshold)) return [];
    return [[metric, { threshold, comparison_operator: operator }] as const];
  });
  return { problem, version: 0, metrics: Object.fromEntries(suggested) };
}

export function toConstraintsDocument({ problem, version, metrics }: QualityConstraints): object {
  return { version, [`${PROBLEM_KEYS[problem]}_constraints`]: metrics };
}
