import { expect, it } from 'vitest';
import { toPartText, toQuantityText, toShareText } from './wording.js';

it('a share never rounds to all or nothing', () => {
  expect([0, 0.00001, 0.125, 0.99999, 1].map(toShareText)).toEqual([
    '0%',
    'less than 0.01%',
    '12.5%',
    'more than 99.99%',
    '100%',
  ]);
});

it('a part is given as a share and in numbers', () => {
  expect(toPartText(250, 2000)).toBe('12.5% (250 of 2,000)');
  expect(toPartText(0, 0)).toBe('0% (0 of 0)');
});

it('quantities are short at every size', () => {
  expect([0, 51_200.123, -0.25, 1e300, 1e-9].map(toQuantityText)).toEqual([
    '0',
    '51,200.1',
    '-0.25',
    '1.000e+300',
    '1.000e-9',
  ]);
});
