import { describe, expect, it } from 'vitest';
import { pairByName, pairByPosition } from './pair.js';

describe('pairing columns', () => {
  it('by name finds each feature wherever it stands, and lists what is missing and what is new', () => {
    expect(pairByName(['age', 'income', 'city'], ['city', 'age', 'zip'])).toEqual({
      pairs: [
        { reference: 0, current: 1 },
        { reference: 1, current: null },
        { reference: 2, current: 0 },
      ],
      extra: [2],
    });
  });

  it('falls back to positions when one side has no names', () => {
    expect(pairByName(['age', 'income'], ['_c0', '_c1', '_c2'])).toEqual(pairByPosition(2, 3));
  });

  it('by position leaves the last features without a column when the window is narrower', () => {
    expect(pairByPosition(2, 1)).toEqual({
      pairs: [
        { reference: 0, current: 0 },
        { reference: 1, current: null },
      ],
      extra: [],
    });
  });

  it('treats names of the prototype as plain names', () => {
    expect(pairByName(['__proto__', 'constructor'], ['constructor', '__proto__']).pairs).toEqual([
      { reference: 0, current: 1 },
      { reference: 1, current: 0 },
    ]);
  });
});
