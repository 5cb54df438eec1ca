import { describe, expect, it } from 'vitest';
import type { Violation } from '../document/violations.js';
import { orderByImpact, toAttributionShares } from './impact.js';

const label = (global: Readonly<Record<string, number>>) => ({ label: 'y', global, expectedValue: null, origin: null });

const violation = (name: string, effect: number | null): Violation => ({
  feature_name: name,
  constraint_check_type: 'baseline_drift_check',
  description: '',
  effect,
});

describe('the impact of a violation', () => {
  it('is its effect times the share of its feature, and the largest stands first', () => {
    const shares = toAttributionShares([label({ a: 3, b: -1 })]);
    const found = orderByImpact([violation('b', 0.8), violation('c', 1), violation('a', 0.4)], shares);
    expect(found.map(({ feature_name: name, impact }) => [name, impact])).toEqual([
      ['a', 0.4 * 0.75],
      ['b', 0.8 * 0.25],
      ['c', undefined],
    ]);
  });

  it('takes the mean of the shares over labels, and none where nothing is attributed', () => {
    const shares = toAttributionShares([label({ a: 1, b: 1 }), label({ a: 0, b: 0 })]);
    expect([...shares]).toEqual([
      ['a', 0.25],
      ['b', 0.25],
    ]);
    expect(orderByImpact([violation('a', null)], shares)).toEqual([violation('a', null)]);
  });
});
