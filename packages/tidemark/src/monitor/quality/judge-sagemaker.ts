/** The verdict of Model Monitor: each metric by its bare value, whatever its spread. */
import { toJavaText } from '../document/java-number.js';
import type { MetricConstraint, QualityConstraints } from './constraints.js';
import { toViolationName } from './metrics.js';
import type { QualityVerdict } from './result.js';
import type { QualityStatistics } from './statistics.js';
import { isBeyond } from './beyond.js';

/** Model Monitor never reports this one, whatever its value. */
const NEVER_REPORTED = 'f0_5';

export function judgeAsModelMonitor(statistics: QualityStatistics, constraints: QualityConstraints): QualityVerdict {
  const judged = Object.entries(constraints.metrics).filter(([metric]) => metric !== NEVER_REPORTED);
  const known = judged.flatMap(([metric, constraint]) => {
    const { value, standard_deviation = Number.NaN } = statistics.metrics[metric] ?? { value: null };
    return value === null || Number.isNaN(value) ? [] : [{ metric, constraint, value, standard_deviation }];
  });
  const names = new Set(known.map(({ metric }) => metric));
  return {
    violations: known
      .filter(({ value, constraint }) => isBeyond(value, constraint))
      .map(({ metric, constraint, value, standard_deviation }) => ({
        constraint_check_type: constraint.comparison_operator,
        description: describe(toViolationName(metric), value, standard_deviation, constraint),
        metric_name: toViolationName(metric),
      })),
    notEvaluated: Object.keys(constraints.metrics)
      .filter((metric) => !names.has(metric))
      .map((metric) => ({
        metric,
        reason: metric === NEVER_REPORTED ? 'Model Monitor never reports it' : 'the window has no value of it',
      })),
    testCount: 0,
  };
}

function describe(name: string, value: number, deviation: number, constraint: MetricConstraint): string {
  const { threshold, comparison_operator } = constraint;
  const found = `${toJavaText(value)} +/- ${toJavaText(deviation)}`;
  return `Metric ${name} with ${found} was ${comparison_operator} '${toJavaText(threshold)}'`;
}
