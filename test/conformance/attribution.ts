/** What an engine owes about attributions, whatever serves it. */
import { expect, it } from 'vitest';
import type { AsyncEngine } from '../../packages/tidemark/src/engine/async-port.js';

export function testAttribution(engine: AsyncEngine): void {
  it('compares attributions of features by name, and of rows by their distributions', async () => {
    const drift = await engine.attributionDrift({ sat: 0.7, gpa: 0.5, rank: 0.05 }, { rank: 0.7, gpa: 0.2, sat: 0.1 });
    expect(drift.ndcg).toBeCloseTo(0.6876396241226224, 14);
    expect(drift).toMatchObject({ reason: null, interval: null, spearman: -1, kendall: -1, rows: [null, null] });
    expect(drift.features[0]).toMatchObject({ feature: 'sat', values: [0.7, 0.1], ranks: [1, 3], pValue: null });
    const up = Array.from({ length: 50 }, (_, index) => index);
    const rows = await engine.attributionDrift({ a: up, b: up.map((value) => value / 9) }, { a: up, b: up });
    expect(rows).toMatchObject({ rows: [50, 50], interval: [expect.any(Number), expect.any(Number)] });
    expect(rows.features.map(({ adjustedPValue }) => (adjustedPValue ?? 1) < 0.001)).toEqual([false, true]);
    expect(await engine.attributionDrift([-1, 2], Float64Array.of(1, 2))).toMatchObject({
      ndcg: null,
      reason: expect.stringContaining('negative'),
    });
    await expect(async () => engine.attributionDrift({ a: 1 }, { b: 1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'expected attributions of the same features on both sides, found only in the baseline: a; only now: b',
    });
  });

  it('plans whom to ask and finds attributions in the answers', async () => {
    const plan = await engine.planShap({ features: 2 });
    expect(plan).toMatchObject({ isExact: true, setCount: 2, masks: Uint32Array.of(1, 2) });
    const predictions = { outputs: 2, expected: [0, 1], rows: [6, 1], sets: [2, 1, 3, 1] };
    const solved = await engine.solveShap(plan, predictions);
    expect(solved.expected).toEqual([0, 1]);
    expect(solved.attributions.map((features) => features.map((rows) => rows[0]))).toEqual([
      [2.5, 3.5],
      [0, 0],
    ]);
    const drawn = await engine.planShap({ features: 40, seed: 7 });
    expect(drawn).toMatchObject({ isExact: false, wordCount: 2 });
    expect(drawn.masks).toEqual((await engine.planShap({ features: 40, seed: 7 })).masks);
  });

  it('sums attributions up and chooses rows that stand for a data set', async () => {
    expect(await engine.aggregateAttributions({ a: [1, -3], b: [0, 2] })).toEqual({ a: 2, b: 1 });
    expect(await engine.aggregateAttributions({ a: [1, -3] }, 'median')).toEqual({ a: -1 });
    const columns = { size: [1, 2, null, 101, 102, 103], colour: ['red', 'red', 'blue', 'green', null, 'green'] };
    const rows = await engine.chooseBaselineRows(columns, { count: 2 });
    expect(rows.toSorted((a, b) => Number(a['size']) - Number(b['size']))).toEqual([
      { size: 1.5, colour: 'red' },
      { size: 102, colour: 'green' },
    ]);
  });
}
