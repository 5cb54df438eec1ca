/** What an engine owes, whatever serves it, at once or behind promises. Each backend runs this suite. */
import { describe, expect, it } from 'vitest';
import type { AsyncEngine, AsyncProfile, AsyncProfiler } from '../../packages/tidemark/src/engine/async-port.js';
import type {
  ColumnInput,
  Engine,
  IngestReport,
  Profile,
  ProfilerOptions,
} from '../../packages/tidemark/src/engine/port.js';
import { makeAwkwardCsv } from '../support/awkward-csv.js';
import { makeAwkwardCapture, makeAwkwardJson } from '../support/awkward-json.js';
import { testAttribution } from './attribution.js';

const CSV = makeAwkwardCsv(3000);

/** Reads bytes in pieces of the given sizes, which repeat. */
export function profileInChunks(
  engine: Engine,
  bytes: Uint8Array,
  sizes: readonly number[],
  options: ProfilerOptions = {},
): Profile {
  const profiler = engine.openProfiler(options);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const end = start + (sizes[turn % sizes.length] ?? 1);
    profiler.pushBytes(bytes.subarray(start, end));
    start = end;
  }
  return profiler.finish().profile;
}

async function readInChunks(
  engine: AsyncEngine,
  bytes: Uint8Array,
  sizes: readonly number[],
  options: ProfilerOptions = {},
): Promise<{ readonly profile: AsyncProfile; readonly report: IngestReport }> {
  const profiler = await engine.openProfiler(options);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const end = start + (sizes[turn % sizes.length] ?? 1);
    await profiler.pushBytes(bytes.subarray(start, end));
    start = end;
  }
  return profiler.finish();
}

async function bytesInChunks(engine: AsyncEngine, bytes: Uint8Array, sizes: readonly number[]): Promise<Uint8Array> {
  return (await readInChunks(engine, bytes, sizes)).profile.toBytes();
}

async function profileOf(engine: AsyncEngine, values: ColumnInput['values'], scale?: number): Promise<Uint8Array> {
  const profiler = await engine.openProfiler();
  await profiler.pushColumns([{ name: 'x', values, ...(scale !== undefined && { scale }) }]);
  return (await profiler.finish()).profile.toBytes();
}

async function openRows(engine: AsyncEngine, rows: number): Promise<AsyncProfiler> {
  const profiler = await engine.openProfiler({ format: 'columns' });
  await profiler.openRows(rows);
  return profiler;
}

/** Three open rows, and a column of them in pieces of so many. */
async function beginRows(engine: AsyncEngine, ...counts: readonly number[]): Promise<AsyncProfiler> {
  const profiler = await openRows(engine, 3);
  for (const count of counts) await profiler.pushColumns([{ name: 'x', values: new Float64Array(count) }]);
  return profiler;
}

/** The same rows as several sources of their own, each with the header. */
export function splitRows(bytes: Uint8Array, parts: number): readonly Uint8Array[] {
  const text = new TextDecoder().decode(bytes);
  const records = text.match(/(?:"(?:[^"]|"")*"|[^"\n])*\n/gu) ?? [];
  const [header, ...rows] = records;
  const size = Math.ceil(rows.length / parts);
  return Array.from({ length: parts }, (_, part) =>
    new TextEncoder().encode([header, ...rows.slice(part * size, (part + 1) * size)].join('')),
  );
}

async function code(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

async function profileText(engine: AsyncEngine, text: string, options: ProfilerOptions = {}): Promise<AsyncProfile> {
  const profiler = await engine.openProfiler(options);
  await profiler.pushBytes(new TextEncoder().encode(text));
  return (await profiler.finish()).profile;
}

/** Fifty capture records, read with these options: what they come to. */
async function readCapture(engine: AsyncEngine, options: ProfilerOptions): Promise<Readonly<Record<string, unknown>>> {
  const capture = makeAwkwardCapture(50);
  const { profile, report } = await readInChunks(engine, capture, [999], { format: 'capture', ...options });
  const columns = (await profile.statistics()).columns.map(({ name }) => name);
  return { columns, rows: report.rows, outside: report.outside, duplicates: report.duplicates };
}

/** Sizes of pieces, and those for an engine to which every piece is a message. */
const CUTS = [[1], [2, 3, 5, 7], [4096], [65_536, 1]];
export const FEW_CUTS = [
  [997, 1],
  [65_536, 1],
];

export function testEngine(
  name: string,
  createEngine: () => Promise<Engine | AsyncEngine>,
  cuts: readonly (readonly number[])[] = CUTS,
): void {
  describe(`the ${name} engine`, async () => {
    // What is there at once can be waited for as well.
    const engine = (await createEngine()) as AsyncEngine;

    it('gives the same bytes for any chunking', async () => {
      const whole = await bytesInChunks(engine, CSV, [CSV.length]);
      for (const sizes of cuts) {
        expect(await bytesInChunks(engine, CSV, sizes)).toEqual(whole);
      }
    });

    it('gives the same bytes and the same report of JSON and capture records for any chunking', async () => {
      for (const [format, bytes] of [
        ['jsonl', makeAwkwardJson(600)],
        ['json', makeAwkwardJson(600)],
        ['capture', makeAwkwardCapture(600)],
      ] as const) {
        const whole = await readInChunks(engine, bytes, [bytes.length], { format });
        expect(whole.report).toMatchObject({ sources: 1, quarantined: 12 });
        for (const sizes of cuts) {
          const cut = await readInChunks(engine, bytes, sizes, { format });
          expect(await cut.profile.toBytes()).toEqual(await whole.profile.toBytes());
          expect(cut.report).toEqual(whole.report);
        }
      }
    });

    it('reads capture records as it is told to', async () => {
      const expected = { columns: ['_c0', '_c1', '_c2'], rows: 53, outside: 0, duplicates: 1 };
      expect(await readCapture(engine, {})).toEqual(expected);
      expect(await readCapture(engine, { names: ['score', 'x'] })).toEqual({
        ...expected,
        columns: ['score', 'x', '_c2'],
      });
      expect((await readCapture(engine, { names: ['x', 'word', 'score'], outputPosition: 'END' }))['columns']).toEqual([
        'x',
        'word',
        'score',
      ]);
      expect(await readCapture(engine, { compatRecords: true })).toMatchObject({
        columns: ['_c0', '_c1', '_c2', '_c3', '_c4'],
        duplicates: 0,
      });
      expect(await readCapture(engine, { from: '2026-11-22T08:30:00Z', to: '2026-11-22T08:40:00Z' })).toMatchObject({
        outside: 39,
      });
      expect(await code(() => engine.openProfiler({ format: 'capture', from: 'noon' }))).toBe('invalid-argument');
    });

    it('holds records back, and takes rows', async () => {
      const profiler = await engine.openProfiler({ format: 'jsonl', records: true });
      await profiler.pushBytes(new TextEncoder().encode('{"a":9007199254740993,"b":"é"}\nx\n{"a":-Infinity}'));
      expect(await profiler.takeRecords()).toEqual([{ a: 9007199254740992, b: 'é' }]);
      await profiler.endSource();
      expect(await profiler.takeRecords()).toEqual([{ a: Number.NEGATIVE_INFINITY }]);
      expect(await profiler.takeRecords()).toEqual([]);
      await profiler.pushRows([{ x: 1, y: 'é€' }, { y: true, z: { w: 2.5 } }, []]);
      await profiler.pushRows([['a']]);
      const { profile, report } = await profiler.finish();
      expect(report).toMatchObject({ rows: 4, quarantined: 1 });
      expect((await profile.statistics()).columns.map((column) => [column.name, column.counts.present])).toEqual([
        ['_c0', 1],
        ['x', 1],
        ['y', 2],
        ['z.w', 1],
      ]);
    });

    it('takes text, integer and coded columns', async () => {
      const profiler = await engine.openProfiler();
      const text = { offsets: Uint32Array.of(0, 1, 3), data: new TextEncoder().encode('ab1') };
      await profiler.pushColumns([
        { name: 'text', values: text },
        { name: 'integer', values: BigInt64Array.of(5n, -5n) },
        { name: 'code', values: { ...text, codes: Uint32Array.of(1, 1) }, validity: Uint8Array.of(0b10) },
      ]);
      const { columns } = await (await profiler.finish()).profile.statistics();
      expect(columns[0]?.counts).toMatchObject({ text: 2 });
      expect(columns[1]?.counts).toMatchObject({ integral: 2, negative: 1 });
      expect(columns[2]?.counts).toMatchObject({ missing: 1, text: 1 });
    });

    it('gives the same bytes for seven parts merged in any order', async () => {
      const whole = await bytesInChunks(engine, CSV, [CSV.length]);
      const read = splitRows(CSV, 7).map((part) => readInChunks(engine, part, [part.length]));
      const parts = (await Promise.all(read)).map(({ profile }) => profile);
      for (const order of [
        [0, 1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1, 0],
        [3, 0, 6, 1, 5, 2, 4],
      ]) {
        const merged = await engine.mergeProfiles(order.map((index) => parts[index] as AsyncProfile));
        expect(await merged.toBytes()).toEqual(whole);
      }
    });

    it('gives the same bytes for several sources as for one', async () => {
      const profiler = await engine.openProfiler();
      for (const [index, part] of splitRows(CSV, 3).entries()) {
        await profiler.nextSource(`part-${index}.csv`);
        await profiler.pushBytes(part);
      }
      const { profile, report } = await profiler.finish();
      expect(await profile.toBytes()).toEqual(await bytesInChunks(engine, CSV, [CSV.length]));
      expect(report).toMatchObject({ sources: 3, rows: 3000, quarantined: 30, blankLines: 30 });
    });

    it('reads back what it wrote', async () => {
      const { profile } = await readInChunks(engine, CSV, [CSV.length]);
      const read = await engine.readProfile(await profile.toBytes());
      expect(await read.toBytes()).toEqual(await profile.toBytes());
      expect(await read.statistics()).toEqual(await profile.statistics());
    });

    it('gives an outline, and the statistics of a column by itself', async () => {
      const profile = await profileText(engine, 'y,x\n1,a\n2,b\n');
      expect(await profile.outline()).toEqual({ rows: 2, columns: ['y', 'x'] });
      expect(await profile.columnStatistics('x')).toEqual((await profile.statistics()).columns[1]);
      expect(await code(() => profile.columnStatistics('z'))).toBe('invalid-argument');
    });

    it('reads numbers exactly and counts every kind of value', async () => {
      const profile = await profileText(engine, 'x,y\n0.1,a\n0.2,\n0.3,true\n9007199254740993,1e400\n');
      const [x, y] = (await profile.statistics()).columns;
      expect(x).toMatchObject({ type: 'Fractional', counts: { integral: 1, fractional: 3, roundedIntegers: 1 } });
      expect(x?.numeric).toMatchObject({ count: 4, minimum: 0.1, maximum: 9007199254740992, certificate: 0 });
      expect(x?.numeric?.mean).toBe((9007199254740992 + 0.6) / 4);
      expect(y?.counts).toMatchObject({ missing: 1, text: 1, boolean: 1, positiveInfinity: 1 });
      expect(y).toMatchObject({ type: 'String', numeric: null, distinctCount: 3 });
    });

    it('takes columns as they lie in memory', async () => {
      const profiler = await engine.openProfiler();
      const padded = new Float64Array([9, 1, 2.5, -0, Number.NaN, 4]);
      await profiler.pushColumns([
        { name: 'x', values: padded.subarray(1) },
        { name: 'y', values: new Float64Array(5), validity: new Uint8Array([0b10110]) },
      ]);
      const { columns } = await (await profiler.finish()).profile.statistics();
      expect(columns[0]?.counts).toMatchObject({ rows: 5, integral: 3, fractional: 1, nan: 1, zero: 1 });
      expect(columns[1]?.counts).toMatchObject({ rows: 5, missing: 2, integral: 3 });
    });

    it('takes numbers of any width as the numbers they are', async () => {
      const numbers = [0, 1, 127, 3];
      const expected = await profileOf(engine, Float64Array.from(numbers));
      for (const type of [Float32Array, Int8Array, Int16Array, Int32Array, Uint8Array, Uint16Array, Uint32Array]) {
        expect(await profileOf(engine, type.from(numbers))).toEqual(expected);
      }
      const longs = BigInt64Array.from(numbers, BigInt);
      expect(await profileOf(engine, longs)).toEqual(expected);
      expect(await profileOf(engine, BigUint64Array.from(longs))).toEqual(expected);
      const wide = BigInt64Array.from(numbers.flatMap((number) => [BigInt(number), 0n]));
      expect(await profileOf(engine, { wide: new Uint8Array(wide.buffer) })).toEqual(expected);
      const hundredths = await profileOf(
        engine,
        Float64Array.from(numbers, (number) => number / 100),
      );
      expect(await profileOf(engine, Int32Array.from(numbers), 2)).toEqual(hundredths);
      expect(await profileOf(engine, longs, 2)).toEqual(hundredths);
      expect(await profileOf(engine, { bits: Uint8Array.of(0b101), rows: 3 })).toEqual(
        await profileOf(engine, {
          offsets: Uint32Array.of(0, 4, 9, 13),
          data: new TextEncoder().encode('truefalsetrue'),
        }),
      );
    });

    it('takes long columns of any width as it takes short ones', async () => {
      const numbers = Int32Array.from({ length: 600_000 }, (_, row) => (row % 101) - 7);
      const expected = await profileOf(
        engine,
        Float64Array.from(numbers, (number) => number / 100),
      );
      expect(await profileOf(engine, numbers, 2)).toEqual(expected);
      const wide = new BigInt64Array(numbers.length * 2);
      for (const [row, number] of numbers.entries()) wide.set([BigInt(number), number < 0 ? -1n : 0n], 2 * row);
      expect(await profileOf(engine, { wide: new Uint8Array(wide.buffer) }, 2)).toEqual(expected);
      const bits = new Uint8Array(numbers.length / 8).fill(0b11001010);
      const codes = Uint32Array.from(numbers, (_, row) => (0b11001010 >> (row % 8)) & 1);
      const words = { offsets: Uint32Array.of(0, 5, 9), data: new TextEncoder().encode('falsetrue') };
      expect(await profileOf(engine, { bits, rows: numbers.length })).toEqual(
        await profileOf(engine, { codes, ...words }),
      );
    });

    it('takes the columns of rows one by one and piece by piece', async () => {
      const x = Float64Array.from({ length: 5000 }, (_, row) => Math.cos(row));
      const y = Int32Array.from({ length: 5000 }, (_, row) => row % 11);
      const whole = await engine.openProfiler();
      await whole.pushColumns([
        { name: 'x', values: x },
        { name: 'y', values: y },
      ]);
      const expected = await (await whole.finish()).profile.toBytes();
      for (const place of [(position: number) => ({ position }), () => ({})]) {
        const parts = await engine.openProfiler();
        await parts.openRows(5000);
        await parts.pushColumns([{ name: 'x', values: x.subarray(0, 17), ...place(0) }]);
        await parts.pushColumns([{ name: 'y', values: y, ...place(1) }]);
        await parts.pushColumns([{ name: 'x', values: x.subarray(17), ...place(0) }]);
        await parts.closeRows();
        expect(await (await parts.finish()).profile.toBytes()).toEqual(expected);
      }
    });

    it('gives long columns of open rows the places at which they came', async () => {
      const columns = ['z', 'y', 'x'].map((column) => ({ name: column, values: new Float64Array(200_000) }));
      const profiler = await openRows(engine, 200_000);
      await profiler.pushColumns(columns.slice(0, 2));
      await profiler.pushColumns(columns.slice(2));
      await profiler.closeRows();
      const whole = await engine.openProfiler();
      await whole.pushColumns(columns);
      expect(await (await profiler.finish()).profile.toBytes()).toEqual(await (await whole.finish()).profile.toBytes());
    });

    it('refuses rows that are not whole', async () => {
      await expect((async () => (await beginRows(engine, 2)).closeRows())()).rejects.toThrow(
        'expected 3 rows in each column, found 2',
      );
      await expect(beginRows(engine, 2, 2)).rejects.toThrow('found `x` twice or more of its rows');
      await expect((async () => (await beginRows(engine, 3)).finish())()).rejects.toThrow('close them first');
      await expect((async () => (await beginRows(engine)).openRows(1))()).rejects.toThrow(
        'found some; close them first',
      );
      await expect((async () => (await engine.openProfiler()).closeRows())()).rejects.toThrow('found none');
    });

    it('lists its measures and computes them between samples, sketches and profiles', async () => {
      expect((await engine.measures()).map(({ id }) => id)).toContain('ks');
      const reference = [1, 2, 3, 4];
      const current = [2, 3, 4, 5];
      const expected = { id: 'ks', value: 0.25, counts: { reference: 4, current: 4 }, pMethod: 'exact', errorBound: 0 };
      const column = async (values: readonly number[]): Promise<{ profile: AsyncProfile; column: string }> => ({
        profile: await profileText(engine, `x\n${values.join('\n')}\n`),
        column: 'x',
      });
      expect(await engine.measure('ks', { values: reference }, { values: current })).toMatchObject(expected);
      expect(await engine.measure('ks', { levels: [reference] }, { levels: [current] })).toMatchObject(expected);
      expect(await engine.measure('ks', await column(reference), await column(current))).toMatchObject(expected);
      expect(
        await engine.measure('ks', { values: reference }, { values: current }, { method: 'Robust' }),
      ).toMatchObject({ value: 0 });
    });

    it('reads arrays of numbers where they lie, or copies plain ones', async () => {
      const padded = Float64Array.of(9, 1, 2, 3, 4);
      const current = Float64Array.of(2, 3, 4, 5);
      const sides = [{ values: padded.subarray(1) }, { values: current }] as const;
      expect(await engine.measure('ks', ...sides)).toMatchObject({ value: 0.25, pMethod: 'exact' });
      expect(await engine.measure('wasserstein', ...sides)).toMatchObject({ value: 1, errorBound: 0 });
      expect((await engine.compareCategories(...sides)).appeared).toEqual([{ value: '5', count: 1 }]);
      const counts = (await engine.histogram(sides[0], [1, 2.5])).map(({ count }) => count);
      expect(counts).toEqual([1, 1, 2]);
      const bins = await engine.histogram({ values: [-7, 0, 1, 1.5, 2, 99] }, { bins: 3, minimum: 0, maximum: 3 });
      expect(bins.map(({ lowerBound, upperBound, count }) => [lowerBound, upperBound, count])).toEqual([
        [null, 1, 3],
        [1, 2, 2],
        [2, null, 1],
      ]);
    });

    it('gives the moments of an array and counts what is missing in it', async () => {
      const found = await engine.moments(Float64Array.of(1, Number.NaN, 2, 6, Number.POSITIVE_INFINITY));
      const { variance, standardDeviation, ...plain } = found;
      expect(plain).toEqual({ count: 3, missing: 1, infinite: 1, minimum: 1, maximum: 6, mean: 3 });
      expect(variance).toBeCloseTo(14 / 3, 14);
      expect(standardDeviation).toBeCloseTo(Math.sqrt(14 / 3), 14);
      expect(await engine.moments([4, null as unknown as number])).toMatchObject({ count: 1, missing: 1, mean: 4 });
      expect(await engine.moments([])).toMatchObject({ count: 0, minimum: null, mean: null, standardDeviation: null });
    });

    it('compares values of columns and of documents', async () => {
      const profile = await profileText(engine, 'x,y\n1,a\n1,a\n2,new\n2,7\n');
      const categories = [
        { value: 'a', count: 6 },
        { value: '7.0', count: 3 },
        { value: 'old', count: 1 },
      ];
      const comparison = await engine.compareCategories({ categories }, { profile, column: 'y' });
      expect(comparison).toEqual({
        basis: 'values',
        isComplete: true,
        referenceTotal: 10,
        currentTotal: 4,
        appeared: [{ value: 'new', count: 1 }],
        vanished: [{ value: 'old', count: 1 }],
        appearedCount: 1,
        shares: [
          { value: 'new', reference: 0, current: 1 },
          { value: 'a', reference: 6, current: 2 },
          { value: 'old', reference: 1, current: 0 },
          { value: '7', reference: 3, current: 1 },
        ],
      });
      const distance = await engine.measure('l-infinity', { categories }, { profile, column: 'y' });
      expect(distance).toMatchObject({ value: 0.25, basis: 'values', cells: 4, pValue: null, errorBound: 0 });
      const binned = await engine.measure('l-infinity', { values: [1, 1, 1, 2] }, { profile, column: 'x' });
      expect(binned).toMatchObject({ value: 0.25, basis: 'bins', cells: 2 });
      expect(await engine.measure('ks', { values: [1, 7] }, { profile, column: 'y' })).toMatchObject({
        counts: { reference: 2, current: 1 },
      });
      expect(await code(() => engine.measure('ks', { categories }, { categories }))).toBe('invalid-argument');
      expect(await code(() => engine.measure('ks', { values: [1] }, { values: [1] }, { bins: 3 }))).toBe(
        'invalid-argument',
      );
      expect(await code(() => engine.compareCategories({ categories: [] }, { categories }))).toBe('invalid-argument');
      const test = await engine.measure('chi-square', { categories }, { categories }, { variant: 'regrouped' });
      expect(test).toMatchObject({ value: null, noValue: 'too-few-categories' });
    });

    it('adjusts p-values and compares shares', async () => {
      expect(await engine.adjustPValues([0.5, 0.02, 0.01, 0.03])).toEqual([0.5, 0.04, 0.04, 0.04]);
      expect(await engine.compareShares({ failing: 0, total: 4 }, { failing: 4, total: 4 })).toBeCloseTo(1 / 70, 12);
      const bound = { value: 0.5, interval: [0.5, 0.5] as const };
      expect(await engine.compareEstimates(bound, { value: 0.7, interval: [0.5, 0.9] })).toBeCloseTo(0.025, 12);
    });

    testAttribution(engine);

    it('measures bias between groups', async () => {
      const columns = {
        sex: ['f', 'm', 'f', 'm', null, 'm'],
        label: [1, 1, 0, 0, 1, 1],
        guess: [true, true, false, null, true, true],
        age: Float64Array.of(1, 2, 3, 4, 5, 6),
      };
      const config = {
        headers: Object.keys(columns),
        label: 1,
        label_values_or_threshold: [1],
        facet: { name_or_index: 'sex', value_or_threshold: 'f' },
        predicted_label: 'guess',
      };
      const report = await engine.bias(columns, config);
      expect(report).toMatchObject({ rows: 6, labelKind: 'categorical', missing: [0, 1, 0] });
      const [facet] = report.facets;
      expect(facet).toMatchObject({
        kind: 'categorical',
        missing: 1,
        entries: [{ valueOrThreshold: 'f', a: { rows: 3 } }],
      });
      const found = (id: string) => {
        const { preTraining = [], postTraining = [] } = facet?.entries[0] ?? {};
        return [...preTraining, ...postTraining].find((metric) => metric.name === id);
      };
      // a: labels 1 0 1, guesses 1 - 1; d: labels 1 0, guesses 1 0.
      expect(found('CI')).toMatchObject({ value: 1 / 5, method: 'wilson' });
      expect(found('DPL')?.value).toBeCloseTo(2 / 3 - 1 / 2, 15);
      expect(found('DPPL')).toMatchObject({ value: 1 / 2, method: 'newcombe' });
      expect(found('CDDL')?.error).toBe('Group variable is empty or not provided');
      expect(found('KL')?.interval).toHaveLength(2);
      expect(await engine.bias(columns, config)).toEqual(report);
      expect(await code(() => engine.bias(columns, { ...config, label: 9 }))).toBe('invalid-argument');
      expect(await code(() => engine.bias(columns, { ...config, label: 'none' }))).toBe('invalid-argument');
      expect(await code(() => engine.bias(columns, {} as typeof config))).toBe('invalid-argument');
      const groups = { label: [1, 0, 1, 1], prediction: [1, 0, 0, 1], group: ['a', 'a', 'b', 'b'] };
      const fairness = await engine.groupFairness(groups, { reference: 'a' });
      expect(fairness.groups['b']?.difference?.['tpr']).toBe(-0.5);
      expect(await code(() => engine.groupFairness(groups, { reference: 'c' }))).toBe('invalid-argument');
    });

    it('counts what lies outside a range', async () => {
      const profile = await profileText(engine, 'x\n1\n2\n3\n10\n');
      expect(await profile.countOutside('x', 2, 3)).toEqual({ certain: 2, possible: 2 });
    });

    it("gives Model Monitor's own statistics only of rows that it read itself", async () => {
      const profile = await profileText(engine, 'x,y\n3,b\n1,a\n2,b\n', { sagemaker: true });
      const [x, y] = (await profile.statistics('sagemaker')).columns;
      expect(x?.numeric?.levels).toEqual([[3, 1, 2]]);
      expect(y).toMatchObject({ distinctCount: 2, isDistinctCountExact: true });
      expect(y?.text?.values).toEqual([
        { value: 'b', count: 2 },
        { value: 'a', count: 1 },
      ]);
      expect(await code(async () => (await engine.readProfile(await profile.toBytes())).statistics('sagemaker'))).toBe(
        'unsupported',
      );
      expect(await code(async () => (await engine.mergeProfiles([profile, profile])).statistics('sagemaker'))).toBe(
        'unsupported',
      );
    });

    it('says what is wrong by code', async () => {
      const profile = await profileText(engine, 'x\n1\n');
      expect(await code(() => engine.readProfile(new Uint8Array(3)))).toBe('invalid-data');
      expect(await code(() => engine.openProfiler({ delimiter: '"' }))).toBe('invalid-argument');
      expect(await code(() => engine.openProfiler({ bogus: true } as ProfilerOptions))).toBe('invalid-argument');
      expect(await code(() => engine.measure('nothing', { values: [1] }, { values: [1] }))).toBe('invalid-argument');
      for (const values of [[Number.NaN], [Number.POSITIVE_INFINITY], ['1'], new Float32Array(1)]) {
        const side = { values: values as number[] };
        expect(await code(() => engine.measure('ks', side, { values: [1] }))).toBe('invalid-argument');
        expect(await code(() => engine.histogram(side, [0]))).toBe('invalid-argument');
      }
      const noBins = { bins: 0, minimum: 0, maximum: 1 };
      expect(await code(() => engine.histogram({ values: [1] }, noBins))).toBe('invalid-argument');
      expect(await code(() => engine.measure('ks', { profile, column: 'z' }, { values: [1] }))).toBe(
        'invalid-argument',
      );
      expect(await code(() => engine.mergeProfiles([]))).toBe('invalid-argument');
      const other = await profileText(engine, 'x\n1\n', { missing: ['-'] });
      expect(await code(() => engine.mergeProfiles([profile, other]))).toBe('incompatible');
      expect(await code(async () => (await engine.openProfiler()).pushBytes('x' as unknown as Uint8Array))).toBe(
        'invalid-argument',
      );
    });

    it('refuses what was disposed of, and what failed half-way', async () => {
      const profile = await profileText(engine, 'x\n1\n');
      profile[Symbol.dispose]();
      profile[Symbol.dispose]();
      expect(await code(() => profile.toBytes())).toBe('disposed');
      const finished = await engine.openProfiler();
      await finished.pushBytes(new TextEncoder().encode('x\n1\n'));
      await finished.finish();
      expect(await code(() => finished.pushBytes(new Uint8Array(1)))).toBe('disposed');
      const failed = await engine.openProfiler({ delimiter: ',' });
      expect(await code(() => failed.pushBytes(new TextEncoder().encode('x,x\n1,2\n')))).toBe('invalid-data');
      expect(await code(() => failed.finish())).toBe('disposed');
    });
  });
}
