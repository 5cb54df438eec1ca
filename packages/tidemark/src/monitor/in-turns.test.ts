import { describe, expect, it } from 'vitest';
import { mapInTurns } from './in-turns.js';

async function countTurns(length: number): Promise<{ results: number[]; turns: number }> {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  const results = await mapInTurns(
    Array.from({ length }, (_, index) => index),
    (item) => item + 1,
  );
  clearInterval(timer);
  return { results, turns };
}

describe('a long loop', () => {
  it.each([0, 1, 100, 1000])('gives what a map gives, %i items', async (length) => {
    const { results } = await countTurns(length);
    expect(results).toEqual(Array.from({ length }, (_, index) => index + 1));
  });

  it('lets others have their turn, a short one at once', async () => {
    expect((await countTurns(100)).turns).toBe(0);
    expect((await countTurns(1000)).turns).toBeGreaterThan(4);
  });
});
