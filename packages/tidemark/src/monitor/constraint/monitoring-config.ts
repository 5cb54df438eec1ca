/** Which switches and thresholds hold for a feature: its own, else the document's, else those Model Monitor writes. */
import type {
  ConstraintsDocument,
  DistributionConstraints,
  FeatureConstraints,
  MonitoringConfig,
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
  const layers = [
    DEFAULT_MONITORING_CONFIG,
    document.monitoring_config ?? {},
    feature?.monitoringConfigOverrides ?? {},
  ];
  const distribution = layers.map((layer) => layer.distribution_constraints ?? {});
  return {
    ...(Object.assign({}, ...layers) as MonitoringConfig),
    distribution_constraints: Object.assign({}, ...distribution) as DistributionConstraints,
  };
}

/** Whether the constraints of a feature are to be checked at all. */
export function isEvaluated(config: MonitoringConfig): boolean {
  return config.evaluate_constraints === 'Enabled';
}

/** Whether its distribution is to be compared. */
export function isCompared(config: MonitoringConfig): boolean {
  return isEvaluated(config) && config.distribution_constraints.perform_comparison === 'Enabled';
}
