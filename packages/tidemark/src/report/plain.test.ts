import { expect, it } from 'vitest';
import { toPluralText, toPValueText, toQuantityText } from './plain.js';

it('p-values are short, and small ones keep their size', () => {
  expect([0.04321, 0.5, 0.00003, 1e-106, 1, 0].map(toPValueText)).toEqual([
    '0.0432',
    '0.5',
    '3.0e-5',
    '1.0e-106',
    '1',
    '0',
  ]);
  expect(toPValueText(null)).toBe('-');
});

it('an unknown quantity is a dash', () => {
  expect([null, undefined, 0, 12_345.678, Number.NaN].map(toQuantityText)).toEqual(['-', '-', '0', '12,345.7', 'NaN']);
});

it('one row, two rows', () => {
  expect([1, 2000].map((count) => toPluralText(count, 'row'))).toEqual(['1 row', '2,000 rows']);
});
