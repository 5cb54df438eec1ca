/** Threads and workers: the same bytes for any number of them, errors that keep their codes, and an end when asked. */
import { readFileSync } from 'node:fs';
import binaryen from 'binaryen';
import { type AsyncEngine, createEngine as createWorkerEngine } from 'tidemark/engine/worker';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { baseline } from '../../packages/tidemark/src/index.js';
import { createEngine } from '../../packages/tidemark/src/engine/entry/node.js';
import type { ColumnInput, Engine } from '../../packages/tidemark/src/engine/port.js';
import { layOutTexts, toValidity } from '../../packages/tidemark/src/engine/text.js';
import { makeAwkwardCsv } from '../support/awkward-csv.js';
import { profileInChunks } from './engine.js';

// Much data, so that there is something to share; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const THREADS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Columns of every kind, long enough for several slices. */
function makeColumns(rows: number): ColumnInput[] {
  const texts = Array.from({ length: rows }, (_, row) => (row % 11 === 0 ? null : `wörd ${(row * 7919) % 3001}`));
  const validity = toValidity(rows, (row) => texts[row] !== null);
  const values = { ...layOutTexts(['ä', 'b', '17']), codes: Uint32Array.from({ length: rows }, (_, row) => row % 3) };
  return [
    { name: 'numbers', values: Float64Array.from({ length: rows }, (_, row) => Math.tan(row) * 10 ** (row % 9)) },
    { name: 'integers', values: BigInt64Array.from({ length: rows }, (_, row) => BigInt(row) ** 3n) },
    { name: 'texts', values: layOutTexts(texts), ...(validity && { validity }) },
    { name: 'codes', values, ...(validity && { validity }) },
  ];
}

function profileColumns(engine: Engine, columns: readonly ColumnInput[], threads: number): Uint8Array {
  const profiler = engine.openProfiler({ threads });
  profiler.pushColumns(columns);
  return profiler.finish().profile.toBytes();
}

async function codeOf(run: () => Promise<unknown>): Promise<unknown> {
  return run().then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

describe('threads of the native engine', async () => {
  const engine = await createEngine({ backend: 'native' });

  it('leave no trace in the bytes of text that is read', () => {
    const csv = makeAwkwardCsv(60_000);
    const alone = profileInChunks(engine, csv, [csv.length], { threads: 1 }).toBytes();
    for (const threads of THREADS) {
      expect(profileInChunks(engine, csv, [csv.length], { threads }).toBytes()).toEqual(alone);
    }
  });

  it('leave no trace in the bytes of columns', () => {
    const columns = makeColumns(140_007);
    const alone = profileColumns(engine, columns, 1);
    for (const threads of THREADS) expect(profileColumns(engine, columns, threads)).toEqual(alone);
  });

  it("take rows in order where Model Monitor's own states need it", () => {
    const csv = makeAwkwardCsv(60_000);
    const statistics = (threads: number): unknown =>
      profileInChunks(engine, csv, [csv.length], { sagemaker: true, threads }).statistics('sagemaker');
    const alone = statistics(1);
    for (const threads of [2, 5, 8]) expect(statistics(threads)).toEqual(alone);
  });

  it('are between 1 and 64', () => {
    for (const threads of [0, 65, 1.5]) {
      expect(() => engine.openProfiler({ threads })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });
});

describe('steps off the event loop', async () => {
  const engine = await createEngine({ backend: 'native' });
  const csv = makeAwkwardCsv(60_000);

  it('give what steps on it give', async () => {
    const profiler = engine.openProfiler();
    await profiler.pushBytesAsync(csv);
    const { profile, report } = await profiler.finishAsync();
    expect(profile.toBytes()).toEqual(profileInChunks(engine, csv, [csv.length]).toBytes());
    expect(report.rows).toBe(60_000);
    const columns = makeColumns(9000);
    const other = engine.openProfiler();
    await other.pushColumnsAsync(columns);
    const finished = await other.finishAsync();
    expect(finished.profile.toBytes()).toEqual(profileColumns(engine, columns, 1));
  });

  it('keep the profiler busy, and do it no harm', async () => {
    const profiler = engine.openProfiler();
    const step = profiler.pushBytesAsync(csv);
    expect(() => profiler.pushBytes(csv)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    expect(await codeOf(() => profiler.finishAsync())).toBe('invalid-argument');
    await step;
    expect(profiler.finish().report.rows).toBe(60_000);
  });

  it('end a profiler that is disposed of meanwhile', async () => {
    const profiler = engine.openProfiler();
    const step = profiler.pushBytesAsync(csv);
    profiler[Symbol.dispose]();
    await step;
    expect(() => profiler.finish()).toThrow(expect.objectContaining({ code: 'disposed' }));
  });

  it('keep the code of an error, after which the profiler is gone', async () => {
    const profiler = engine.openProfiler({ delimiter: ',' });
    expect(await codeOf(() => profiler.pushBytesAsync(new TextEncoder().encode('x,x\n1,2\n')))).toBe('invalid-data');
    expect(await codeOf(() => profiler.finishAsync())).toBe('disposed');
  });

  it('leave the event loop free while much is read', async () => {
    const rows = 2_000_000;
    const columns = Object.fromEntries(
      [1, 2, 3, 4].map((seed) => [`x${seed}`, Float64Array.from({ length: rows }, (_, row) => (row * seed) % 1009)]),
    );
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await baseline(columns);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it('stop between two steps when they are cancelled', async () => {
    const controller = new AbortController();
    const sources: string[] = [];
    const reading = baseline(makeAwkwardCsv(200_000), {
      signal: controller.signal,
      onProgress: ({ source }) => {
        sources.push(source);
        controller.abort(new Error('enough'));
      },
    });
    await expect(reading).rejects.toThrow('enough');
    expect(sources).toEqual(['bytes']);
  });
});

describe.each(['native', 'wasm'] as const)('a pool of %s workers', async (backend) => {
  const engine = await createEngine({ backend });
  const pool: AsyncEngine = await createWorkerEngine({ backend, workers: 3 });
  afterAll(() => {
    pool[Symbol.dispose]();
  });

  it('gives the bytes of one thread for slices of any size, and leaves the columns alone', async () => {
    const columns = makeColumns(140_007);
    const expected = profileColumns(engine, columns, 1);
    for (const rows of [140_007, 8 * 12_345, 65_536 + 8]) {
      const profiler = await pool.openProfiler();
      for (let start = 0; start < 140_007; start += rows) {
        const end = Math.min(140_007, start + rows);
        const part = columns.map(({ name, values, validity }) => ({
          name,
          values: cut(values, start, end),
          ...(validity && { validity: validity.slice(start / 8, Math.ceil(end / 8)) }),
        }));
        await profiler.pushColumns(part);
      }
      const { profile, report } = await profiler.finish();
      expect(report.rows).toBe(140_007);
      expect(await profile.toBytes()).toEqual(expected);
    }
  });

  it('leaves a Buffer of Node alone, whose slices are views', async () => {
    const csv = Buffer.from(makeAwkwardCsv(4000));
    const before = Buffer.from(csv);
    const profiler = await pool.openProfiler();
    for (const start of [0, 70_000]) await profiler.pushBytes(csv.subarray(start, start === 0 ? 70_000 : csv.length));
    expect(csv).toEqual(before);
    const { profile } = await profiler.finish();
    expect(await profile.toBytes()).toEqual(profileInChunks(engine, csv, [csv.length]).toBytes());
  });

  it('takes buffers that are given away without a copy', async () => {
    const profiler = await pool.openProfiler();
    const values = Float64Array.of(1, 2, 3);
    await profiler.pushColumns([{ name: 'x', values }], { transfer: true });
    expect(values.length).toBe(0);
    const { report } = await profiler.finish();
    expect(report.rows).toBe(3);
  });

  it('serves several profilers at once', async () => {
    const csv = makeAwkwardCsv(4000);
    const expected = profileInChunks(engine, csv, [csv.length]).toBytes();
    const read = async (): Promise<Uint8Array> => {
      const profiler = await pool.openProfiler();
      const pushes = [0, 1, 2].map((part) => {
        const size = Math.ceil(csv.length / 3);
        return profiler.pushBytes(csv.subarray(part * size, (part + 1) * size));
      });
      await Promise.all(pushes);
      return (await profiler.finish()).profile.toBytes();
    };
    for (const bytes of await Promise.all([read(), read(), read(), read(), read()])) expect(bytes).toEqual(expected);
  });

  it('merges and compares profiles of different workers', async () => {
    const csv = makeAwkwardCsv(500);
    const single = profileInChunks(engine, csv, [csv.length]);
    const profiles = await Promise.all([0, 1, 2].map(() => pool.readProfile(single.toBytes())));
    const merged = await pool.mergeProfiles(profiles);
    expect(await merged.toBytes()).toEqual(engine.mergeProfiles([single, single, single]).toBytes());
    const [reference, current] = profiles.map((profile) => ({ profile, column: 'amount' }));
    expect(await pool.measure('ks', reference as Side, current as Side)).toMatchObject({ value: 0 });
  });

  it('knows names that were asked for although only some workers saw them', async () => {
    const columns = makeColumns(140_007);
    const profiler = await pool.openProfiler({ columns: ['numbers', 'codes'], exclude: ['codes'] });
    await profiler.pushColumns(columns);
    const { profile } = await profiler.finish();
    expect((await profile.statistics()).columns.map(({ name, position }) => [name, position])).toEqual([
      ['numbers', 0],
    ]);
    const wrong = await pool.openProfiler({ columns: ['nothing'] });
    await wrong.pushColumns(columns);
    expect(await codeOf(() => wrong.finish())).toBe('invalid-argument');
  });

  it('keeps the code and the details of an error, which is one of this library', async () => {
    const profiler = await pool.openProfiler();
    const short = { name: 'short', values: new Float64Array(2) };
    const pushed = profiler.pushColumns([{ name: 'x', values: new Float64Array(3) }, short]);
    await expect(pushed).rejects.toMatchObject({
      name: 'TidemarkError',
      code: 'invalid-argument',
      details: { column: 'short' },
    });
    expect(await codeOf(() => profiler.finish())).toBe('disposed');
    const other = await pool.openProfiler();
    const long = { name: 'long', values: new Float64Array(300_000) };
    expect(await codeOf(() => other.pushColumns([{ name: 'x', values: new Float64Array(200_000) }, long]))).toBe(
      'invalid-argument',
    );
    const odd = { name: 'x', values: [1, 2] as unknown as Float64Array };
    expect(await codeOf(async () => (await pool.openProfiler()).pushColumns([odd]))).toBe('invalid-argument');
  });

  it('ends a job that is cancelled, and goes on', async () => {
    const controller = new AbortController();
    const counts: number[] = [];
    const profiler = await pool.openProfiler({
      signal: controller.signal,
      onProgress: ({ byteCount }) => {
        counts.push(byteCount);
        controller.abort(new Error('enough'));
      },
    });
    await expect(profiler.pushColumns(makeColumns(140_007))).rejects.toThrow('enough');
    expect(counts.length).toBeLessThan(3);
    await expect(profiler.finish()).rejects.toThrow('enough');
    await expect(pool.openProfiler({ signal: controller.signal })).rejects.toThrow('enough');
    const csv = makeAwkwardCsv(50);
    const next = await pool.openProfiler();
    await next.pushBytes(csv);
    expect((await next.finish()).report.rows).toBe(50);
  });
});

describe('a worker that dies', () => {
  it('fails what it was working on, and the pool goes on with another', async () => {
    const threads = process.getBuiltinModule('node:worker_threads');
    const started: InstanceType<typeof threads.Worker>[] = [];
    class Watched extends threads.Worker {
      constructor(...args: ConstructorParameters<typeof threads.Worker>) {
        super(...args);
        started.push(this);
      }
    }
    const spy = vi
      .spyOn(process, 'getBuiltinModule')
      .mockImplementation((name: string) =>
        name === 'node:worker_threads' ? { ...threads, Worker: Watched } : undefined,
      );
    const pool = await createWorkerEngine({ backend: 'wasm', workers: 1 });
    const csv = makeAwkwardCsv(50);
    const profiler = await pool.openProfiler();
    const push = profiler.pushBytes(csv);
    await started[0]?.terminate();
    expect(await codeOf(() => push.then(() => profiler.finish()))).toBe('internal');
    const next = await pool.openProfiler();
    await next.pushBytes(csv);
    expect((await next.finish()).report.rows).toBe(50);
    expect(started.length).toBe(2);
    pool[Symbol.dispose]();
    expect(await codeOf(() => pool.measures())).toBe('disposed');
    spy.mockRestore();
  });
});

describe('a trap in a worker', () => {
  it('is an error with code `internal`, after which the pool goes on', async () => {
    const pool = await createWorkerEngine({ wasm: trapIn('merge'), workers: 2 });
    const csv = makeAwkwardCsv(50);
    const read = async (): Promise<Awaited<ReturnType<AsyncEngine['readProfile']>>> => {
      const profiler = await pool.openProfiler();
      await profiler.pushBytes(csv);
      return (await profiler.finish()).profile;
    };
    const profiles = await Promise.all([read(), read()]);
    expect(await codeOf(() => pool.mergeProfiles(profiles))).toBe('internal');
    const bytes = await Promise.all((await Promise.all([read(), read()])).map((profile) => profile.toBytes()));
    expect(bytes[1]).toEqual(bytes[0]);
    pool[Symbol.dispose]();
  });
});

/** The module, with one of its exports replaced by a trap. */
function trapIn(name: string): Uint8Array<ArrayBuffer> {
  const module = binaryen.readBinary(new Uint8Array(readFileSync('packages/tidemark/wasm/tidemark_bg.wasm')));
  const exported = Array.from({ length: module.getNumExports() }, (_, index) =>
    binaryen.getExportInfo(module.getExportByIndex(index)),
  );
  const { value = '' } = exported.find((each) => each.name === name) ?? {};
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(value));
  module.removeFunction(value);
  module.addFunction(value, params, results, [], module.unreachable());
  return new Uint8Array(module.emitBinary());
}

describe('where no worker can be started', () => {
  it('a clear error says so', async () => {
    const spy = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    await expect(createWorkerEngine({ wasm: 'nowhere' })).rejects.toMatchObject({ code: 'unsupported' });
    spy.mockRestore();
  });
});

type Side = { readonly profile: Awaited<ReturnType<AsyncEngine['readProfile']>>; readonly column: string };

function cut(values: ColumnInput['values'], start: number, end: number): ColumnInput['values'] {
  if (ArrayBuffer.isView(values)) return values.slice(start, end);
  if (!('offsets' in values)) throw new TypeError('expected numbers or texts');
  return 'codes' in values
    ? { ...values, codes: values.codes.slice(start, end) }
    : { offsets: values.offsets.slice(start, end + 1), data: values.data };
}
