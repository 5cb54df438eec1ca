import { describe, expect, it } from 'vitest';
import { createEngine } from './entry/node.js';
import * as measures from './measures.js';

describe('the functions of measures', async () => {
  const engine = await createEngine();
  const sides = [{ values: [1, 2, 3, 4] }, { values: [2, 3, 4, 5] }] as const;

  it('are one a measure of the registry, in its order', () => {
    const ids = Object.values(measures).map((measure) => measure(engine, ...sides).id);
    expect(ids.toSorted()).toEqual(
      engine
        .measures()
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('hand on their options', () => {
    const options = { bins: [2.5], smoothing: 'none' } as const;
    const { value } = measures.populationStability(engine, ...sides, options);
    expect(value).toBeCloseTo(0.25 * Math.log(3), 12);
    expect(measures.jensenShannonDistance(engine, ...sides, { base: 'bits', bins: 'values' }).cells).toBe(5);
  });
});
