/** Reads switches and thresholds, those of the schema before general availability included. */
import type {
  CategoricalDriftMethod,
  ComparisonMethod,
  DistributionConstraints,
  MonitoringOverrides,
  Switch,
} from './constraints.js';
import type { Field } from './field.js';

const SWITCHES: readonly Switch[] = ['Enabled', 'Disabled'];
const METHODS = { Robust: 'Robust', Simple: 'Simple', linf_robust: 'Robust', linf_simple: 'Simple' } as const;
const DRIFT_METHODS: readonly CategoricalDriftMethod[] = ['LInfinity', 'ChiSquared'];

export function readMonitoringConfig(field: Field): MonitoringOverrides {
  const distribution = field.optional('distribution_constraints');
  const evaluate = field.optional('evaluate_constraints')?.oneOf(SWITCHES);
  const emit = field.optional('emit_metrics')?.oneOf(SWITCHES);
  const datatype = pick(field, distribution, 'datatype_check_threshold')?.fraction();
  const domain = (
    pick(field, distribution, 'domain_content_threshold') ?? distribution?.optional('min_domain_mass')
  )?.fraction();
  return {
    ...(evaluate && { evaluate_constraints: evaluate }),
    ...(emit && { emit_metrics: emit }),
    ...(datatype !== undefined && { datatype_check_threshold: datatype }),
    ...(domain !== undefined && { domain_content_threshold: domain }),
    ...(distribution && { distribution_constraints: readDistribution(distribution) }),
  };
}

function readDistribution(field: Field): Partial<DistributionConstraints> {
  const perform = field.optional('perform_comparison')?.oneOf(SWITCHES) ?? readEnableComparisons(field);
  const threshold = field.optional('comparison_threshold')?.finite();
  const method = readMethod(field);
  const categoricalThreshold = field.optional('categorical_comparison_threshold')?.finite();
  const driftMethod = field.optional('categorical_drift_method')?.oneOf(DRIFT_METHODS);
  return {
    ...(perform && { perform_comparison: perform }),
    ...(threshold !== undefined && { comparison_threshold: threshold }),
    ...(method && { comparison_method: method }),
    ...(categoricalThreshold !== undefined && { categorical_comparison_threshold: categoricalThreshold }),
    ...(driftMethod && { categorical_drift_method: driftMethod }),
  };
}

function readEnableComparisons(field: Field): Switch | undefined {
  const enabled = field.optional('enable_comparisons')?.flag();
  if (enabled === undefined) return undefined;
  return enabled ? 'Enabled' : 'Disabled';
}

function readMethod(field: Field): ComparisonMethod | undefined {
  const written = field.optional('comparison_method')?.oneOf(Object.keys(METHODS) as (keyof typeof METHODS)[]);
  if (written !== undefined) return METHODS[written];
  const simple = field.optional('compare_simple_distance')?.flag();
  if (simple === undefined) return undefined;
  return simple ? 'Simple' : 'Robust';
}

/** A threshold at its place, or inside the distribution constraints, where it stood at first. */
function pick(field: Field, distribution: Field | undefined, key: string): Field | undefined {
  return field.optional(key) ?? distribution?.optional(key);
}
