/**
 * Our verdict: a metric violates where it is beyond its threshold by more than chance explains. A threshold that is the
 * baseline's own metric is as uncertain as that metric; one written by hand is exact. All metrics are one family.
 */
import type { Engine, IntervalEstimate } from '../../engine/port.js';
import { negate, toIntervalEstimate } from '../interval-estimate.js';
import type { MetricConstraint, QualityConstraints } from './constraints.js';
import { isBeyond } from './beyond.js';
import { toViolationName } from './metrics.js';
import type { MetricNotEvaluated, QualityVerdict } from './result.js';
import type { MetricStatistics, QualityGroup, QualityStatistics } from './statistics.js';
import type { QualityViolation } from './violations.js';

export interface JudgeInput {
  readonly engine: Engine;
  readonly baseline: QualityStatistics | null;
  readonly constraints: QualityConstraints;
  readonly current: QualityStatistics;
  readonly falseAlarmRate: number;
  readonly reproduce: string | null;
}

/** A metric that can be judged: its threshold and itself, each with an interval. */
interface Test {
  readonly metric: string;
  readonly constraint: MetricConstraint;
  readonly current: IntervalEstimate;
  readonly count: number;
  readonly pValue: number;
  readonly group: Group | undefined;
}

type Group = Pick<QualityGroup, 'attribute' | 'value'>;

export function judgeCalibrated(input: JudgeInput): QualityVerdict {
  const { engine, current, falseAlarmRate } = input;
  const notEvaluated: MetricNotEvaluated[] = [];
  const tests: Test[] = [];
  const judge = (
    metrics: QualityStatistics['metrics'] | null,
    count: number,
    group: Group | undefined,
    reason: string,
  ) => {
    const found = listTests(input, metrics, count, group, reason);
    tests.push(...found.tests);
    notEvaluated.push(...found.notEvaluated);
  };
  judge(current.itemCount === 0 ? null : current.metrics, current.itemCount, undefined, 'no row has a label');
  for (const { attribute, value, count, metrics } of current.tidemark?.groups ?? []) {
    judge(metrics, count, { attribute, value }, `${count} rows are too few`);
  }
  const adjusted = engine.adjustPValues(tests.map(({ pValue }) => pValue));
  const violations = tests.flatMap((test, index) => {
    const adjustedPValue = adjusted[index] ?? 1;
    const isFound = adjustedPValue <= falseAlarmRate && isBeyond(test.current.value, test.constraint);
    return isFound ? [toViolation(input, test, adjustedPValue)] : [];
  });
  return { violations, notEvaluated, testCount: tests.length };
}

function listTests(
  { engine, baseline, constraints }: JudgeInput,
  metrics: QualityStatistics['metrics'] | null,
  count: number,
  group: Group | undefined,
  reason: string,
): { readonly tests: readonly Test[]; readonly notEvaluated: readonly MetricNotEvaluated[] } {
  const tests: Test[] = [];
  const notEvaluated: MetricNotEvaluated[] = [];
  for (const [metric, constraint] of Object.entries(constraints.metrics)) {
    const estimate = toEstimate(metrics?.[metric]);
    if (typeof estimate === 'string') {
      notEvaluated.push({ metric, reason: metrics === null ? reason : estimate, ...(group && { group }) });
      continue;
    }
    const bound = toBound(constraint, baseline?.metrics[metric]);
    const isLess = constraint.comparison_operator === 'LessThanThreshold';
    const pValue = isLess
      ? engine.compareEstimates(negate(bound), negate(estimate))
      : engine.compareEstimates(bound, estimate);
    tests.push({ metric, constraint, current: estimate, count, pValue, group });
  }
  return { tests, notEvaluated };
}

/** A metric with its interval, or why there is none. */
function toEstimate(metric: MetricStatistics | undefined): IntervalEstimate | string {
  if (metric === undefined) return 'the window has no such metric';
  const { value, tidemark } = metric;
  if (value === null || !Number.isFinite(value)) return tidemark?.reason ?? 'it is not defined over this window';
  const { interval } = tidemark ?? {};
  return interval ? toIntervalEstimate(value, interval) : 'nothing says how far its value can be trusted';
}

/** The threshold with the interval of the baseline's metric, where it is that. */
function toBound({ threshold }: MetricConstraint, metric: MetricStatistics | undefined): IntervalEstimate {
  const interval = metric?.value === threshold ? metric.tidemark?.interval : undefined;
  return toIntervalEstimate(threshold, interval ?? [threshold, threshold]);
}

function toViolation({ baseline, reproduce }: JudgeInput, test: Test, adjustedPValue: number): QualityViolation {
  const { metric, constraint, current, count, pValue, group } = test;
  return {
    constraint_check_type: constraint.comparison_operator,
    description: describe(test),
    metric_name: toViolationName(metric),
    ...(group && { group }),
    value: current.value,
    expected: constraint.threshold,
    interval: current.interval,
    pValue,
    adjustedPValue,
    counts: { reference: baseline?.itemCount ?? null, current: count },
    reproduce,
  };
}

function describe({ metric, constraint, current, group }: Test): string {
  const { threshold, comparison_operator } = constraint;
  const direction = comparison_operator === 'LessThanThreshold' ? 'below' : 'above';
  const [lowest, highest] = current.interval.map(toShort);
  const where = group ? ` where ${group.attribute} is ${group.value}` : '';
  const found = `${metric}${where} is ${toShort(current.value)} (95% interval ${lowest} to ${highest})`;
  return `${found}, ${direction} the threshold ${toShort(threshold)}`;
}

function toShort(number: number): string {
  return String(Number(number.toPrecision(4)));
}
