import { readFileSync } from 'node:fs';
import { createEngine as createWorkerEngine } from 'tidemark/engine/worker';
import { describe, expect, it } from 'vitest';
import { nativeCandidate } from '../../packages/tidemark/src/engine/backend/native.js';
import { createWasmBackend } from '../../packages/tidemark/src/engine/backend/wasm.js';
import { createEngineOver } from '../../packages/tidemark/src/engine/engine.js';
import { createEngine } from '../../packages/tidemark/src/engine/entry/node.js';
import type { ColumnInput, Engine, EngineBackend } from '../../packages/tidemark/src/engine/port.js';
import { callJson } from '../../packages/tidemark/src/engine/profile.js';
import { layOutTexts, toValidity } from '../../packages/tidemark/src/engine/text.js';
import { makeAwkwardCsv } from '../support/awkward-csv.js';
import { FEW_CUTS, profileInChunks, testEngine } from './engine.js';

testEngine('native', () => createEngine({ backend: 'native' }));
testEngine('wasm', () => createEngine({ backend: 'wasm' }));
testEngine('native worker', () => createWorkerEngine({ backend: 'native', workers: 2 }), FEW_CUTS);
testEngine('wasm worker', () => createWorkerEngine({ backend: 'wasm', workers: 2 }), FEW_CUTS);

function over(backend: EngineBackend): Engine {
  return createEngineOver(backend, { name: backend.name, tried: [] });
}

/** A validity bitmap in which every `each`th row is missing. */
function bits(rows: number, each: number): Uint8Array {
  return toValidity(rows, (row) => row % each !== 0) ?? new Uint8Array();
}

describe('native and WebAssembly', () => {
  it('give the same bytes and the same statistics', async () => {
    const [native, wasm] = [await createEngine({ backend: 'native' }), await createEngine({ backend: 'wasm' })];
    // Enough rows for several batches, which the native engine takes in beside the reading.
    const csv = makeAwkwardCsv(20_000);
    const profiles = [profileInChunks(native, csv, [csv.length]), profileInChunks(wasm, csv, [997])] as const;
    expect(profiles[1].toBytes()).toEqual(profiles[0].toBytes());
    expect(profiles[1].statistics()).toEqual(profiles[0].statistics());
    const sides = profiles.map((profile) => ({ profile, column: 'amount' }));
    const values = { values: Array.from({ length: 500 }, (_, index) => index * 1.37) };
    const found = [native, wasm].map((engine, index) =>
      engine.measure('ks', sides[index] as (typeof sides)[0], values, { level: 0.01 }),
    );
    expect(found[1]).toEqual(found[0]);
  });

  it('give the same bytes for columns that are cut on their way into WebAssembly', async () => {
    const rows = 100_003;
    const data = new TextEncoder().encode('größer🌊');
    const columns: ColumnInput[] = [
      { name: 'double', values: Float64Array.from({ length: rows }, (_, row) => row / 8), validity: bits(rows, 5) },
      { name: 'integer', values: BigInt64Array.from({ length: rows }, (_, row) => 2n ** 53n - BigInt(row)) },
      {
        name: 'code',
        values: {
          codes: Uint32Array.from({ length: rows }, (_, row) => row % 2),
          offsets: Uint32Array.of(0, 8, 12),
          data,
        },
      },
      {
        name: 'text',
        values: layOutTexts(Array.from({ length: rows }, (_, row) => `🦀${row % 70_001}`)),
        validity: bits(rows, 7),
      },
    ];
    const [native, wasm] = await Promise.all(
      (['native', 'wasm'] as const).map(async (backend) => {
        const profiler = (await createEngine({ backend })).openProfiler();
        profiler.pushColumns(columns);
        return profiler.finish().profile.toBytes();
      }),
    );
    expect(wasm).toEqual(native);
  });

  it('give the same numbers of arrays at every level of instructions', async () => {
    const [reference, current] = [1.37, 1.41].map((step) =>
      Float64Array.from({ length: 50_000 }, (_, index) => Math.round(Math.sin(index * step) * 1e6) / 1e5),
    ) as [Float64Array, Float64Array];
    const sides = [{ values: reference }, { values: current }] as const;
    const compute = (engine: Engine): unknown => [
      engine.moments(reference),
      engine.histogram(sides[0], { bins: 300, minimum: -9, maximum: 9 }),
      engine.histogram(sides[1], [-5, -1, 0, 0.5, 0.6, 0.7, 3, 4, 8, 9]),
      ...['ks', 'wasserstein', 'psi'].map((id) => engine.measure(id, ...sides)),
    ];
    const expected = compute(await createEngine({ backend: 'wasm' }));
    const native = (await nativeCandidate.load()) as EngineBackend;
    for (const level of ['baseline', 'avx2', 'avx512']) {
      const used = callJson(native, 'limit_level', level);
      expect(['baseline', 'avx2', 'avx512']).toContain(used);
      expect(compute(over(native)), level).toEqual(expected);
    }
  });

  it('read the golden profiles and write them again', async () => {
    for (const backend of ['native', 'wasm'] as const) {
      const engine = await createEngine({ backend });
      for (const rows of [0, 1, 10, 1000, 100_000]) {
        const golden = new Uint8Array(readFileSync(`test/golden/profile/v1-${rows}.tide`));
        expect(engine.readProfile(golden).toBytes()).toEqual(golden);
      }
    }
  });

  it('are chosen in this order unless one is forced', async () => {
    expect((await createEngine()).backend).toEqual({ name: 'native', tried: [] });
    await expect(createEngine({ backend: 'gpu' as 'wasm' })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('a defect of the engine', () => {
  it('is an error with code `internal` in the native backend, which goes on', async () => {
    const backend = (await nativeCandidate.load()) as EngineBackend;
    const profile = profileInChunks(over(backend), makeAwkwardCsv(5), [1]);
    expect(() => callJson(backend, 'panic', {})).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(profile.statistics().rows).toBe(5);
  });

  it('is an error with code `internal` in WebAssembly, whose instance is replaced and whose handles are lost', async () => {
    const bytes = readFileSync('packages/tidemark/wasm/tidemark_bg.wasm');
    const backend = createWasmBackend(await WebAssembly.compile(bytes));
    const engine = over(backend);
    const lost = profileInChunks(engine, makeAwkwardCsv(5), [1]);
    const expected = profileInChunks(engine, makeAwkwardCsv(50), [1]).toBytes();
    expect(() => callJson(backend, 'panic', {})).toThrow(expect.objectContaining({ code: 'internal' }));
    const next = profileInChunks(engine, makeAwkwardCsv(50), [1]);
    expect(next.toBytes()).toEqual(expected);
    expect(() => lost.toBytes()).toThrow(expect.objectContaining({ code: 'disposed' }));
  });
});
