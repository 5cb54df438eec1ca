import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/entry/node.js';
import type { Engine } from '../engine/port.js';
import { readWhole } from './read-bytes.js';
import { type ReadOptions, readSource } from './read-source.js';
import type { BytesPart, Source } from './source.js';
import { readSide } from './stored-side.js';

let engine: Engine;
let folder = '';
beforeAll(async () => {
  engine = await createEngine();
  folder = await mkdtemp(join(tmpdir(), 'tidemark-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

function toPart(content: Uint8Array): BytesPart {
  return {
    name: 'rows.csv',
    async *open() {
      yield content;
    },
  };
}

async function read(source: Source, options: ReadOptions = {}) {
  const { profile, report } = await readSource(engine, source, options);
  const columns = profile.statistics().columns.map(({ name, type, counts }) => `${name} ${type} ${counts.missing}`);
  return { columns, report, profile };
}

function capture(x: number, time: string): string {
  return JSON.stringify({
    captureData: {
      endpointInput: { data: `${x},a`, encoding: 'CSV' },
      endpointOutput: { data: '0.5', encoding: 'CSV' },
    },
    eventMetadata: { eventId: `${x}`, inferenceTime: time },
  });
}

function doubleKept(record: unknown) {
  const { a, keep } = record as { a: number; keep: boolean };
  return keep
    ? [
        { double: a * 2, none: null },
        { double: a, inner: { b: [a] } },
      ]
    : [];
}

/** Throws at 2, and makes no row of 3. */
function onlyOnes(record: unknown) {
  const { a } = record as { a: number };
  if (a === 2) throw new RangeError('no twos');
  return a === 3 ? ([5] as never) : { a };
}

describe('reading a source', () => {
  it('the same rows are the same profile in every format', async () => {
    const expected = (await read(bytes('x,y\n1,a\n,b\n2.5,\n'))).profile.toBytes();
    const sources: Source[] = [
      bytes('{"x":1,"y":"a"}\n{"x":null,"y":"b"}\n{"x":2.5}\n'),
      bytes('[{"x":1,"y":"a"},\n{"y":"b"},{"x":2.5}]'),
      gzipSync('x,y\n1,a\n,b\n2.5,\n'),
      [
        { x: 1, y: 'a' },
        { x: undefined, y: 'b' },
        { x: 2.5, y: null },
      ],
      { x: [1, null, 2.5], y: ['a', 'b', null] },
    ];
    for (const source of sources) {
      const { profile, columns } = await read(source);
      expect(columns).toEqual(['x Fractional 1', 'y String 1']);
      expect(profile.statistics().columns.map(({ counts }) => counts.present)).toEqual([2, 2]);
      // A key that stands first where another is missing has a smaller position: JSON has no fixed columns.
      if (!(source instanceof Uint8Array)) expect(profile.toBytes()).toEqual(expected);
    }
  });

  it('typed arrays of every kind are columns', async () => {
    const { profile } = await read({
      a: new Float64Array([1, Number.NaN]),
      b: Int32Array.of(1, 2),
      c: BigInt64Array.of(1n, 9007199254740993n),
      d: BigUint64Array.of(1n, 18446744073709551615n),
      e: [true, false],
    });
    const counts = profile.statistics().columns.map((column) => column.counts);
    expect(counts[0]).toMatchObject({ integral: 1, nan: 1 });
    expect(counts[2]).toMatchObject({ integral: 2, roundedIntegers: 1 });
    expect(counts[3]).toMatchObject({ integral: 2 });
    expect(counts[4]).toMatchObject({ boolean: 2 });
    await expect(read({ a: [1], b: [1, 2] })).rejects.toThrow('expected 1 values in each column, found 2 in `b`');
  });

  it('values serve Model Monitor as text', async () => {
    const { profile } = await read({ x: [3, 1] }, { sagemaker: true });
    expect(profile.statistics('sagemaker').columns[0]?.numeric?.levels).toEqual([[3, 1]]);
  });

  it('capture folders are read hour by hour, and records by their time', async () => {
    const root = join(folder, 'capture');
    for (const hour of ['07', '08', '09']) {
      const place = join(root, 'endpoint', 'variant', '2026', '11', '22', hour);
      await mkdir(place, { recursive: true });
      const lines = [0, 30].map((minute) =>
        capture(Number(hour) * 100 + minute, `2026-11-22T${hour}:${minute || '00'}:00Z`),
      );
      await writeFile(join(place, '00-00-000-id.jsonl'), lines.join('\n'));
    }
    const range = { from: '2026-11-22T08:30:00Z', to: '2026-11-22T09:00:00Z' };
    const { report, columns } = await read(root, { ...range, names: ['score', 'x', 'word'] });
    expect(columns).toEqual(['score Fractional 0', 'x Integral 0', 'word String 0']);
    expect(report).toMatchObject({ sources: 1, rows: 1, outside: 1 });
    expect((await read(root)).report).toMatchObject({ sources: 3, rows: 6 });
    await expect(read(root, { to: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(read(root, { from: range.to, to: range.from })).rejects.toThrow('expected `from` before `to`');
  });

  it('a manifest names the files to read', async () => {
    await writeFile(join(folder, 'part.csv.out'), 'x\n1\n');
    await writeFile(join(folder, 'manifest.json'), '[{"prefix":"./"},"part.csv.out"]');
    expect((await read(join(folder, 'manifest.json'))).columns).toEqual(['x Integral 0']);
    const remote = bytes('[{"prefix":"s3://bucket/out/"},"a.csv.out"]');
    await expect(read(remote)).rejects.toMatchObject({ code: 'unsupported', details: { prefix: 's3://bucket/out/' } });
  });

  it('a function makes rows of records', async () => {
    const lines = bytes('{"a":1,"keep":true}\n{"a":2,"keep":false}\nx\n');
    const { columns, report } = await read(lines, { preprocess: doubleKept });
    expect(columns).toEqual(['double Integral 0', 'none Unknown 2', 'inner.b.0 Integral 1']);
    expect(report).toMatchObject({ rows: 2, quarantined: 1 });
    const fields = await read(bytes('a,b\n1,\n'), {
      preprocess: async (record) => ({ fields: JSON.stringify(record) }),
    });
    expect(fields.profile.statistics().columns[0]?.text?.values).toEqual([{ value: '["1",null]', count: 1 }]);
  });

  it('a record for which that function fails is set aside, counted and named', async () => {
    const lines = bytes('{"a":1}\n{"a":2}\n{"a":3}\n');
    const { columns, report } = await read(lines, { preprocess: onlyOnes });
    expect(columns).toEqual(['a Integral 0']);
    expect(report).toMatchObject({ rows: 1, quarantined: 2 });
    expect(report.complaints).toMatchObject([{ kind: 'failed-preprocess', count: 2 }]);
    expect(report.complaints[0]?.first).toMatchObject([
      { line: 2, message: 'RangeError: no twos' },
      { line: 3, message: expect.stringContaining('expected rows as objects or arrays') as string },
    ]);
    await expect(read(bytes('{"a":2}\n'), { preprocess: onlyOnes })).rejects.toThrow('RangeError: no twos');
  });

  it('stored profiles and statistics are told from rows', async () => {
    const stored = (await read(bytes('x\n1\n'))).profile.toBytes();
    const side = await readSide(stored);
    expect(side).toMatchObject({ format: 'profile', name: 'bytes' });
    expect('chunks' in side && (await readWhole(side.chunks))).toEqual(stored);
    const statistics = bytes('{"version":0.0,"dataset":{"item_count":1},"features":[]}');
    expect(await readSide(statistics)).toMatchObject({ format: 'statistics' });
    for (const rows of [bytes('x\n1\n'), { x: [1] }]) {
      expect(await readSide(rows)).toEqual({
        format: 'rows',
        source: rows,
        rowFormat: rows instanceof Uint8Array ? 'csv' : null,
      });
    }
    await expect(read(stored)).rejects.toThrow('expected rows in bytes, found a stored profile');
  });

  it('a stream that is looked at can be read all the same', async () => {
    const side = await readSide(toPart(bytes('x\n1\n2\n')));
    if (side.format !== 'rows') throw new Error(`expected rows, found ${side.format}`);
    expect((await read(side.source)).report.rows).toBe(2);
    const stored = (await read(bytes('x\n1\n'))).profile.toBytes();
    expect(await readSide(toPart(stored))).toMatchObject({ format: 'profile', name: 'rows.csv' });
  });

  it("a stranger's data may be so large when unpacked, so wide, and name no file", async () => {
    const untrusted = { mostBytes: 6 };
    expect((await read(bytes('x\n1\n2\n'), { untrusted })).report.rows).toBe(2);
    const limited = { code: 'invalid-data', details: { limit: '6' } };
    await expect(read(bytes('x\n1\n2\n3'), { untrusted })).rejects.toMatchObject(limited);
    const stored = await readSide(bytes(`TIDE${'.'.repeat(9)}`), { untrusted });
    await expect('chunks' in stored && readWhole(stored.chunks)).rejects.toMatchObject(limited);
    const refused = { code: 'unsupported', message: expect.stringContaining('found parquet, which is not read here') };
    await expect(read(bytes('PAR1PAR1'), { untrusted })).rejects.toMatchObject(refused);
    const manifest = bytes('[{"prefix":"/"},"rows.csv"]');
    await expect(read(manifest, { untrusted })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(read(bytes('x,y\n'), { mostColumns: 1 })).rejects.toMatchObject({ details: { limit: '1' } });
  });

  it('files of two formats are no data set, and an empty one goes with all', async () => {
    await expect(read([bytes('x\n1\n'), bytes('{"x":1}')])).rejects.toMatchObject({ code: 'incompatible' });
    expect((await read([bytes('{"x":1}'), bytes('')])).report.rows).toBe(1);
  });

  it('says how far it has come, and ends when it is told to', async () => {
    const seen: number[] = [];
    const parts = [bytes('x\n1\n'), bytes('x\n2\n')];
    await read(parts, { onProgress: ({ byteCount }) => seen.push(byteCount) });
    expect(seen).toEqual([4, 8]);
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(read(parts, { signal: controller.signal, onProgress })).rejects.toThrow('enough');
  });
});
