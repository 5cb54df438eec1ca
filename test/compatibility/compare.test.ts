import { describe, expect, it } from 'vitest';
import { findDifferences } from './compare.ts';

const exact = { isPartial: false };
const partial = { isPartial: true };
const violation = (name: string) => ({ feature_name: name, constraint_check_type: 'c', description: name });
const features = (...names: string[]) => ({ features: names.map((name) => ({ name })) });

describe('comparing documents', () => {
  it('names the path at which they differ', () => {
    expect(findDifferences({ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, exact)).toEqual(['$.a[0].b: expected 1, found 2']);
  });

  it('counts a key that only one side has, unless the document is known in part', () => {
    expect(findDifferences({ a: 1 }, { a: 1, b: 2 }, exact)).toEqual(['$.b: expected nothing, found 2']);
    expect(findDifferences({ a: 1 }, { a: 1, b: 2 }, partial)).toEqual([]);
    expect(findDifferences({ a: 1, b: 2 }, { a: 1 }, partial)).toEqual(['$.b: expected 2, found nothing']);
  });

  it('takes violations, categories and domains in any order', () => {
    const expected = {
      violations: ['a', 'b'].map(violation),
      domains: ['x', 'y'],
      buckets: [{ value: 'p' }, { value: 'q' }],
    };
    const actual = {
      violations: ['b', 'a'].map(violation),
      domains: ['y', 'x'],
      buckets: [{ value: 'q' }, { value: 'p' }],
    };
    expect(findDifferences(expected, actual, exact)).toEqual([]);
  });

  it('keeps features in column order, and finds them by name where only some are known', () => {
    expect(findDifferences(features('a', 'b'), features('b', 'a'), exact)).toHaveLength(2);
    expect(findDifferences(features('b'), features('a', 'b'), partial)).toEqual([]);
    expect(findDifferences(features('c'), features('a', 'b'), partial)).toEqual([
      '$.features[c]: expected an entry, found none',
    ]);
  });

  it('lets numbers differ by the tolerance, in texts too, and words never', () => {
    const rules = { ...exact, tolerance: 1e-9 };
    expect(findDifferences({ a: 1, t: 'x 1.5%' }, { a: 1 + 1e-12, t: 'x 1.5000000000001%' }, rules)).toEqual([]);
    expect(findDifferences('x 1.5%', 'y 1.5%', rules)).toHaveLength(1);
    expect(findDifferences(1, 1 + 1e-12, exact)).toHaveLength(1);
  });

  it('leaves ignored keys out wherever they stand', () => {
    expect(findDifferences({ a: { b: 1 } }, { a: { b: 2 } }, { ...exact, ignore: ['b'] })).toEqual([]);
  });
});
