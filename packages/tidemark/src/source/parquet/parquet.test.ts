import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Encoding, SchemaElement } from '../../libraries/hyparquet.js';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../engine/entry/node.js';
import type { Engine } from '../../engine/port.js';
import { type ReadOptions, readSource } from '../read-source.js';
import type { Source } from '../source.js';

const ROWS = 1003;
const rows = <Value>(value: (row: number) => Value): Value[] => Array.from({ length: ROWS }, (_, row) => value(row));
const isMissing = (row: number): boolean => row % 7 === 3;

const columns = {
  doubles: Float64Array.from(rows((row) => Math.sin(row) * 100)),
  singles: Float32Array.from(rows((row) => Math.cos(row))),
  integers: Int32Array.from(rows((row) => (row % 200) - 100)),
  longs: BigInt64Array.from(rows((row) => BigInt(row) * 2n ** 53n + 1n)),
  words: rows((row) => (isMissing(row) ? null : `wert ${row % 41} é`)),
  names: rows((row) => `name ${row} of a person whose name takes more than thirty-two bytes`.slice(0, 8 + (row % 50))),
  flags: rows((row) => (isMissing(row) ? null : row % 3 === 0)),
  halves: rows((row) => (isMissing(row) ? null : row / 2)),
};

const TYPES = {
  doubles: 'DOUBLE',
  singles: 'FLOAT',
  integers: 'INT32',
  longs: 'INT64',
  words: 'STRING',
  names: 'STRING',
  flags: 'BOOLEAN',
  halves: 'DOUBLE',
} as const;

type WriteOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

function write(
  options: WriteOptions = {},
  encodings: Readonly<Record<string, Encoding>> = {},
): Uint8Array<ArrayBuffer> {
  const columnData = Object.entries(columns).map(([name, data]) => ({
    name,
    data: data as never,
    type: TYPES[name as keyof typeof TYPES],
    ...(encodings[name] !== undefined && { encoding: encodings[name] }),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

/** A file of columns whose types the writer is told in full. */
function writeTyped(schema: readonly SchemaElement[], data: Readonly<Record<string, readonly unknown[]>>): Uint8Array {
  const root: SchemaElement = { name: 'root', num_children: Object.keys(data).length };
  const columnData = Object.entries(data).map(([name, values]) => ({ name, data: values as never }));
  return new Uint8Array(parquetWriteBuffer({ schema: [root, ...schema], columnData }));
}

const timestamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS') =>
  ({ type: 'TIMESTAMP', isAdjustedToUTC: true, unit }) as const;

describe.each(['native', 'wasm'] as const)('reading Parquet with the %s engine', (backend) => {
  let engine: Engine;
  let folder = '';
  beforeAll(async () => {
    engine = await createEngine({ backend });
    folder = await mkdtemp(join(tmpdir(), 'tidemark-parquet-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(source: Source, options: ReadOptions = {}) {
    const { profile, report } = await readSource(engine, source, options);
    return { bytes: profile.toBytes(), report, statistics: profile.statistics() };
  }

  async function expectSame(source: Source, expected: Source, options: ReadOptions = {}): Promise<void> {
    expect((await read(source, options)).bytes).toEqual((await read(expected, options)).bytes);
  }

  it.each([
    ['one group', {}],
    ['many groups', { rowGroupSize: 130 }],
    ['many pages', { pageSize: 512 }],
    ['no packing', { codec: 'UNCOMPRESSED' }],
    ['gzip', { codec: 'GZIP', compressors: { GZIP: gzipSync } }],
    ['Zstandard', { codec: 'ZSTD', compressors: { ZSTD: zstdCompressSync } }],
  ] as [string, WriteOptions][])('a file with %s has the profile of its columns', (_, options) =>
    expectSame(write(options), columns),
  );

  it.each([
    ['delta', { integers: 'DELTA_BINARY_PACKED', longs: 'DELTA_BINARY_PACKED', names: 'DELTA_LENGTH_BYTE_ARRAY' }],
    [
      'prefixes and split bytes',
      { names: 'DELTA_BYTE_ARRAY', doubles: 'BYTE_STREAM_SPLIT', singles: 'BYTE_STREAM_SPLIT' },
    ],
    ['runs and plain texts', { flags: 'RLE', words: 'PLAIN', names: 'PLAIN', integers: 'PLAIN' }],
    ['codes', { integers: 'RLE_DICTIONARY', halves: 'RLE_DICTIONARY', names: 'RLE_DICTIONARY' }],
  ] as [string, Record<string, Encoding>][])('the encodings %s are read', (_, encodings) =>
    expectSame(write({ pageSize: 2000 }, encodings), columns),
  );

  it('a path, a Blob, a stream and a packed file have it', async () => {
    const bytes = write({ rowGroupSize: 400 });
    const path = join(folder, 'rows.parquet');
    await writeFile(path, bytes);
    await writeFile(`${path}.gz`, gzipSync(bytes));
    await expectSame(path, columns);
    await expectSame(`${path}.gz`, columns);
    await expectSame(await readFile(path), columns);
    await expectSame(new Blob([bytes]), columns);
    await expectSame(new Blob([bytes]).stream(), columns);
    expect((await read([path, path])).report).toMatchObject({ sources: 2, rows: 2 * ROWS });
  });

  it('only the columns that were asked for are read', async () => {
    const bytes = write();
    const path = join(folder, 'columns.parquet');
    await writeFile(path, bytes);
    const byteCounts: number[] = [];
    const onProgress: ReadOptions['onProgress'] = ({ byteCount }) => byteCounts.push(byteCount);
    await expectSame(path, columns, { columns: ['flags', 'integers'] });
    await expectSame(path, columns, { exclude: ['names'] });
    await read(path, { columns: ['flags'], onProgress });
    expect(Math.max(...byteCounts)).toBeLessThan(bytes.length / 4);
    await expect(read(path, { exclude: ['flag'] })).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('an address is read in ranges, or whole from a server without them', async () => {
    const bytes = write();
    const asked: string[] = [];
    const server = createServer(({ headers, url }, response) => {
      const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
      asked.push(`${url} ${start === undefined ? 'whole' : 'range'}`);
      if (url?.startsWith('/missing.parquet') === true) response.writeHead(404).end();
      else if (start === undefined || url === '/whole.parquet') response.end(bytes);
      else {
        const range = `bytes ${start}-${end}/${bytes.length}`;
        response.writeHead(206, { 'content-range': range }).end(bytes.subarray(Number(start), Number(end) + 1));
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await expectSame(`${base}/ranges.parquet`, columns, { columns: ['flags'] });
      expect(asked.filter((one) => one.endsWith('range')).length).toBeGreaterThan(3);
      await expectSame(new URL(`${base}/whole.parquet`), columns);
      await expect(read(`${base}/missing.parquet?key=secret`)).rejects.toMatchObject({
        code: 'io',
        message: `expected data at ${base}/missing.parquet, found status 404; check the address`,
      });
    } finally {
      server.close();
    }
  });

  it('dates, times and decimals are numbers that say what they are', async () => {
    const time = Date.UTC(2026, 10, 28, 12, 30);
    const optional = { repetition_type: 'OPTIONAL' } as const;
    const bytes = writeTyped(
      [
        { name: 'day', type: 'INT32', converted_type: 'DATE', ...optional },
        { name: 'milli', type: 'INT64', logical_type: timestamp('MILLIS'), ...optional },
        { name: 'micro', type: 'INT64', logical_type: timestamp('MICROS'), ...optional },
        { name: 'nano', type: 'INT64', logical_type: timestamp('NANOS'), ...optional },
        { name: 'price', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 12, ...optional },
        {
          name: 'wide',
          type: 'FIXED_LEN_BYTE_ARRAY',
          type_length: 9,
          converted_type: 'DECIMAL',
          scale: 3,
          precision: 20,
          ...optional,
        },
      ],
      {
        day: [new Date(Date.UTC(2026, 10, 28)), null],
        milli: [BigInt(time), null],
        micro: [BigInt(time) * 1000n + 250n, -1n],
        nano: [BigInt(time) * 1_000_000n + 500_000n, null],
        price: [12345n, -1n],
        wide: [12345678901234567890n, -1n],
      },
    );
    const expected = {
      day: [Date.UTC(2026, 10, 28), null],
      milli: [time, null],
      micro: [time + 0.25, -0.001],
      nano: [time + 0.5, null],
      price: [123.45, -0.01],
      wide: [Number('12345678901234567.89'), -0.001],
    };
    await expectSame(bytes, expected);
    expect((await read(bytes)).report.logicalTypes?.map(({ logicalType }) => logicalType)).toEqual([
      'date',
      'timestamp',
      'timestamp',
      'timestamp',
      'decimal',
      'decimal',
    ]);
  });

  it('structs and lists become columns, as the keys of JSON do', async () => {
    const bytes = writeTyped(
      [
        { name: 'person', repetition_type: 'OPTIONAL', num_children: 2 },
        { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'age', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'many', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
        { name: 'nested', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
        { name: 'last', type: 'INT32', repetition_type: 'REQUIRED' },
      ],
      {
        person: [{ city: 'Ulm', age: 3 }, null, { city: null, age: 5 }, { city: 'Bonn', age: 7 }],
        many: [[1, null], [], null, [2]],
        nested: [[[1, 2], [3]], [[]], null, [null, [4]]],
        last: [1, 2, 3, 4],
      },
    );
    const { statistics } = await read(bytes);
    expect(statistics.columns.map(({ name, position, counts }) => [name, position, counts.missing])).toEqual([
      ['person.city', 0, 2],
      ['person.age', 1, 1],
      ['many.0', 2, 2],
      ['many.1', 2, 4],
      ['nested.0.0', 3, 3],
      ['nested.0.1', 3, 3],
      ['nested.1.0', 3, 2],
      ['last', 4, 0],
    ]);
    expect(statistics.columns.map(({ numeric }) => numeric?.sum ?? null)).toEqual([null, 15, 3, null, 1, 2, 7, 10]);
  });

  it('a column whose values are not read is named, and can be left out', async () => {
    const bytes = writeTyped(
      [
        { name: 'id', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 3, repetition_type: 'REQUIRED' },
        { name: 'x', type: 'INT32', repetition_type: 'REQUIRED' },
      ],
      { id: [Uint8Array.of(1, 2, 3)], x: [5] },
    );
    await expect(read(bytes)).rejects.toMatchObject({ code: 'unsupported', details: { column: 'id' } });
    expect((await read(bytes, { exclude: ['id'] })).statistics.columns.map(({ name }) => name)).toEqual(['x']);
  });

  it('texts that spell a missing value are none', async () => {
    const spelling = 'wert 7 é';
    const { statistics } = await read(write(), { missing: [spelling, 'nothing'], columns: ['words'] });
    const expected = columns.words.filter((text) => text === null || text === spelling).length;
    expect(statistics.columns[0]?.counts.missing).toBe(expected);
  });

  it("Model Monitor's own states read Parquet as the texts of its values", () =>
    expectSame(write({ rowGroupSize: 250 }), columns, { sagemaker: true }));

  it('files of other formats are no part of the same data', async () => {
    const csv = new TextEncoder().encode('doubles\n1\n');
    await expect(read([write(), csv])).rejects.toMatchObject({ code: 'incompatible' });
  });
});
