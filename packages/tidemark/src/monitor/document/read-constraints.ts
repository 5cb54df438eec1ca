/** Reads constraints.json in every spelling that was ever written, and gives the current one. */
import { mergeOverrides } from '../constraint/monitoring-config.js';
import type {
  ConstraintsDocument,
  FeatureConstraints,
  FeatureRole,
  MonitoringOverrides,
  OwnConstraints,
} from './constraints.js';
import type { Field } from './field.js';
import { type DocumentInput, parseFeatures } from './parse.js';
import { readMonitoringConfig } from './read-monitoring-config.js';
import { INFERRED_TYPES } from './read-statistics.js';

/** The keys under which, and the members in which, a feature's own configuration has been written. */
const OVERRIDE_KEYS = ['monitoringConfigOverrides', 'monitoring_config_overrides'];
const OVERRIDE_PLACES = ['num_constraints', 'string_constraints'];

const ROLES: readonly FeatureRole[] = ['feature', 'identifier', 'timestamp'];

export function readConstraints(input: DocumentInput, name = 'constraints.json'): ConstraintsDocument {
  const { root, features } = parseFeatures(input, name, readFeature);
  const monitoring = root.optional('monitoring_config');
  return {
    version: root.optional('version')?.finite() ?? 0,
    features,
    ...(monitoring && { monitoring_config: readMonitoringConfig(monitoring) }),
  };
}

function readFeature(field: Field): FeatureConstraints {
  const completeness = field.optional('completeness')?.fraction();
  const isNonNegative = field.optional('num_constraints')?.optional('is_non_negative')?.flag();
  const domains = field.optional('string_constraints')?.optional('domains');
  const overrides = readOverrides(field);
  const own = field.optional('tidemark');
  return {
    name: field.member('name').text(),
    inferred_type: field.member('inferred_type').oneOf(INFERRED_TYPES),
    ...(completeness !== undefined && { completeness }),
    ...(isNonNegative !== undefined && { num_constraints: { is_non_negative: isNonNegative } }),
    ...(domains && { string_constraints: { domains: domains.items().map((value) => value.text()) } }),
    ...(overrides && { monitoringConfigOverrides: overrides }),
    ...(own && { tidemark: readOwn(own) }),
  };
}

function readOverrides(feature: Field): MonitoringOverrides | undefined {
  const places = [...OVERRIDE_PLACES.map((place) => feature.optional(place)), feature];
  const found = places.flatMap((place) => OVERRIDE_KEYS.map((key) => place?.optional(key)));
  const configs = found.filter((config) => config !== undefined).map(readMonitoringConfig);
  return configs.length === 0 ? undefined : mergeOverrides(configs);
}

function readOwn(field: Field): OwnConstraints {
  const role = field.optional('role')?.oneOf(ROLES);
  const minimum = field.optional('minimum')?.finite();
  const maximum = field.optional('maximum')?.finite();
  const rareValues = field.optional('rareValues')?.count();
  return {
    ...(role && { role }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(rareValues !== undefined && { rareValues }),
  };
}
