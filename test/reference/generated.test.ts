import { expect, it } from 'vitest';
import { generate } from './generated.ts';

it('values lie at equal distances, both ends included, and may be shifted', () => {
  expect(generate('linspace(1,3,5)')).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(generate('linspace(0,2,3) - 0.25')).toEqual([-0.25, 0.75, 1.75]);
});

it('other expressions are not understood', () => {
  expect(generate('arange(5)')).toBeNull();
});
