/** The features of a result as they are drawn: both sides of each, and the violations it has. */
import type { StoredResult } from '../monitor/check/check-result.js';
import type { FeatureStatistics } from '../monitor/document/statistics.js';
import type { Violation } from '../monitor/document/violations.js';
import type { Sides } from './distribution/sides.js';

export interface DrawnFeature {
  readonly name: string;
  /** Its place on the page, unlike its name always fit to be an anchor. */
  readonly id: string;
  readonly statistics: Sides<FeatureStatistics>;
  readonly violations: readonly Violation[];
}

/** In column order, the baseline's names first; what only the window has comes last. */
export function toFeatures({ statistics, baselineStatistics, violations, reading }: StoredResult): DrawnFeature[] {
  const current = statistics.features;
  const baseline = baselineStatistics?.features ?? [];
  const isPaired = baseline.length > 0;
  const isByPosition = reading === 'sagemaker' || isPositional(baseline) || isPositional(current);
  const positions = new Map(current.map(({ name }, index) => [name, index]));
  const findCurrent = (name: string, index: number) => current[isByPosition ? index : (positions.get(name) ?? -1)];
  const pairs = baseline.map((feature, index) => ({
    baseline: feature,
    current: findCurrent(feature.name, index) ?? null,
  }));
  const used = new Set(pairs.map((pair) => pair.current));
  const extra = current.filter((feature) => !isPaired || !used.has(feature));
  return [...pairs, ...extra.map((feature) => ({ baseline: null, current: feature }))].map((sides, index) => {
    const names = [sides.baseline?.name, sides.current?.name];
    return {
      name: names[0] ?? names[1] ?? '',
      id: `f${index + 1}`,
      statistics: sides,
      violations: violations.filter((violation) => names.includes(violation.feature_name)),
    };
  });
}

/** Whether the names are those given to columns without names: `_c0`, `_c1`, … */
function isPositional(features: readonly FeatureStatistics[]): boolean {
  return features.every(({ name }, index) => name === `_c${index}`);
}
