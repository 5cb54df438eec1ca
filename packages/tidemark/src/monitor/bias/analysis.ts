/** analysis.json of bias: Clarify's shape, which is also that of its constraints, and with our verdict what is known beside. */
import type { BiasEntry, BiasMetric, BiasReport, BiasSide, BiasValue } from '../../engine/bias.js';
import { BIAS_METRICS } from './metric.js';

/** What is known of a metric besides its value. */
export type MetricBounds = Pick<BiasMetric, 'interval' | 'method' | 'nonFiniteFraction'>;

export interface AnalysisMetric {
  readonly name: string;
  readonly description: string;
  readonly value: BiasValue | null;
  readonly error?: string;
  readonly tidemark?: MetricBounds;
}

/** One value of a facet. */
export interface AnalysisEntry {
  readonly value_or_threshold: string;
  readonly metrics: readonly AnalysisMetric[];
  /** The rest and the value. */
  readonly tidemark?: { readonly a: BiasSide; readonly d: BiasSide };
}

export interface AnalysisStage {
  readonly label: string;
  readonly label_value_or_threshold: string;
  readonly facets: Readonly<Record<string, readonly AnalysisEntry[]>>;
}

export interface BiasAnalysis {
  readonly version: '1.0';
  readonly pre_training_bias_metrics?: AnalysisStage;
  readonly post_training_bias_metrics?: AnalysisStage;
}

export type StageName = 'pre_training_bias_metrics' | 'post_training_bias_metrics';

export const STAGES: readonly StageName[] = ['pre_training_bias_metrics', 'post_training_bias_metrics'];

/** `isBare`: without what Clarify does not write. */
export function toAnalysis(report: BiasReport, isBare: boolean): BiasAnalysis {
  const toStage = (metricsOf: (entry: BiasEntry) => readonly BiasMetric[]): AnalysisStage => ({
    label: report.label,
    label_value_or_threshold: report.labelValueOrThreshold,
    facets: Object.fromEntries(
      report.facets.map(({ name, entries }) => [
        name,
        entries.map((entry) => ({
          value_or_threshold: entry.valueOrThreshold,
          metrics: metricsOf(entry).map((metric) => toMetric(metric, isBare)),
          ...(!isBare && { tidemark: { a: entry.a, d: entry.d } }),
        })),
      ]),
    ),
  });
  const hasAny = (metricsOf: (entry: BiasEntry) => readonly BiasMetric[]): boolean =>
    report.facets.some(({ entries }) => entries.some((entry) => metricsOf(entry).length > 0));
  const [before, after] = [({ preTraining }: BiasEntry) => preTraining, ({ postTraining }: BiasEntry) => postTraining];
  return {
    version: '1.0',
    ...(hasAny(before) && { pre_training_bias_metrics: toStage(before) }),
    ...(hasAny(after) && { post_training_bias_metrics: toStage(after) }),
  };
}

function toMetric({ name, value, error, ...bounds }: BiasMetric, isBare: boolean): AnalysisMetric {
  return {
    name,
    description: BIAS_METRICS[name]?.description ?? name,
    value,
    ...(error !== undefined && { error }),
    ...(!isBare && Object.keys(bounds).length > 0 && { tidemark: bounds }),
  };
}
