import { describe, expect, it } from 'vitest';
import type { Counts } from '../../engine/statistics.js';
import type { FeatureStatistics } from '../document/statistics.js';
import { suggestConstraints, suggestFeature } from './suggest.js';

const common = { num_present: 9, num_missing: 1000 };
const numeric = (min: number): FeatureStatistics => ({
  name: 'x',
  inferred_type: 'Integral',
  numerical_statistics: { common, mean: 1, sum: 9, std_dev: 0, min, max: 7 },
});
const full = { num_present: 2000, num_missing: 0 };
const counts = {} as Counts;
const long = [0, 0, 0, 0, 0, 2000, 0, 0, 0, 0, 0, 0];
const none = {
  withLowercase: 0,
  withUppercase: 0,
  withDigit: 0,
  withSpace: 0,
  withPunctuation: 0,
  withBeyondAscii: 0,
};
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

  it('an identifier is flagged, and has neither range nor domain', () => {
    const id = { ...numeric(1), tidemark: { counts, distinctCount: 2000, isDistinctCountExact: true } };
    const bucket = { lower_bound: 0, upper_bound: 1, count: 200 };
    const kll = { buckets: Array.from({ length: 10 }, () => bucket), sketch: { parameters: { c: 1, k: 1 }, data: [] } };
    const numerical_statistics = { ...numeric(1).numerical_statistics, common: full, distribution: { kll } };
    expect(suggestFeature({ ...id, numerical_statistics } as FeatureStatistics, 'tidemark')).toEqual({
      name: 'x',
      inferred_type: 'Integral',
      completeness: 1,
      num_constraints: { is_non_negative: true },
      tidemark: { role: 'identifier' },
    });
  });

  it.each([
    ['seconds of Unix time', { min: 1.6e9, max: 1.7e9 }, 'timestamp'],
    ['milliseconds of Unix time', { min: 1.6e12, max: 1.7e12 }, 'timestamp'],
    ['the same number all along', { min: 1.6e9, max: 1.6e9 }, undefined],
    ['small numbers', { min: 0, max: 4000 }, undefined],
  ])('%s', (_, extremes, role) => {
    const numerical_statistics = { ...numeric(1).numerical_statistics, common: full, ...extremes };
    const feature = { name: 'x', inferred_type: 'Integral', numerical_statistics } as FeatureStatistics;
    expect(suggestFeature(feature, 'tidemark').tidemark?.role).toBe(role);
    expect(suggestFeature(feature, 'sagemaker')).not.toHaveProperty('tidemark');
  });

  it.each([
    ['dates beyond the listed values', { withPunctuation: 2000 }, 300, 'timestamp'],
    ['dates with a time of day', { lengths: long, withPunctuation: 2000, withUppercase: 2000 }, 2000, 'timestamp'],
    ['numbers with a letter before them', { withPunctuation: 2000, withUppercase: 2000 }, 2000, 'identifier'],
    ['short names of records', { withLowercase: 2000 }, 2000, 'identifier'],
    ['names that come again', { withLowercase: 2000 }, 300, undefined],
  ])('%s', (_, classes, distinctCount, role) => {
    const shape = { ...none, lengths: [0, 0, 0, 0, 2000, 0, 0, 0, 0, 0, 0, 0], withDigit: 2000, ...classes };
    const feature = {
      name: 'x',
      inferred_type: 'String',
      string_statistics: { common: full, distinct_count: distinctCount },
      tidemark: { counts, distinctCount, isDistinctCountExact: true, shape },
    } as FeatureStatistics;
    expect(suggestFeature(feature, 'tidemark').tidemark?.role).toBe(role);
  });

  it('long texts are no identifiers, distinct as they are', () => {
    const shape = { ...none, lengths: [0, 0, 0, 0, 0, 0, 0, 2000, 0, 0, 0, 0], withLowercase: 2000 };
    const feature = { ...text(), tidemark: { counts, distinctCount: 9, isDistinctCountExact: true, shape } };
    expect(suggestFeature(feature as FeatureStatistics, 'tidemark')).not.toHaveProperty('tidemark');
  });
});
