import { expect, it } from 'vitest';
import { findMedian } from './median.js';

it('an item of a higher level weighs more', () => {
  expect(findMedian([[1, 2, 3], [10]])).toBe(3);
  expect(findMedian([[1, 2], [10], [20]])).toBe(10);
});

it('there is no median of nothing', () => {
  expect(findMedian([])).toBeNull();
  expect(findMedian([[]])).toBeNull();
});
