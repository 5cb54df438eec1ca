/** The metrics of a check of bias, facet by facet, with all that a line of a table or of a chart shows. */
import type { BiasSide, BiasValue } from '../../engine/bias.js';
import { toAllowedRange } from './allowed.js';
import { type BiasAnalysis, STAGES, type StageName } from './analysis.js';
import { BIAS_METRICS } from './metric.js';
import { pairMetrics, toKey } from './pair.js';
import type { BiasCheck, BiasViolation } from './result.js';

export interface BiasLine {
  readonly name: string;
  readonly description: string;
  /** Where both sides are alike. */
  readonly ideal: 0 | 1;
  readonly stage: StageName;
  readonly baseline: BiasValue | null;
  readonly value: BiasValue | null;
  readonly error: string | null;
  readonly interval: readonly [BiasValue, BiasValue] | null;
  readonly allowed: readonly [number | null, number | null] | null;
  readonly violation: BiasViolation | null;
}

/** One value of a facet. */
export interface BiasGroup {
  readonly facet: string;
  readonly value: string;
  readonly sides: { readonly a: BiasSide; readonly d: BiasSide } | null;
  readonly lines: readonly BiasLine[];
}

export function toBiasGroups(check: Pick<BiasCheck, 'analysis' | 'baselineAnalysis' | 'violations'>): BiasGroup[] {
  const pairs = pairMetrics(check.baselineAnalysis, check.analysis);
  const groups = new Map<string, { -readonly [Key in keyof BiasGroup]: BiasGroup[Key] } & { lines: BiasLine[] }>();
  for (const stage of STAGES) {
    for (const [facet, entries] of Object.entries(check.analysis[stage]?.facets ?? {})) {
      for (const { value_or_threshold: value, metrics, tidemark = null } of entries) {
        const name = JSON.stringify([facet, value]);
        const group = groups.get(name) ?? { facet, value, sides: tidemark, lines: [] };
        groups.set(name, group);
        for (const metric of metrics) {
          const pair = pairs.find(
            (each) => each.stage === stage && each.facet === facet && each.current?.metric === metric,
          );
          const violation = check.violations.find(
            (each) =>
              each.facet === facet && toKey(each.facet_value) === toKey(value) && each.metric_name === metric.name,
          );
          group.lines.push({
            name: metric.name,
            description: metric.description,
            ideal: BIAS_METRICS[metric.name]?.ideal ?? 0,
            stage,
            baseline: pair?.baseline.value ?? null,
            value: metric.value,
            error: metric.error ?? null,
            interval: metric.tidemark?.interval ?? null,
            allowed: violation?.allowed ?? (pair ? toAllowedRange(pair.baseline, false) : null),
            violation: violation ?? null,
          });
        }
      }
    }
  }
  return [...groups.values()];
}

/** Those of a baseline, which has nothing to be held against. */
export function toBaselineGroups(analysis: BiasAnalysis): BiasGroup[] {
  return toBiasGroups({ analysis, baselineAnalysis: { version: '1.0' }, violations: [] });
}
