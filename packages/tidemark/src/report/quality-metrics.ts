/** The metrics of a result as they are shown: those with a threshold first, then those that only tell more. */
import type { QualityCheck } from '../monitor/quality/result.js';
import { toQuantityText } from './plain.js';

export interface MetricRow {
  readonly name: string;
  readonly baseline: number | null;
  readonly threshold: number | null;
  readonly current: number | null;
  readonly interval: string;
  /** Empty for a metric without a threshold. */
  readonly verdict: '' | 'holds' | 'violated' | 'not evaluated';
}

/** Metrics of always giving one answer are left out: they say nothing about the model. */
export function toMetricRows(result: QualityCheck): MetricRow[] {
  const { statistics, baselineStatistics, baselineConstraints, violations, notEvaluated } = result;
  const constraints = baselineConstraints?.metrics ?? {};
  const violated = new Set(violations.filter(({ group }) => group === undefined).map(({ metric_name: name }) => name));
  const unknown = new Set(notEvaluated.filter(({ group }) => group === undefined).map(({ metric }) => metric));
  const toVerdict = (name: string): MetricRow['verdict'] => {
    if (constraints[name] === undefined) return '';
    if (unknown.has(name)) return 'not evaluated';
    return violated.has(name) || violated.has(toCamelCase(name)) ? 'violated' : 'holds';
  };
  const names = [...new Set([...Object.keys(constraints), ...Object.keys(statistics.metrics)])];
  return names
    .filter((name) => !name.endsWith('_best_constant_classifier'))
    .map((name) => {
      const current = statistics.metrics[name];
      return {
        name,
        baseline: toNumber(baselineStatistics?.metrics[name]?.value),
        threshold: constraints[name]?.threshold ?? null,
        current: toNumber(current?.value),
        interval: current?.tidemark?.interval?.map(toQuantityText).join(' to ') ?? '-',
        verdict: toVerdict(name),
      };
    });
}

function toNumber(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** As violations spell a metric. */
function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
