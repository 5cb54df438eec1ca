import { describe, expect, it } from 'vitest';
import { resolveMonitoring } from '../constraint/monitoring-config.js';
import { readConstraints } from './read-constraints.js';

const feature = (members: object) => ({ version: 0, features: [{ name: 'x', inferred_type: 'Integral', ...members }] });

const method = (spelling: string) =>
  readConstraints({
    features: [],
    monitoring_config: { distribution_constraints: { comparison_method: spelling } },
  }).monitoring_config?.distribution_constraints?.comparison_method;

describe('reading constraints.json', () => {
  it('keeps what is written and adds nothing', () => {
    const document = feature({ completeness: 0.5, num_constraints: { is_non_negative: true } });
    expect(readConstraints(JSON.stringify(document))).toEqual(document);
  });

  it('reads the overrides of a feature wherever they have been written', () => {
    const overrides = { evaluate_constraints: 'Disabled' };
    const places = [
      { monitoringConfigOverrides: overrides },
      { monitoring_config_overrides: overrides },
      { num_constraints: { monitoring_config_overrides: overrides } },
      { string_constraints: { domains: [], monitoring_config_overrides: overrides } },
    ];
    for (const place of places) {
      expect(readConstraints(feature(place)).features[0]?.monitoringConfigOverrides).toEqual(overrides);
    }
  });

  it('puts overrides from several places together, key by key', () => {
    const written = {
      num_constraints: {
        monitoring_config_overrides: {
          distribution_constraints: { comparison_threshold: 0.2, comparison_method: 'linf_simple' },
        },
      },
      monitoringConfigOverrides: { distribution_constraints: { comparison_threshold: 0.3 } },
    };
    expect(readConstraints(feature(written)).features[0]?.monitoringConfigOverrides).toEqual({
      distribution_constraints: { comparison_threshold: 0.3, comparison_method: 'Simple' },
    });
  });

  it('reads what a column is for, and refuses a role that does not exist', () => {
    const own = { role: 'identifier', maximum: 9 };
    expect(readConstraints(feature({ tidemark: own })).features[0]?.tidemark).toEqual(own);
    expect(() => readConstraints(feature({ tidemark: { role: 'id' } }))).toThrow(
      'expected one of feature, identifier, timestamp at $.features[0].tidemark.role',
    );
  });

  it('reads both spellings of a comparison method', () => {
    expect(['Simple', 'linf_simple', 'Robust', 'linf_robust'].map(method)).toEqual([
      'Simple',
      'Simple',
      'Robust',
      'Robust',
    ]);
  });

  it('reads the schema before general availability', () => {
    const document = readConstraints({
      features: [],
      monitoring_config: {
        distribution_constraints: {
          enable_comparisons: false,
          min_domain_mass: 0.9,
          comparison_threshold: 0.5,
          compare_simple_distance: true,
          datatype_check_threshold: 0.8,
        },
      },
    });
    expect(resolveMonitoring(document)).toEqual({
      evaluate_constraints: 'Enabled',
      emit_metrics: 'Enabled',
      datatype_check_threshold: 0.8,
      domain_content_threshold: 0.9,
      distribution_constraints: {
        perform_comparison: 'Disabled',
        comparison_threshold: 0.5,
        comparison_method: 'Simple',
      },
    });
  });

  it('treats names of the prototype as plain names', () => {
    const text =
      '{"features":[{"name":"__proto__","inferred_type":"String"},{"name":"constructor","inferred_type":"String"}]}';
    expect(readConstraints(text).features.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    [
      { completeness: 97 },
      'expected a fraction between 0 and 1 at $.features[0].completeness of constraints.json, found 97; did you mean 0.97?',
    ],
    [
      { inferred_type: 'Float' },
      'expected one of Integral, Fractional, Boolean, String, Unknown at $.features[0].inferred_type of constraints.json, found "Float"',
    ],
    [
      { string_constraints: { domains: 'a' } },
      'expected an array at $.features[0].string_constraints.domains of constraints.json, found "a"',
    ],
    [{ name: null }, 'expected a member name at $.features[0] of constraints.json, found an object'],
  ])('says where a value is wrong, and what was expected: %j', (members, message) => {
    expect(() => readConstraints(feature(members))).toThrow(
      expect.objectContaining({ code: 'invalid-data', message }) as Error,
    );
  });

  it('refuses the same feature twice', () => {
    const twice = { features: [...feature({}).features, ...feature({}).features] };
    expect(() => readConstraints(twice)).toThrow('found "x" twice');
  });

  it('refuses what is not JSON', () => {
    expect(() => readConstraints('features: []')).toThrow('expected JSON in constraints.json');
  });
});
