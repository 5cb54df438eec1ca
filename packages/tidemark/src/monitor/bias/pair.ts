/**
 * Which entries of two analyses are about the same value of a facet. The interval of a threshold ends at the largest
 * value of the data, which differs from window to window, so intervals are paired by their thresholds.
 */
import { type AnalysisEntry, type AnalysisMetric, type BiasAnalysis, STAGES, type StageName } from './analysis.js';

/** A metric of one value of a facet on both sides. */
export interface PairedMetric {
  readonly stage: StageName;
  readonly facet: string;
  /** The value or, of an interval, its threshold. */
  readonly key: string;
  readonly name: string;
  readonly baseline: AnalysisMetric;
  /** Null where the window has none. */
  readonly current: { readonly entry: AnalysisEntry; readonly metric: AnalysisMetric } | null;
}

/** `(100, 225]` is about 100. */
const INTERVAL = /^\((\S+), \S+\]$/u;

export function toKey(valueOrThreshold: string): string {
  const [, threshold] = INTERVAL.exec(valueOrThreshold) ?? [];
  return threshold === undefined ? valueOrThreshold : String(Number(threshold));
}

/** Every metric of the baseline, in its order. */
export function pairMetrics(baseline: BiasAnalysis, current: BiasAnalysis | null): PairedMetric[] {
  return STAGES.flatMap((stage) =>
    Object.entries(baseline[stage]?.facets ?? {}).flatMap(([facet, entries]) =>
      entries.flatMap(({ value_or_threshold: text, metrics }) => {
        const key = toKey(text);
        const others = current?.[stage]?.facets[facet] ?? [];
        const found = others.find(({ value_or_threshold: other }) => toKey(other) === key);
        // A threshold above all values is not the lower end of its interval.
        const entry = found ?? (entries.length === 1 && others.length === 1 ? others[0] : undefined);
        return metrics.map((metric) => {
          const match = entry?.metrics.find(({ name }) => name === metric.name);
          const pair = entry && match ? { entry, metric: match } : null;
          return { stage, facet, key, name: metric.name, baseline: metric, current: pair };
        });
      }),
    ),
  );
}
