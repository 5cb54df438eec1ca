import { expect, test } from 'vitest';
import { toTypedColumn } from './columns.js';

test('cells become what a data frame would make of them', () => {
  expect(toTypedColumn(['1', '-2', ''])).toEqual([1, -2, null]);
  expect(toTypedColumn(['1', '2.0'])).toEqual(Float64Array.of(1, 2));
  expect(toTypedColumn([1, 2.5, null])).toEqual(Float64Array.of(1, 2.5, Number.NaN));
  expect(toTypedColumn(['True', 'False', 'NA'])).toEqual([true, false, null]);
  expect(toTypedColumn(['a', '1', null])).toEqual(['a', '1', null]);
});
