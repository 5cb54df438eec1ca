import { parquetWriteBuffer } from 'hyparquet-writer';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { beforeAll, expect, it } from 'vitest';
import { createEngine } from '../engine/entry/node.js';
import type { Engine } from '../engine/port.js';
import type { ReadingOptions } from './options.js';
import { readRecords } from './read-records.js';
import type { Source } from '../source/source.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

/** Rows as objects, whatever they came as. */
async function read(source: Source, options: ReadingOptions = {}) {
  const rows: unknown[] = [];
  const { report } = await readRecords(engine, source, options, ({ value, names }) => {
    const cells = value as readonly unknown[];
    return (
      rows.push(Array.isArray(value) ? Object.fromEntries(names.map((name, at) => [name, cells[at]])) : value) && 1
    );
  });
  return { rows, report };
}

const bytes = (text: string) => new TextEncoder().encode(text);

function preprocess(record: unknown) {
  const { a } = record as { a: number };
  if (a === 2) throw new Error('no two');
  return a === 3 ? [{ b: 3 }, { b: 4 }] : { b: a };
}

const EXPECTED = [
  { label: 1, score: 0.5, city: 'Ulm' },
  { label: 0, score: 0.25, city: null },
];

it('typed columns come as rows from Arrow, Parquet, objects of columns and rows', async () => {
  const columns = { label: [1, 0], score: [0.5, 0.25], city: ['Ulm', null] };
  const table = tableFromArrays({ label: Int32Array.of(1, 0), score: Float64Array.of(0.5, 0.25), city: ['Ulm', null] });
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'label', data: columns.label, type: 'INT32' },
      { name: 'score', data: columns.score, type: 'DOUBLE' },
      { name: 'city', data: columns.city, type: 'STRING' },
    ],
  });
  for (const source of [columns, EXPECTED, table as Source, tableToIPC(table, 'stream'), new Uint8Array(parquet)]) {
    const { rows, report } = await read(source);
    expect(rows).toEqual(EXPECTED);
    expect(report.rows).toBe(2);
  }
  const both = await read([new Uint8Array(parquet), new Uint8Array(parquet)]);
  expect(both.rows).toEqual([...EXPECTED, ...EXPECTED]);
});

it('rows of delimited text have the names of each file, and its places without a header', async () => {
  expect((await read([bytes('a,b\n1,2\n'), bytes('b,a\n3,4\n')])).rows).toEqual([
    { a: '1', b: '2' },
    { a: '4', b: '3' },
  ]);
  expect((await read(bytes('1,2\n'), { header: false })).rows).toEqual([{ _c0: '1', _c1: '2' }]);
});

it('a preprocessing function makes rows of records, and one that fails sets its record aside', async () => {
  const lines = new TextEncoder().encode('{"a":1}\n{"a":2}\n{"a":3}\n');
  const { rows, report } = await read(lines, { preprocess });
  expect(rows).toEqual([{ b: 1 }, { b: 3 }, { b: 4 }]);
  expect(report).toMatchObject({ rows: 3, quarantined: 1 });
});

it('an error that is not about the record ends the reading', async () => {
  const lines = new TextEncoder().encode('{"a":1}\n{"a":2}\n');
  let count = 0;
  const run = readRecords(engine, lines, {}, () => {
    count += 1;
    throw new RangeError('full');
  });
  await expect(run).rejects.toThrow('full');
  expect(count).toBe(1);
});
