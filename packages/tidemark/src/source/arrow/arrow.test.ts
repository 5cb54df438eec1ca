import {
  Binary,
  Bool,
  CompressionType,
  compressionRegistry,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  LargeUtf8,
  List,
  makeData,
  makeVector,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  TimestampSecond,
  Uint64,
  Utf8,
  Utf8View,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/entry/node.js';
import type { Engine } from '../../engine/port.js';
import { type ReadOptions, readSource } from '../read-source.js';
import type { Source } from '../source.js';

const ROWS = 1003;
const rows = <Value>(value: (row: number) => Value): Value[] => Array.from({ length: ROWS }, (_, row) => value(row));
const isMissing = (row: number): boolean => row % 7 === 3;

const doubles = Float64Array.from(rows((row) => Math.sin(row) * 100));
const longs = BigInt64Array.from(rows((row) => BigInt(row) * 2n ** 53n + 1n));
const unsigned = BigUint64Array.from(rows((row) => 2n ** 64n - 1n - BigInt(row)));
const texts = rows((row) => (isMissing(row) ? null : `wert ${row % 41} é`));
const flags = rows((row) => (isMissing(row) ? null : row % 3 === 0));
const integers = rows((row) => (isMissing(row) ? null : (row % 200) - 100));

const columns = { doubles, longs, unsigned, texts, flags, integers };

const toTable = (): Table =>
  new Table({
    doubles: makeVector(doubles),
    longs: makeVector(longs),
    unsigned: makeVector(unsigned),
    texts: vectorFromArray(texts, new Utf8()),
    flags: vectorFromArray(flags, new Bool()),
    integers: vectorFromArray(integers, new Int8()),
  });

const one = (vector: Vector): Table => new Table({ x: vector });

describe.each(['native', 'wasm'] as const)('reading Arrow with the %s engine', (backend) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ backend });
  });

  async function read(source: Source, options: ReadOptions = {}) {
    const { profile, report } = await readSource(engine, source, options);
    return { bytes: profile.toBytes(), report, statistics: profile.statistics() };
  }

  async function expectSame(source: Source, expected: Source, options: ReadOptions = {}): Promise<void> {
    expect((await read(source, options)).bytes).toEqual((await read(expected, options)).bytes);
  }

  it('a table has the profile of its columns', () => expectSame(toTable(), columns));

  it('slices at any row have the profile of the whole', async () => {
    const table = toTable();
    await expectSame([table.slice(0, 5), table.slice(5, 333), table.slice(333, 1000), table.slice(1000)], columns);
  });

  it.each(['stream', 'file'] as const)('bytes as a %s have it', async (kind) => {
    const bytes = tableToIPC(toTable(), kind);
    await expectSame(bytes, columns);
    await expectSame(new Blob([bytes as Uint8Array<ArrayBuffer>]), columns);
  });

  it('a packed stream is unpacked, and a file whose schema is at its end cannot be', async () => {
    await expectSame(gzipSync(tableToIPC(toTable(), 'stream')), columns);
    await expect(read(gzipSync(tableToIPC(toTable(), 'file')))).rejects.toMatchObject({
      code: 'invalid-data',
      message: expect.stringContaining('no schema in front') as string,
    });
  });

  it('a stream in small pieces has it', async () => {
    const bytes = tableToIPC(toTable(), 'stream');
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 1013) controller.enqueue(bytes.slice(at, at + 1013));
        controller.close();
      },
    });
    const { bytes: profile, report } = await read(pieces);
    expect(profile).toEqual((await read(columns)).bytes);
    expect(report).toMatchObject({ sources: 1, rows: ROWS, quarantined: 0 });
  });

  it('packed buffers are unpacked', async () => {
    // Buffers that do not get smaller are written in places where the library itself cannot read numbers.
    const few = Float64Array.from(rows((row) => row % 5));
    const words = rows((row) => `wort ${row % 3}`);
    const codec = compressionRegistry.get(CompressionType.ZSTD);
    compressionRegistry.set(CompressionType.ZSTD, { ...codec, encode: zstdCompressSync });
    for (const type of ['file', 'stream'] as const) {
      const Writer = type === 'file' ? RecordBatchFileWriter : RecordBatchStreamWriter;
      const writer = new Writer({ compressionType: CompressionType.ZSTD });
      const packed = new Table({ x: makeVector(few), y: vectorFromArray(words, new Utf8()) });
      for (const batch of packed.batches) writer.write(batch);
      writer.finish();
      await expectSame(writer.toUint8Array(true), { x: few, y: words });
    }
  });

  it('batches of a stream are read one after another', async () => {
    const table = toTable();
    const writer = new RecordBatchStreamWriter();
    for (const [start, end] of [
      [0, 100],
      [100, 100],
      [100, 999],
      [999, ROWS],
    ] as const) {
      for (const batch of table.slice(start, end).batches) writer.write(batch);
    }
    writer.close();
    await expectSame(writer.toUint8Array(true), columns);
  });

  it.each([
    ['UTF-8 with 64-bit offsets', vectorFromArray(texts, new LargeUtf8())],
    ['text views', vectorFromArray(texts, new Utf8View())],
    ['codes of 8 bits', vectorFromArray(texts, new Dictionary(new Utf8(), new Int8()))],
    ['codes of 32 bits', vectorFromArray(texts, new Dictionary(new LargeUtf8(), new Int32()))],
  ])('%s have the profile of their texts', async (_, vector) => {
    await expectSame(one(vector), { x: texts });
    await expectSame(tableToIPC(one(vector)), { x: texts });
    await expectSame(one(vector.slice(101, 900)), { x: texts.slice(101, 900) });
  });

  it('a dictionary that grows has the profile of all its texts', async () => {
    const type = new Dictionary(new Utf8(), new Int32(), 1);
    const toBatch = (words: Vector, codes: number[]): RecordBatch => {
      const data = makeData({ type, length: codes.length, data: Int32Array.from(codes), dictionary: words });
      const schema = new Schema([new Field('x', type, true)]);
      return new RecordBatch(
        schema,
        makeData({ type: new Struct(schema.fields), length: codes.length, children: [data] }),
      );
    };
    const first = vectorFromArray(['a', 'b'], new Utf8());
    const grown = first.concat(vectorFromArray(['c'], new Utf8()));
    await expectSame(new Table([toBatch(first, [0, 1, 1]), toBatch(grown, [2, 0])]), { x: ['a', 'b', 'b', 'c', 'a'] });
  });

  it.each([
    ['half', vectorFromArray([1.5, -2, null, 0.099975586], new Float16())],
    ['single', vectorFromArray([1.5, -2, null, 0.099975586], new Float32())],
    ['double', vectorFromArray([1.5, -2, null, 0.099975586], new Float64())],
  ])('numbers of %s precision are their doubles', async (_, vector) => {
    const { statistics } = await read(one(vector));
    expect(statistics.columns[0]).toMatchObject({ type: 'Fractional', counts: { missing: 1, integral: 1 } });
    expect(statistics.columns[0]?.numeric?.sum).toBeCloseTo(-0.400024, 5);
  });

  it.each([
    ['16 bits', vectorFromArray([1, null, -300], new Int16()), [1, null, -300]],
    ['64 bits', vectorFromArray([1n, null, -300n], new Int64()), [1, null, -300]],
    ['64 bits without a sign', vectorFromArray([1n, null, 2n ** 63n], new Uint64()), [1, null, 2 ** 63]],
  ])('integers of %s have the profile of their numbers', (_, vector, numbers) =>
    expectSame(one(vector), { x: numbers }),
  );

  it('dates, times and decimals are numbers that say what they are', async () => {
    const time = Date.UTC(2026, 10, 28, 12, 30);
    const table = new Table({
      day: vectorFromArray([new Date(Date.UTC(2026, 10, 28)), null], new DateDay()),
      second: makeVector({ type: new TimestampSecond(), data: BigInt64Array.of(BigInt(time / 1000), 0n) } as never),
      micro: makeVector({
        type: new TimestampMicrosecond(),
        data: BigInt64Array.of(BigInt(time) * 1000n + 250n, -1n),
      } as never),
      price: new Vector([
        makeData({
          type: new Decimal(2, 10),
          data: Uint32Array.of(12345, 0, 0, 0, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff),
        }),
      ]),
    });
    const expected = {
      day: [Date.UTC(2026, 10, 28), null],
      second: [time, 0],
      micro: [time + 0.25, -0.001],
      price: [123.45, -0.01],
    };
    await expectSame(table, expected);
    expect((await read(table)).report.logicalTypes).toEqual([
      { column: 'day', logicalType: 'date' },
      { column: 'second', logicalType: 'timestamp' },
      { column: 'micro', logicalType: 'timestamp' },
      { column: 'price', logicalType: 'decimal' },
    ]);
  });

  it('structs and lists become columns, as the keys of JSON do', async () => {
    const item = new Field('item', new Float64(), true);
    const inner = new Struct([new Field('city', new Utf8(), true), new Field('age', new Int32(), true)] as Field[]);
    const table = new Table({
      person: vectorFromArray([{ city: 'Ulm', age: 3 }, null, { city: null, age: 5 }], inner),
      pair: vectorFromArray([[1, 2], null, [3, null]], new FixedSizeList(2, item)),
      last: vectorFromArray([1, 2, 3], new Int32()),
      many: vectorFromArray([[1], [], [2, 3]], new List(item)),
    });
    const expected = {
      'person.city': ['Ulm', null, null],
      'person.age': [3, null, 5],
      'pair.0': [1, null, 3],
      'pair.1': [2, null, null],
      last: [1, 2, 3],
      'many.0': [1, null, 2],
    };
    const found = await read(table, { exclude: ['many.1'] });
    expect(found.bytes).toEqual((await read(expected)).bytes);
    expect(
      (await read(table.slice(1), { columns: ['person', 'many'] })).statistics.columns.map(({ name }) => name),
    ).toEqual(['person.city', 'person.age', 'many.0', 'many.1']);
  });

  it('lists of many rows are read a part at a time', async () => {
    const pairs = Array.from({ length: 20_000 }, (_, row) => (row % 9 === 0 ? null : [row, row / 2]));
    const vector = vectorFromArray(pairs, new List(new Field('item', new Float64(), true)));
    const item = (index: number) => pairs.map((pair) => pair?.[index] ?? null);
    const { statistics } = await read(one(vector).slice(5));
    expect(statistics.columns.map(({ name, position }) => [name, position])).toEqual([
      ['x.0', 0],
      ['x.1', 0],
    ]);
    const expected = (await read({ 'x.0': item(0).slice(5), 'x.1': item(1).slice(5) })).statistics;
    expect(statistics.columns.map(({ numeric }) => numeric)).toEqual(expected.columns.map(({ numeric }) => numeric));
  });

  it('a column whose values are not read is named, and can be left out', async () => {
    const table = new Table({
      id: vectorFromArray([Uint8Array.of(1)], new Binary()),
      x: vectorFromArray([5], new Int8()),
    });
    await expect(read(table)).rejects.toMatchObject({ code: 'unsupported', details: { column: 'id' } });
    await expectSame(table, { id: ['left out'], x: [5] }, { exclude: ['id'] });
  });

  it('columns are chosen by name, and an unknown one is refused', async () => {
    await expectSame(toTable(), columns, { columns: ['texts', 'longs'] });
    await expectSame(tableToIPC(toTable()), columns, { exclude: ['doubles', 'flags'] });
    await expect(read(toTable(), { columns: ['text'] })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'expected the name of a column (doubles, longs, unsigned, texts, flags, integers), found `text`',
    });
  });

  it('a table without rows has its columns', async () => {
    const empty = toTable().slice(0, 0);
    for (const source of [empty, tableToIPC(empty), tableToIPC(empty, 'file')]) {
      const { statistics } = await read(source);
      expect(statistics.rows).toBe(0);
      expect(statistics.columns.map(({ name }) => name)).toEqual(Object.keys(columns));
    }
  });

  it('texts that spell a missing value are none', async () => {
    const spelling = 'wert 7 é';
    const { statistics } = await read(toTable(), { missing: [spelling, 'nothing'], columns: ['texts'] });
    const expected = texts.filter((text) => text === null || text === spelling).length;
    expect(statistics.columns[0]?.counts.missing).toBe(expected);
  });

  it("Model Monitor's own states read Arrow as the texts of its values", async () => {
    const { statistics } = await read(toTable(), { sagemaker: true });
    expect(statistics.columns.map(({ type }) => type)).toEqual(
      (await read(columns, { sagemaker: true })).statistics.columns.map(({ type }) => type),
    );
    await expectSame(toTable(), columns, { sagemaker: true });
  });

  it('a preprocessing function is refused, since there are no records', async () => {
    await expect(read(toTable(), { preprocess: () => null })).rejects.toMatchObject({ code: 'unsupported' });
  });
});
