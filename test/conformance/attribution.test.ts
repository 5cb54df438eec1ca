import { expect, it } from 'vitest';
import { createEngine } from '../../packages/tidemark/src/engine/entry/node.js';
import { Random } from '../support/random.ts';

it('finds the same attributions, baseline rows and intervals natively and in WebAssembly, to the last bit', async () => {
  const random = new Random(4);
  const make = (scale: number) => Float64Array.from({ length: 200 }, () => scale * (random.uniform() - 0.4));
  const makeSide = () => ({ a: make(5), b: make(3), c: make(2.9), d: make(0.1) });
  const [before, now] = [makeSide(), makeSide()];
  const answers = Float64Array.from({ length: 4000 }, () => random.uniform());
  const [native, wasm] = await Promise.all(
    (['native', 'wasm'] as const).map(async (backend) => {
      const engine = await createEngine({ backend });
      const plan = engine.planShap({ features: 25, samples: 300, seed: 2 });
      const sets = answers.subarray(0, plan.setCount * 4);
      const shap = { outputs: 2, link: 'logit', expected: [0.4, 0.6], rows: [0.1, 0.2, 0.8, 1], sets } as const;
      return {
        drift: engine.attributionDrift(before, now, { seed: 3, aggregate: 'mean_sq' }),
        plan,
        solved: engine.solveShap(plan, shap),
        rows: engine.chooseBaselineRows(before, { seed: 1, count: 5 }),
      };
    }),
  );
  expect(native?.drift.interval?.[0]).toBeLessThan(1);
  expect(native?.rows).toHaveLength(5);
  expect(wasm).toEqual(native);
});
