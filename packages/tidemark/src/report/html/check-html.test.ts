import { describe, expect, it } from 'vitest';
import type { StoredResult } from '../../monitor/check/check-result.js';
import type { FeatureStatistics, StatisticsDocument } from '../../monitor/document/statistics.js';
import type { Violation } from '../../monitor/document/violations.js';
import { toCheckHtml } from './check-html.js';

const COMMON = { num_present: 1000, num_missing: 0 };

function numeric(name: string, shift: number): FeatureStatistics {
  const numbers = Array.from({ length: 1000 }, (_, index) => shift + ((index * 7919) % 1000) * 1234.5678);
  const kll = { buckets: [], sketch: { parameters: { c: 0.64, k: 2048 }, data: [numbers] } };
  const statistics = {
    common: COMMON,
    mean: 617_283.9,
    sum: 617_283_900,
    std_dev: 356_388.27,
    min: shift,
    max: shift + 1_233_333.2322,
  };
  return { name, inferred_type: 'Fractional', numerical_statistics: { ...statistics, distribution: { kll } } };
}

function text(name: string, values: readonly string[], count = 100): FeatureStatistics {
  const buckets = values.map((value) => ({ value, count }));
  const statistics = { common: COMMON, distinct_count: values.length, distribution: { categorical: { buckets } } };
  return { name, inferred_type: 'String', string_statistics: statistics };
}

function violationOf(name: string): Violation {
  return {
    feature_name: name,
    constraint_check_type: 'baseline_drift_check',
    description: 'The numbers are higher: the median went from 617,283.9 to 1,234,567.8 (distance 0.5, allowed 0.1).',
    value: 0.5,
    expected: 0.1,
    adjustedPValue: 1e-9,
    counts: { reference: 1000, current: 1000 },
  };
}

function toDocument(features: readonly FeatureStatistics[]): StatisticsDocument {
  return { version: 0, dataset: { item_count: 1000 }, features };
}

function resultOf(
  baseline: readonly FeatureStatistics[] | null,
  current: readonly FeatureStatistics[],
  violations: readonly Violation[] = [],
): StoredResult {
  return {
    schema: 'check-result/v1',
    reading: 'tidemark',
    falseAlarmRate: 0.01,
    violations,
    notEvaluated: [],
    testCount: 1,
    statistics: toDocument(current),
    baselineStatistics: baseline && toDocument(baseline),
    constraints: { version: 0, features: [] },
    report: null,
    reproduce: null,
  };
}

describe('the report', () => {
  it('of 100 features, half of them violated, is under 300 KB', () => {
    const names = Array.from({ length: 100 }, (_, index) => `a_feature_with_a_rather_long_name_${index}`);
    const values = Array.from({ length: 20 }, (_, index) => `a value of some length ${index}`);
    const featuresOf = (shift: number) =>
      names.map((name, index) => (index % 4 === 0 ? text(name, values) : numeric(name, shift)));
    const page = toCheckHtml(resultOf(featuresOf(0), featuresOf(500_000), names.slice(0, 50).map(violationOf)));
    expect(new TextEncoder().encode(page).length).toBeLessThan(300_000);
  });

  it('loads nothing and runs nothing', () => {
    const page = toCheckHtml(resultOf([numeric('x', 0)], [numeric('x', 1)], [violationOf('x')]));
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|https?:|@import|src=| on\w+=| style=/);
  });

  it('holds no number of the data one by one, and no value that is rare', () => {
    const page = toCheckHtml(resultOf([text('city', ['Anna Nowak'], 9)], [text('city', ['Bonn'], 500)]));
    expect(page).not.toContain('Anna Nowak');
    expect(page).toContain('rare values');
    expect(page).toContain('Bonn');
  });

  it('draws features with violations first, and links to them', () => {
    const features = [numeric('calm', 0), numeric('moved', 0)];
    const page = toCheckHtml(resultOf(features, features, [violationOf('moved')]));
    expect(page).toContain('<a href="#f2">moved</a>');
    expect(page.indexOf('id="f2"')).toBeLessThan(page.indexOf('id="f1"'));
  });

  it('draws the window alone where the baseline is not known', () => {
    const page = toCheckHtml(resultOf(null, [numeric('x', 0)]));
    expect(page).toContain('Shares of the numbers of the current data');
  });

  it('says why a side is not drawn', () => {
    const empty = { name: 'x', inferred_type: 'Unknown', string_statistics: { common: COMMON } } as const;
    expect(toCheckHtml(resultOf([numeric('x', 0)], [empty]))).toContain('Not drawn, current: no value is present.');
  });

  it('pairs features by name, and by position where names are missing', () => {
    const byName = toCheckHtml(resultOf([numeric('a', 0), numeric('b', 0)], [numeric('b', 1), numeric('c', 1)]));
    expect([...byName.matchAll(/<h3>(\w+)<\/h3>/g)].map(([, name]) => name)).toEqual(['a', 'b', 'c']);
    const byPosition = toCheckHtml(resultOf([numeric('a', 0)], [numeric('_c0', 1)]));
    expect([...byPosition.matchAll(/<h3>(\w+)<\/h3>/g)].map(([, name]) => name)).toEqual(['a']);
  });
});
