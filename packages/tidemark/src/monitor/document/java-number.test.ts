import { expect, it } from 'vitest';
import { toJavaText } from './java-number.js';

it.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [1, '1.0'],
  [100, '100.0'],
  [0.1, '0.1'],
  [0.001, '0.001'],
  [0.000745, '7.45E-4'],
  [-0.000745, '-7.45E-4'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [12_345_678.9, '1.23456789E7'],
  [1e-6, '1.0E-6'],
  [1e21, '1.0E21'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%d is written as Java writes it: %s', (value, text) => {
  expect(toJavaText(value)).toBe(text);
});

it('percentages of a real run come out to the last digit', () => {
  expect(`${toJavaText((1912 / 1919) * 100)}%`).toBe('99.6352266805628%');
  expect(`${toJavaText((9 / 1009) * 100)}%`).toBe('0.8919722497522299%');
});
