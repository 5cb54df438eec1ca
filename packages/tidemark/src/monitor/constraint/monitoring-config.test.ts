import { expect, it } from 'vitest';
import { DEFAULT_MONITORING_CONFIG, isCompared, resolveMonitoring } from './monitoring-config.js';

const feature = { name: 'x', inferred_type: 'Integral' } as const;

it('a document without a configuration means the one Model Monitor writes', () => {
  expect(resolveMonitoring({ version: 0, features: [] })).toEqual(DEFAULT_MONITORING_CONFIG);
});

it("a feature's own threshold wins over the document's, and leaves the rest alone", () => {
  const document = {
    version: 0,
    features: [],
    monitoring_config: {
      datatype_check_threshold: 0.9,
      distribution_constraints: { comparison_threshold: 0.2, comparison_method: 'Simple' },
    },
  } as const;
  const own = { ...feature, monitoringConfigOverrides: { distribution_constraints: { comparison_threshold: 0.3 } } };
  expect(resolveMonitoring(document, own)).toMatchObject({
    datatype_check_threshold: 0.9,
    domain_content_threshold: 1,
    distribution_constraints: { comparison_threshold: 0.3, comparison_method: 'Simple', perform_comparison: 'Enabled' },
  });
});

it('a feature that is not evaluated is not compared either', () => {
  const own = { ...feature, monitoringConfigOverrides: { evaluate_constraints: 'Disabled' } } as const;
  expect(isCompared(resolveMonitoring({ version: 0, features: [] }, own))).toBe(false);
});
