import { expect, it } from 'vitest';
import { isNear } from './near.ts';

it('a number is near by its absolute or its relative distance', () => {
  expect(isNear(1.1, 1, { abs: 0.2 })).toBe(true);
  expect(isNear(110, 100, { rel: 0.2 })).toBe(true);
  expect(isNear(110, 100, { abs: 0.2 })).toBe(false);
  expect(isNear(1e-13, 0, 1e-12)).toBe(true);
});

it('what is no number is near to itself only', () => {
  expect(isNear(Number.NaN, Number.NaN, 0)).toBe(true);
  expect(isNear(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0)).toBe(true);
  expect(isNear(Number.NaN, 1, 1)).toBe(false);
  expect(isNear(1, Number.POSITIVE_INFINITY, { rel: 1 })).toBe(false);
});
