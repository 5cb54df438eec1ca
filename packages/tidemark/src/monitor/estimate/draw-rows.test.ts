import { expect, it } from 'vitest';
import { drawRows } from './draw-rows.js';

it('draws each row as often as its weight says, in order', () => {
  expect(drawRows([1, 1, 1], 3)).toEqual([0, 1, 2]);
  expect(drawRows([2, 0, 1, 1], 4)).toEqual([0, 0, 2, 3]);
  expect(drawRows([1, 3], 2)).toEqual([0, 1]);
  expect(drawRows([1, 3], 8)).toEqual([0, 0, 1, 1, 1, 1, 1, 1]);
  expect(drawRows([1, 2], 0)).toEqual([]);
});
