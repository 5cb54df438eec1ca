import { createEngine as createWorkerEngine } from 'tidemark/engine/worker';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../packages/tidemark/src/engine/entry/node.js';
import { testQuality } from './quality.js';

testQuality('native', () => createEngine({ backend: 'native' }));
testQuality('wasm', () => createEngine({ backend: 'wasm' }));
testQuality('native worker', () => createWorkerEngine({ backend: 'native', workers: 2 }));

describe('native and WebAssembly', () => {
  it('give the same bytes and the same results of predictions', async () => {
    const rows = 5000;
    const label = Float64Array.from({ length: rows }, (_, row) => Math.sin(row) * 10);
    const prediction = Float64Array.from({ length: rows }, (_, row) => Math.sin(row + 0.1) * 11);
    const found = await Promise.all(
      (['native', 'wasm'] as const).map(async (backend) => {
        const engine = await createEngine({ backend });
        const session = engine.openQuality('Regression');
        session.push({ label, prediction });
        const state = session.finish();
        const probability = prediction.map((value) => 1 / (1 + Math.exp(-value)));
        const binary = engine.quality('BinaryClassification', {
          label: label.map((value) => Number(value > 0)),
          probability,
        });
        return { bytes: state.toBytes(), result: state.result(), binary };
      }),
    );
    expect(found[1]).toEqual(found[0]);
  });
});
