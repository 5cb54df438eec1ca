/** What an engine owes, whatever serves it. Each backend runs this suite. */
import { describe, expect, it } from 'vitest';
import type {
  ColumnInput,
  Engine,
  IngestReport,
  Profile,
  Profiler,
  ProfilerOptions,
} from '../../packages/tidemark/src/engine/port.js';
import { makeAwkwardCsv } from '../support/awkward-csv.js';
import { makeAwkwardCapture, makeAwkwardJson } from '../support/awkward-json.js';

const CSV = makeAwkwardCsv(3000);

/** Reads bytes in pieces of the given sizes, which repeat. */
export function profileInChunks(
  engine: Engine,
  bytes: Uint8Array,
  sizes: readonly number[],
  options: ProfilerOptions = {},
): Profile {
  return readInChunks(engine, bytes, sizes, options).profile;
}

function readInChunks(
  engine: Engine,
  bytes: Uint8Array,
  sizes: readonly number[],
  options: ProfilerOptions,
): { readonly profile: Profile; readonly report: IngestReport } {
  const profiler = engine.openProfiler(options);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const end = start + (sizes[turn % sizes.length] ?? 1);
    profiler.pushBytes(bytes.subarray(start, end));
    start = end;
  }
  return profiler.finish();
}

function profileOf(engine: Engine, values: ColumnInput['values'], scale?: number): Uint8Array {
  using profiler = engine.openProfiler();
  profiler.pushColumns([{ name: 'x', values, ...(scale !== undefined && { scale }) }]);
  using profile = profiler.finish().profile;
  return profile.toBytes();
}

function openRows(engine: Engine, rows: number): Profiler {
  const profiler = engine.openProfiler({ format: 'columns' });
  profiler.openRows(rows);
  return profiler;
}

function push(profiler: Profiler, count: number): Profiler {
  profiler.pushColumns([{ name: 'x', values: new Float64Array(count) }]);
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

function code(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

function profileText(engine: Engine, text: string, options: ProfilerOptions = {}): Profile {
  const profiler = engine.openProfiler(options);
  profiler.pushBytes(new TextEncoder().encode(text));
  return profiler.finish().profile;
}

/** Fifty capture records, read with these options: what they come to. */
function readCapture(engine: Engine, options: ProfilerOptions): Readonly<Record<string, unknown>> {
  const { profile, report } = readInChunks(engine, makeAwkwardCapture(50), [999], { format: 'capture', ...options });
  const columns = profile.statistics().columns.map(({ name }) => name);
  return { columns, rows: report.rows, outside: report.outside, duplicates: report.duplicates };
}

export function testEngine(name: string, createEngine: () => Promise<Engine>): void {
  describe(`the ${name} engine`, async () => {
    const engine = await createEngine();

    it('gives the same bytes for any chunking', () => {
      const whole = profileInChunks(engine, CSV, [CSV.length]).toBytes();
      for (const sizes of [[1], [2, 3, 5, 7], [4096], [65_536, 1]]) {
        expect(profileInChunks(engine, CSV, sizes).toBytes()).toEqual(whole);
      }
    });

    it('gives the same bytes and the same report of JSON and capture records for any chunking', () => {
      for (const [format, bytes] of [
        ['jsonl', makeAwkwardJson(600)],
        ['json', makeAwkwardJson(600)],
        ['capture', makeAwkwardCapture(600)],
      ] as const) {
        const whole = readInChunks(engine, bytes, [bytes.length], { format });
        expect(whole.report).toMatchObject({ sources: 1, quarantined: 12 });
        for (const sizes of [[1], [2, 3, 5, 7], [4096], [65_536, 1]]) {
          const cut = readInChunks(engine, bytes, sizes, { format });
          expect(cut.profile.toBytes()).toEqual(whole.profile.toBytes());
          expect(cut.report).toEqual(whole.report);
        }
      }
    });

    it('reads capture records as it is told to', () => {
      const expected = { columns: ['_c0', '_c1', '_c2'], rows: 53, outside: 0, duplicates: 1 };
      expect(readCapture(engine, {})).toEqual(expected);
      expect(readCapture(engine, { names: ['score', 'x'] })).toEqual({ ...expected, columns: ['score', 'x', '_c2'] });
      expect(readCapture(engine, { names: ['x', 'word', 'score'], outputPosition: 'END' }).columns).toEqual([
        'x',
        'word',
        'score',
      ]);
      expect(readCapture(engine, { compatRecords: true })).toMatchObject({
        columns: ['_c0', '_c1', '_c2', '_c3', '_c4'],
        duplicates: 0,
      });
      expect(readCapture(engine, { from: '2026-11-22T08:30:00Z', to: '2026-11-22T08:40:00Z' })).toMatchObject({
        outside: 39,
      });
      expect(code(() => engine.openProfiler({ format: 'capture', from: 'noon' }))).toBe('invalid-argument');
    });

    it('holds records back, and takes rows', () => {
      const profiler = engine.openProfiler({ format: 'jsonl', records: true });
      profiler.pushBytes(new TextEncoder().encode('{"a":9007199254740993,"b":"é"}\nx\n{"a":-Infinity}'));
      expect(profiler.takeRecords()).toEqual([{ a: 9007199254740992, b: 'é' }]);
      profiler.endSource();
      expect(profiler.takeRecords()).toEqual([{ a: Number.NEGATIVE_INFINITY }]);
      expect(profiler.takeRecords()).toEqual([]);
      profiler.pushRows([{ x: 1, y: 'é€' }, { y: true, z: { w: 2.5 } }, []]);
      profiler.pushRows([['a']]);
      const { profile, report } = profiler.finish();
      expect(report).toMatchObject({ rows: 4, quarantined: 1 });
      expect(profile.statistics().columns.map((column) => [column.name, column.counts.present])).toEqual([
        ['_c0', 1],
        ['x', 1],
        ['y', 2],
        ['z.w', 1],
      ]);
    });

    it('takes text, integer and coded columns', () => {
      const profiler = engine.openProfiler();
      const text = { offsets: Uint32Array.of(0, 1, 3), data: new TextEncoder().encode('ab1') };
      profiler.pushColumns([
        { name: 'text', values: text },
        { name: 'integer', values: BigInt64Array.of(5n, -5n) },
        { name: 'code', values: { ...text, codes: Uint32Array.of(1, 1) }, validity: Uint8Array.of(0b10) },
      ]);
      const { columns } = profiler.finish().profile.statistics();
      expect(columns[0]?.counts).toMatchObject({ text: 2 });
      expect(columns[1]?.counts).toMatchObject({ integral: 2, negative: 1 });
      expect(columns[2]?.counts).toMatchObject({ missing: 1, text: 1 });
    });

    it('gives the same bytes for seven parts merged in any order', () => {
      const whole = profileInChunks(engine, CSV, [CSV.length]).toBytes();
      const parts = splitRows(CSV, 7).map((part) => profileInChunks(engine, part, [part.length]));
      for (const order of [
        [0, 1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1, 0],
        [3, 0, 6, 1, 5, 2, 4],
      ]) {
        const merged = engine.mergeProfiles(order.map((index) => parts[index] as Profile));
        expect(merged.toBytes()).toEqual(whole);
      }
    });

    it('gives the same bytes for several sources as for one', () => {
      const profiler = engine.openProfiler();
      for (const [index, part] of splitRows(CSV, 3).entries()) {
        profiler.nextSource(`part-${index}.csv`);
        profiler.pushBytes(part);
      }
      const { profile, report } = profiler.finish();
      expect(profile.toBytes()).toEqual(profileInChunks(engine, CSV, [CSV.length]).toBytes());
      expect(report).toMatchObject({ sources: 3, rows: 3000, quarantined: 30, blankLines: 30 });
    });

    it('reads back what it wrote', () => {
      const profile = profileInChunks(engine, CSV, [CSV.length]);
      const read = engine.readProfile(profile.toBytes());
      expect(read.toBytes()).toEqual(profile.toBytes());
      expect(read.statistics()).toEqual(profile.statistics());
    });

    it('reads numbers exactly and counts every kind of value', () => {
      const profile = profileText(engine, 'x,y\n0.1,a\n0.2,\n0.3,true\n9007199254740993,1e400\n');
      const [x, y] = profile.statistics().columns;
      expect(x).toMatchObject({ type: 'Fractional', counts: { integral: 1, fractional: 3, roundedIntegers: 1 } });
      expect(x?.numeric).toMatchObject({ count: 4, minimum: 0.1, maximum: 9007199254740992, certificate: 0 });
      expect(x?.numeric?.mean).toBe((9007199254740992 + 0.6) / 4);
      expect(y?.counts).toMatchObject({ missing: 1, text: 1, boolean: 1, positiveInfinity: 1 });
      expect(y).toMatchObject({ type: 'String', numeric: null, distinctCount: 3 });
    });

    it('takes columns as they lie in memory', () => {
      const profiler = engine.openProfiler();
      const padded = new Float64Array([9, 1, 2.5, -0, Number.NaN, 4]);
      profiler.pushColumns([
        { name: 'x', values: padded.subarray(1) },
        { name: 'y', values: new Float64Array(5), validity: new Uint8Array([0b10110]) },
      ]);
      const { columns } = profiler.finish().profile.statistics();
      expect(columns[0]?.counts).toMatchObject({ rows: 5, integral: 3, fractional: 1, nan: 1, zero: 1 });
      expect(columns[1]?.counts).toMatchObject({ rows: 5, missing: 2, integral: 3 });
    });

    it('takes numbers of any width as the numbers they are', () => {
      const numbers = [0, 1, 127, 3];
      const expected = profileOf(engine, Float64Array.from(numbers));
      for (const type of [Float32Array, Int8Array, Int16Array, Int32Array, Uint8Array, Uint16Array, Uint32Array]) {
        expect(profileOf(engine, type.from(numbers))).toEqual(expected);
      }
      const longs = BigInt64Array.from(numbers, BigInt);
      expect(profileOf(engine, longs)).toEqual(expected);
      expect(profileOf(engine, BigUint64Array.from(longs))).toEqual(expected);
      const wide = BigInt64Array.from(numbers.flatMap((number) => [BigInt(number), 0n]));
      expect(profileOf(engine, { wide: new Uint8Array(wide.buffer) })).toEqual(expected);
      const hundredths = Float64Array.from(numbers, (number) => number / 100);
      expect(profileOf(engine, Int32Array.from(numbers), 2)).toEqual(profileOf(engine, hundredths));
      expect(profileOf(engine, longs, 2)).toEqual(profileOf(engine, hundredths));
      expect(profileOf(engine, { bits: Uint8Array.of(0b101), rows: 3 })).toEqual(
        profileOf(engine, { offsets: Uint32Array.of(0, 4, 9, 13), data: new TextEncoder().encode('truefalsetrue') }),
      );
    });

    it('takes the columns of rows one by one and piece by piece', () => {
      const x = Float64Array.from({ length: 5000 }, (_, row) => Math.cos(row));
      const y = Int32Array.from({ length: 5000 }, (_, row) => row % 11);
      using whole = engine.openProfiler();
      whole.pushColumns([
        { name: 'x', values: x },
        { name: 'y', values: y },
      ]);
      using parts = engine.openProfiler();
      parts.openRows(5000);
      parts.pushColumns([{ name: 'x', values: x.subarray(0, 17), position: 0 }]);
      parts.pushColumns([{ name: 'y', values: y, position: 1 }]);
      parts.pushColumns([{ name: 'x', values: x.subarray(17), position: 0 }]);
      parts.closeRows();
      expect(parts.finish().profile.toBytes()).toEqual(whole.finish().profile.toBytes());
    });

    it('refuses rows that are not whole', () => {
      expect(() => push(openRows(engine, 3), 2).closeRows()).toThrow('expected 3 rows in each column, found 2');
      expect(() => push(push(openRows(engine, 3), 2), 2)).toThrow('found `x` twice or more of its rows');
      expect(() => push(openRows(engine, 3), 3).finish()).toThrow('close them first');
      expect(() => openRows(engine, 3).openRows(1)).toThrow('found some; close them first');
      expect(() => engine.openProfiler().closeRows()).toThrow('found none');
    });

    it('lists its measures and computes them between samples, sketches and profiles', () => {
      expect(engine.measures().map(({ id }) => id)).toContain('ks');
      const reference = [1, 2, 3, 4];
      const current = [2, 3, 4, 5];
      const expected = { id: 'ks', value: 0.25, counts: { reference: 4, current: 4 }, pMethod: 'exact', errorBound: 0 };
      const column = (values: readonly number[]): { profile: Profile; column: string } => ({
        profile: profileText(engine, `x\n${values.join('\n')}\n`),
        column: 'x',
      });
      expect(engine.measure('ks', { values: reference }, { values: current })).toMatchObject(expected);
      expect(engine.measure('ks', { levels: [reference] }, { levels: [current] })).toMatchObject(expected);
      expect(engine.measure('ks', column(reference), column(current))).toMatchObject(expected);
      expect(engine.measure('ks', { values: reference }, { values: current }, { method: 'Robust' }).value).toBe(0);
    });

    it('compares values of columns and of documents', () => {
      const profile = profileText(engine, 'x,y\n1,a\n1,a\n2,new\n2,7\n');
      const categories = [
        { value: 'a', count: 6 },
        { value: '7.0', count: 3 },
        { value: 'old', count: 1 },
      ];
      const comparison = engine.compareCategories({ categories }, { profile, column: 'y' });
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
      const distance = engine.measure('l-infinity', { categories }, { profile, column: 'y' });
      expect(distance).toMatchObject({ value: 0.25, basis: 'values', cells: 4, pValue: null, errorBound: 0 });
      const binned = engine.measure('l-infinity', { values: [1, 1, 1, 2] }, { profile, column: 'x' });
      expect(binned).toMatchObject({ value: 0.25, basis: 'bins', cells: 2 });
      expect(engine.measure('ks', { values: [1, 7] }, { profile, column: 'y' }).counts).toEqual({
        reference: 2,
        current: 1,
      });
      expect(code(() => engine.measure('ks', { categories }, { categories }))).toBe('invalid-argument');
      expect(code(() => engine.measure('ks', { values: [1] }, { values: [1] }, { bins: 3 }))).toBe('invalid-argument');
      expect(code(() => engine.compareCategories({ categories: [] }, { categories }))).toBe('invalid-argument');
      const test = engine.measure('chi-square', { categories }, { categories }, { variant: 'regrouped' });
      expect(test).toMatchObject({ value: null, noValue: 'too-few-categories' });
    });

    it('adjusts p-values and compares shares', () => {
      expect(engine.adjustPValues([0.5, 0.02, 0.01, 0.03])).toEqual([0.5, 0.04, 0.04, 0.04]);
      expect(engine.compareShares({ failing: 0, total: 4 }, { failing: 4, total: 4 })).toBeCloseTo(1 / 70, 12);
    });

    it('counts what lies outside a range', () => {
      const profile = profileText(engine, 'x\n1\n2\n3\n10\n');
      expect(profile.countOutside('x', 2, 3)).toEqual({ certain: 2, possible: 2 });
    });

    it("gives Model Monitor's own statistics only of rows that it read itself", () => {
      const profile = profileText(engine, 'x,y\n3,b\n1,a\n2,b\n', { sagemaker: true });
      const [x, y] = profile.statistics('sagemaker').columns;
      expect(x?.numeric?.levels).toEqual([[3, 1, 2]]);
      expect(y).toMatchObject({ distinctCount: 2, isDistinctCountExact: true });
      expect(y?.text?.values).toEqual([
        { value: 'b', count: 2 },
        { value: 'a', count: 1 },
      ]);
      expect(code(() => engine.readProfile(profile.toBytes()).statistics('sagemaker'))).toBe('unsupported');
      expect(code(() => engine.mergeProfiles([profile, profile]).statistics('sagemaker'))).toBe('unsupported');
    });

    it('says what is wrong by code', () => {
      const profile = profileText(engine, 'x\n1\n');
      expect(code(() => engine.readProfile(new Uint8Array(3)))).toBe('invalid-data');
      expect(code(() => engine.openProfiler({ delimiter: '"' }))).toBe('invalid-argument');
      expect(code(() => engine.openProfiler({ bogus: true } as ProfilerOptions))).toBe('invalid-argument');
      expect(code(() => engine.measure('nothing', { values: [1] }, { values: [1] }))).toBe('invalid-argument');
      expect(code(() => engine.measure('ks', { values: [Number.NaN] }, { values: [1] }))).toBe('invalid-argument');
      expect(code(() => engine.measure('ks', { profile, column: 'z' }, { values: [1] }))).toBe('invalid-argument');
      expect(code(() => engine.mergeProfiles([]))).toBe('invalid-argument');
      expect(code(() => engine.mergeProfiles([profile, profileText(engine, 'x\n1\n', { missing: ['-'] })]))).toBe(
        'incompatible',
      );
      expect(code(() => engine.openProfiler().pushBytes('x' as unknown as Uint8Array))).toBe('invalid-argument');
    });

    it('refuses what was disposed of, and what failed half-way', () => {
      const profile = profileText(engine, 'x\n1\n');
      profile[Symbol.dispose]();
      profile[Symbol.dispose]();
      expect(code(() => profile.toBytes())).toBe('disposed');
      const finished = engine.openProfiler();
      finished.pushBytes(new TextEncoder().encode('x\n1\n'));
      finished.finish();
      expect(code(() => finished.pushBytes(new Uint8Array(1)))).toBe('disposed');
      const failed = engine.openProfiler({ delimiter: ',' });
      expect(code(() => failed.pushBytes(new TextEncoder().encode('x,x\n1,2\n')))).toBe('invalid-data');
      expect(code(() => failed.finish())).toBe('disposed');
    });
  });
}
