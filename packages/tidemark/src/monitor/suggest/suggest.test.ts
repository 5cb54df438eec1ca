import { describe, expect, it } from 'vitest';
import type { FeatureStatistics } from '../document/statistics.js';
import { suggestConstraints, suggestFeature } from './suggest.js';

const common = { num_present: 9, num_missing: 1000 };
const numeric = (min: number): FeatureStatistics => ({
  name: 'x',
  inferred_type: 'Integral',
  numerical_statistics: { common, mean: 1, sum: 9, std_dev: 0, min, max: 7 },
});
const text = (values?: readonly string[]): FeatureStatistics => ({
  name: 'city',
  inferred_type: 'String',
  string_statistics: {
    common,
    distinct_count: 2,
    ...(values && { distribution: { categorical: { buckets: values.map((value) => ({ value, count: 1 })) } } }),
  },
});

describe('suggesting constraints as Model Monitor does', () => {
  it('completeness is the share of present values, unrounded, and keys stand in order', () => {
    expect(JSON.stringify(suggestFeature(numeric(0), 'sagemaker'))).toBe(
      '{"name":"x","inferred_type":"Integral","completeness":0.008919722497522299,"num_constraints":{"is_non_negative":true}}',
    );
  });

  it('a minimum below zero is no constraint on the sign', () => {
    expect(suggestFeature(numeric(-1), 'sagemaker').num_constraints).toEqual({ is_non_negative: false });
  });

  it('text keeps to its values when they are known, and has no constraint on values when not', () => {
    expect(suggestFeature(text(['a', 'b']), 'sagemaker').string_constraints).toEqual({ domains: ['a', 'b'] });
    expect(suggestFeature(text(), 'sagemaker')).not.toHaveProperty('string_constraints');
  });

  it('the configuration is written whole', () => {
    const statistics = { version: 0, dataset: { item_count: 1009 }, features: [] };
    expect(JSON.stringify(suggestConstraints(statistics, 'sagemaker').monitoring_config)).toBe(
      '{"evaluate_constraints":"Enabled","emit_metrics":"Enabled","datatype_check_threshold":1,"domain_content_threshold":1,"distribution_constraints":{"perform_comparison":"Enabled","comparison_threshold":0.1,"comparison_method":"Robust"}}',
    );
  });
});

describe('suggesting constraints of ours', () => {
  it('a numeric feature also keeps its range, under a key of ours', () => {
    expect(suggestFeature(numeric(-1), 'tidemark').tidemark).toEqual({ minimum: -1, maximum: 7 });
    expect(suggestFeature(numeric(-1), 'sagemaker')).not.toHaveProperty('tidemark');
  });

  it('a feature without records is complete', () => {
    const empty = { name: 'x', inferred_type: 'Unknown' } as const;
    expect(suggestFeature(empty, 'tidemark')).toEqual({ name: 'x', inferred_type: 'Unknown', completeness: 1 });
  });
});
