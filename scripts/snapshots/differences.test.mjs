/** How snapshots are held against each other. */
import { expect, test } from 'vitest';
import { findDifferences } from './differences.mjs';

const stored = 'rustc 1.2.3\ndoubles     100 times    5000 bytes\ntexts         7 times       9 bytes\n';

test('what is the same, or within the tolerance, does not differ', () => {
  expect(findDifferences(stored, stored, 0)).toEqual({ differences: [] });
  expect(findDifferences(stored, stored.replace('5000', '5020'), 0.005)).toEqual({ differences: [] });
});

test('a number beyond the tolerance is named with what it was', () => {
  expect(findDifferences(stored, stored.replace('100 times', '101 times'), 0.005)).toEqual({
    differences: ['doubles: 100 times, 5000 bytes became 101 times, 5000 bytes'],
  });
});

test('a row that comes or goes is a difference', () => {
  expect(findDifferences(stored, 'rustc 1.2.3\ndoubles  100 times  5000 bytes\ncodes  1 times  2 bytes\n', 0)).toEqual({
    differences: ['texts: 7 times, 9 bytes became nothing', 'codes: nothing became 1 times, 2 bytes'],
  });
});

test('without a snapshot there is nothing to hold to, and another compiler cannot be compared', () => {
  expect(findDifferences('', stored, 0)).toEqual({ differences: ['there is no snapshot'] });
  expect(findDifferences(stored, stored.replace('1.2.3', '1.2.4'), 0)).toEqual({
    differences: [],
    skipped: 'it was made by rustc 1.2.3, and this is rustc 1.2.4',
  });
});
