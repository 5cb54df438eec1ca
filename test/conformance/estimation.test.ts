/** Estimators are the same to the last bit whatever computes them, and where; and refuse what makes no sense. */
import { createEngine as createWorkerEngine } from 'tidemark/engine/worker';
import { createEngine, type EstimationRows } from 'tidemark/engine';
import { describe, expect, it } from 'vitest';
import { Random } from '../support/random.ts';

const generator = new Random(5);
const random = (): number => generator.uniform();
const ROWS = 700;

function draw(make: () => number): Float64Array {
  return Float64Array.from({ length: ROWS }, make);
}

const scores = draw(random);
const binary: EstimationRows = {
  scores: [scores],
  predicted: scores.map((score) => Number(score > 0.4)),
  labels: scores.map((score) => Number(random() < 0.1 + 0.7 * score)),
};
const numbers = draw(() => random() * 50);
const regression: EstimationRows = {
  predicted: numbers,
  labels: numbers.map((number) => number + (random() - 0.5) * (1 + number)),
  features: [draw(random), draw(() => (random() < 0.2 ? Number.NaN : Math.floor(random() * 4)))],
};

const engines = {
  native: () => createEngine({ backend: 'native' }),
  wasm: () => createEngine({ backend: 'wasm' }),
  'a worker': () => createWorkerEngine({ backend: 'wasm', workers: 1 }),
};

async function runAll(make: (typeof engines)[keyof typeof engines]): Promise<string> {
  const engine = await make();
  const found: unknown[] = [];
  for (const rows of [binary, regression]) {
    const estimator = await engine.fitEstimator(rows);
    found.push(estimator, await engine.estimate(estimator, rows));
  }
  const labels = binary.labels ?? [];
  found.push(await engine.calibrate(scores, labels, [0, 0.5, 1]), await engine.reliability(scores, labels));
  found.push(await engine.compareDomains([scores, scores.toReversed()], [scores, scores]));
  found.push(await engine.deviationRange([1, 2, 3], 3, [0, null]));
  if (Symbol.dispose in engine) engine[Symbol.dispose]();
  return JSON.stringify(found);
}

describe('estimation', () => {
  it.each(['wasm', 'a worker'] as const)('native and %s give the same text', async (name) => {
    const native = await runAll(engines.native);
    expect(native).toContain('"id":"rmse"');
    expect(native).not.toContain('"value":null');
    expect(await runAll(engines[name])).toBe(native);
  });

  it('the seed is all that the draws depend on', async () => {
    const engine = await engines.native();
    const fit = (seed: number) => JSON.stringify(engine.fitEstimator(binary, { seed }).numbers);
    expect(fit(2)).toBe(fit(2));
    expect(fit(2)).not.toBe(fit(3));
  });

  it.each([
    [{ metrics: ['sharpness'] }, 'expected a metric that can be estimated'],
    [{ deviations: -1 }, 'expected a number above 0 for `deviations`, found -1'],
    [{ mostOutside: 97 }, 'expected a fraction between 0 and 1 for `mostOutside`, found 97'],
    [{ resamples: 1 }, 'expected 2 to 1000 `resamples` of the reference, found 1'],
  ])('refuses %j', async (options, message) => {
    const engine = await engines.native();
    expect(() => engine.fitEstimator(binary, options)).toThrow(message);
  });

  it('refuses an estimator that is none, and columns that it was not fitted to', async () => {
    const engine = await engines.native();
    const estimator = engine.fitEstimator(binary);
    expect(() => engine.estimate({ ...estimator, numbers: [7] }, binary)).toThrow('expected an estimator of layout 1');
    expect(() => engine.estimate({ ...estimator, numbers: estimator.numbers.slice(0, 50) }, binary)).toThrow(
      'fit it again',
    );
    expect(() => engine.estimate(estimator, { ...binary, features: [scores] })).toThrow('expected the 1 columns');
    expect(() => engine.estimate(estimator, { ...binary, predicted: numbers })).toThrow('one of 2 classes');
  });
});
