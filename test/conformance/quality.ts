/** What the quality of predictions owes, whatever serves it, at once or behind promises. Each backend runs this suite. */
import { describe, expect, it } from 'vitest';
import type { AsyncEngine } from '../../packages/tidemark/src/engine/async-port.js';
import type { Engine } from '../../packages/tidemark/src/engine/port.js';
import type { QualityColumns, QualityOptions, QualityProblem } from '../../packages/tidemark/src/engine/quality.js';

/** Rows by a small generator, the same everywhere: scores with ties, and labels that lean on them. */
function makeRows(count: number): { label: (number | null)[]; probability: number[]; group: string[] } {
  let state = 7;
  const next = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const probability = Array.from({ length: count }, () => Math.round(next() * 500) / 500);
  const label = probability.map((score, row) => (row % 97 === 0 ? null : Number(next() < score)));
  return { label, probability, group: label.map((_, row) => (row % 3 === 0 ? 'north' : 'south')) };
}

const { label, probability, group } = makeRows(1000);
const prediction = probability.map((score) => (score > 0.6 ? 1 : 0));
const COLUMNS: Readonly<Record<QualityProblem, QualityColumns>> = {
  BinaryClassification: { label, probability, group },
  MulticlassClassification: {
    label,
    prediction,
    probabilities: { '0': probability.map((score) => 1 - score), '1': probability },
  },
  Regression: { label, prediction: Float64Array.from(probability), group },
  Ranking: { label, prediction: probability, query: probability.map((_, row) => `q${row % 20}`) },
  Forecasting: {
    label: probability.map((score) => score + 1),
    prediction: prediction.map((each) => each + 1),
    horizon: group,
  },
};

/** Runs the suite with the engines that `open` makes. */
export function testQuality(name: string, open: () => Promise<Engine | AsyncEngine>): void {
  describe(`the quality of predictions (${name})`, async () => {
    // An engine that answers at once may be awaited all the same.
    const engine = (await open()) as AsyncEngine;

    it.each(Object.keys(COLUMNS) as QualityProblem[])(
      'says of %s what a state of it says, merged and read back',
      async (problem) => {
        const columns = COLUMNS[problem];
        const whole = await engine.quality(problem, columns);
        expect(whole.count + whole.incomplete).toBe(1000);
        const halves = await Promise.all(
          [0, 1].map(async (half) => {
            const session = await engine.openQuality(problem);
            await session.push(
              slice(
                columns,
                problem === 'Ranking' ? (row) => row % 2 === half : (row) => Math.floor(row / 500) === half,
              ),
            );
            return session.finish();
          }),
        );
        const merged = await engine.mergeQuality(halves);
        expect(await merged.result()).toEqual(whole);
        const again = await engine.readQuality(await merged.toBytes());
        expect(await again.result()).toEqual(whole);
      },
    );

    it('reads bytes into a state, by the names of columns', async () => {
      const session = await engine.openQuality(
        'BinaryClassification',
        { positive: 'yes', threshold: 0.3 },
        { format: 'csv', roles: { label: 'churned', probability: 'score' } },
      );
      await session.pushBytes(new TextEncoder().encode('id,score,churned\n1,0.5,yes\n2,0.25,no\n3,,yes\n4,0.75,no\n'));
      const { count, incomplete, confusion, metrics } = await (await session.finish()).result();
      expect({ count, incomplete, counts: confusion?.counts }).toEqual({
        count: 3,
        incomplete: 1,
        counts: [
          [1, 1],
          [0, 1],
        ],
      });
      expect(metrics['auc']).toMatchObject({ value: 0.5 });
    });

    it('names groups with too few rows and does not measure them', async () => {
      const columns = { label: [1, 0, 1, 1], prediction: [1, 0, 0, 1], group: ['a', 'a', 'b', 'a'] };
      const result = await engine.quality('BinaryClassification', columns, { minimumGroupCount: 2 });
      expect(result.smallGroups).toEqual(['b']);
      expect(result.groups?.['a']?.metrics['accuracy']?.value).toBe(1);
    });

    it('has no value but a reason where nothing is defined, and zeros by the rules of Model Monitor', async () => {
      const columns = { label: [true, true], prediction: [false, false] };
      const { metrics } = await engine.quality('BinaryClassification', columns);
      expect(metrics['precision']).toEqual({ value: null, reason: 'no row is predicted positive' });
      const compatible = await engine.quality('BinaryClassification', columns, { rules: 'sagemaker' });
      expect(compatible.metrics['precision']?.value).toBe(0);
    });

    it('draws rows for the intervals that have no formula, the same for the same seed', async () => {
      const options = { intervals: 'bootstrap', curves: false } as const;
      const [first, again, other] = await Promise.all(
        [1, 1, 2].map(async (seed) => {
          const columns = { label, probability };
          return (await engine.quality('BinaryClassification', columns, { ...options, seed })).metrics['ks'];
        }),
      );
      expect(first).toMatchObject({ method: 'bootstrap', interval: [expect.any(Number), expect.any(Number)] });
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
    });

    it('bounds the error of a histogram, in which the exact area lies', async () => {
      const scores = probability.map((score, row) => Math.min(1, score + row * 1e-7));
      const exact = await engine.quality('BinaryClassification', { label, probability: scores });
      const binned = await engine.quality(
        'BinaryClassification',
        { label, probability: scores },
        { form: 'histogram' },
      );
      const { value, errorBound } = binned.metrics['auc'] ?? {};
      expect(Math.abs((value ?? 0) - (exact.metrics['auc']?.value ?? 1))).toBeLessThanOrEqual(errorBound ?? 0);
      expect(errorBound).toBeGreaterThan(0);
    });

    it.each([
      ['an unknown option', { treshold: 1 }, { label: [1], prediction: [1] }, 'invalid-argument'],
      ['no predictions', {}, { label: [1] }, 'invalid-argument'],
      ['columns of several lengths', {}, { label: [1, 0], prediction: [1] }, 'invalid-argument'],
      ['a third class', {}, { label: ['1', 'maybe'], prediction: ['1', '0'] }, 'invalid-data'],
      ['a level of 2', { level: 2 }, { label: [1], prediction: [1] }, 'invalid-argument'],
    ])('refuses %s', async (_what, options, columns, code) => {
      const call = async (): Promise<unknown> =>
        engine.quality('BinaryClassification', columns, options as QualityOptions);
      await expect(call()).rejects.toMatchObject({ code });
    });

    it('does not merge states that were made with other options', async () => {
      const states = await Promise.all(
        [0.5, 0.6].map(async (threshold) => (await engine.openQuality('BinaryClassification', { threshold })).finish()),
      );
      await expect((async () => engine.mergeQuality(states))()).rejects.toMatchObject({ code: 'incompatible' });
    });
  });
}

/** Some rows of all columns. */
function slice(columns: QualityColumns, isIn: (row: number) => boolean): QualityColumns {
  const choose = (values: unknown): unknown =>
    Array.isArray(values) || ArrayBuffer.isView(values)
      ? Array.from(values as ArrayLike<unknown>).filter((_, row) => isIn(row))
      : Object.fromEntries(Object.entries(values as object).map(([name, inner]) => [name, choose(inner)]));
  return choose(columns) as QualityColumns;
}
