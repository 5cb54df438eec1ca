/** Which switches and thresholds hold for a feature: its own, else the document's, else those Model Monitor writes. */
import type {
  ConstraintsDocument,
  DistributionConstraints,
  FeatureConstraints,
  MonitoringConfig,
  MonitoringOverrides,
} from '../document/constraints.js';

/** What Model Monitor writes into every suggested document; a key that is missing in one means the same. */
export const DEFAULT_MONITORING_CONFIG: MonitoringConfig = {
  evaluate_constraints: 'Enabled',
  emit_metrics: 'Enabled',
  datatype_check_threshold: 1,
  domain_content_threshold: 1,
  distribution_constraints: {
    perform_comparison: 'Enabled',
    comparison_threshold: 0.1,
    comparison_method: 'Robust',
  },
};

export function resolveMonitoring(document: ConstraintsDocument, feature?: FeatureConstraints): MonitoringConfig {
  const layers = [document.monitoring_config ?? {}, feature?.monitoringConfigOverrides ?? {}];
  return mergeOverrides([DEFAULT_MONITORING_CONFIG, ...layers]) as MonitoringConfig;
}

/** Key by key, those of the distribution comparison too; the later one wins. */
export function mergeOverrides(layers: readonly MonitoringOverrides[]): MonitoringOverrides {
  const distributions = layers.flatMap((layer) => layer.distribution_constraints ?? []);
  return {
    ...(Object.assign({}, ...layers) as MonitoringOverrides),
    ...(distributions.length > 0 && {
      distribution_constraints: Object.assign({}, ...distributions) as Partial<DistributionConstraints>,
    }),
  };
}

/** The distance above which the categories of a text feature have drifted: its own, else that of numbers. */
export function toCategoricalThreshold({ distribution_constraints: distribution }: MonitoringConfig): number {
  return distribution.categorical_comparison_threshold ?? distribution.comparison_threshold;
}

/** Whether the constraints of a feature are to be checked at all. */
export function isEvaluated(config: MonitoringConfig): boolean {
  return config.evaluate_constraints === 'Enabled';
}

/** Whether its distribution is to be compared. */
export function isCompared(config: MonitoringConfig): boolean {
  return isEvaluated(config) && config.distribution_constraints.perform_comparison === 'Enabled';
}
