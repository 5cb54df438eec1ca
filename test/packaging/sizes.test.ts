import { expect, it } from 'vitest';
import { findSurprises } from './sizes.js';

it('a size may move by a little, and by more only where that was agreed to', () => {
  expect(findSurprises({ page: 103 }, { page: 100 })).toEqual([]);
  expect(findSurprises({ page: 104 }, { page: 100 })).toEqual([
    'page: expected about 100 KiB, found 104 KiB; where that is meant, write it into test/packaging/sizes.json',
  ]);
  expect(findSurprises({ page: 90 }, { page: 100 })).toHaveLength(1);
});

it('a size above its limit is refused whatever was agreed to, as is one that nobody agreed to', () => {
  expect(findSurprises({ installed: 6500 }, { installed: 6500 })).toEqual([
    'installed: expected at most 4882 KiB, found 6500',
  ]);
  expect(findSurprises({ page: 1 }, {})).toEqual([
    'page: expected a size that was agreed to, found 1 KiB; where that is meant, write it into test/packaging/sizes.json',
  ]);
});
