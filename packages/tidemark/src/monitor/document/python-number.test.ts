import { expect, test } from 'vitest';
import { toPythonText } from './python-number.js';

test('numbers read as Python writes them', () => {
  const cases = [
    [0, '0.0'],
    [-0, '-0.0'],
    [3, '3.0'],
    [-0.34693877551020413, '-0.34693877551020413'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [-2.5e100, '-2.5e+100'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ] as const;
  for (const [value, text] of cases) expect(toPythonText(value)).toBe(text);
});
