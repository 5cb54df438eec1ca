/** Damaged Arrow and Parquet: an error with a code, at once, whatever is wrong with the bytes. */
import {
  Bool,
  Dictionary,
  Field,
  Float64,
  Int8,
  List,
  Table,
  tableToIPC,
  Utf8,
  Utf8View,
  vectorFromArray,
} from 'apache-arrow';
import { zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../../../test/support/random.js';
import { createEngine } from '../../engine/entry/node.js';
import { isTidemarkError } from '../../engine/errors.js';
import type { Engine } from '../../engine/port.js';
import type { ColumnarFormat } from '../format.js';
import { readSource } from '../read-source.js';

const ROWS = 60;
const texts = Array.from({ length: ROWS }, (_, row) => (row % 10 === 0 ? null : `value ${row % 7} of some length é`));
const numbers = Array.from({ length: ROWS }, (_, row) => (row % 4 === 0 ? null : row / 8));
const lists = Array.from({ length: ROWS }, (_, row) => (row % 5 === 0 ? null : [1, 2, 3].slice(0, row % 4)));

const table = new Table({
  numbers: vectorFromArray(numbers, new Float64()),
  texts: vectorFromArray(texts, new Utf8()),
  views: vectorFromArray(texts, new Utf8View()),
  codes: vectorFromArray(texts, new Dictionary(new Utf8(), new Int8())),
  lists: vectorFromArray(lists, new List(new Field('item', new Float64(), true))),
  flags: vectorFromArray(
    numbers.map((number) => number && number > 3),
    new Bool(),
  ),
});

function toParquet(options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {}): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 4 },
        { name: 'numbers', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
        { name: 'texts', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'lists', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
        { name: 'integers', type: 'INT32', repetition_type: 'REQUIRED' },
      ],
      columnData: [
        { name: 'numbers', data: numbers },
        { name: 'texts', data: texts as string[] },
        { name: 'lists', data: lists },
        { name: 'integers', data: Int32Array.from({ length: ROWS }, (_, row) => row % 9) },
      ],
      ...options,
    }),
  );
}

const WHOLE: readonly (readonly [string, ColumnarFormat, Uint8Array])[] = [
  ['a stream of Arrow', 'arrow', tableToIPC(table, 'stream')],
  ['a file of Arrow', 'arrow', tableToIPC(table, 'file')],
  ['Parquet', 'parquet', toParquet()],
  ['plain Parquet', 'parquet', toParquet({ codec: 'UNCOMPRESSED', rowGroupSize: 20 })],
  ['Parquet in Zstandard', 'parquet', toParquet({ codec: 'ZSTD', compressors: { ZSTD: zstdCompressSync } })],
];

/** Lengths and counts that lie, as four bytes. */
const LIES = [0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x3fff_ffff, 0];

describe('damaged typed data', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });

  /** The code of the error, or null. */
  async function read(bytes: Uint8Array, format: ColumnarFormat): Promise<string | null> {
    try {
      (await readSource(engine, bytes, { format })).profile[Symbol.dispose]();
      return null;
    } catch (error) {
      if (isTidemarkError(error)) return error.code;
      throw error;
    }
  }

  it.each(WHOLE)('%s that is cut anywhere is refused', async (name, format, bytes) => {
    expect(await read(bytes, format)).toBeNull();
    for (let end = 0; end < bytes.length; end += 101) {
      const code = await read(bytes.slice(0, end), format);
      // A stream may end behind any message.
      if (code !== null || !name.includes('stream')) expect(code, `${end} bytes`).toBe('invalid-data');
    }
  });

  it.each(WHOLE)(
    '%s with changed bytes is read or refused',
    async (_, format, bytes) => {
      const random = new Random(bytes.length);
      for (let round = 0; round < 60; round += 1) {
        const changed = bytes.slice();
        const at = random.below(bytes.length - 4);
        if (round % 2 === 0) changed[at] = random.below(256);
        else new DataView(changed.buffer).setUint32(at, LIES[round % LIES.length] ?? 0, true);
        const code = await read(changed, format);
        expect([null, 'invalid-data', 'unsupported'], `byte ${at}`).toContain(code);
      }
    },
    30_000,
  );

  it.each([
    ['Arrow', 'arrow', 'x,y\n1,2\n'],
    ['Arrow', 'arrow', ''],
    ['Parquet', 'parquet', 'PAR1'],
    ['Parquet', 'parquet', 'x,y\n1,2\nPAR2'],
    ['Parquet', 'parquet', `PAR1${'\u0000'.repeat(100)}\u0040\u0000\u0000\u0000PAR1`],
    ['Parquet', 'parquet', `PAR1\u007f\u007f\u007f\u007fPAR1`],
  ] as [string, ColumnarFormat, string][])('other bytes are no %s', async (_, format, text) => {
    expect(await read(new TextEncoder().encode(text), format)).toBe('invalid-data');
  });

  it('an Arrow message that claims a huge body is refused without room for it', async () => {
    const bytes = tableToIPC(table, 'stream').slice();
    const lengths = new DataView(bytes.buffer);
    const claimed = 0x7fff_fff8n * 4096n;
    // Every length of a body that fits the eight bytes is tried.
    let tried = 0;
    for (let at = 0; at + 8 <= bytes.length && tried < 4; at += 8) {
      const length = lengths.getBigInt64(at, true);
      if (length < 1000n || length > BigInt(bytes.length)) continue;
      lengths.setBigInt64(at, claimed, true);
      expect(await read(bytes, 'arrow')).not.toBe('internal');
      lengths.setBigInt64(at, length, true);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(0);
    expect(process.memoryUsage().rss).toBeLessThan(2 ** 30);
  });

  it('an error of the stream itself is not taken for damage', async () => {
    const failing = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(tableToIPC(table, 'stream').slice(0, 500)),
      pull: () => {
        throw new Error('the network is down');
      },
    });
    await expect(readSource(engine, failing)).rejects.toThrow('the network is down');
  });

  it('a reading that is called off ends with the reason', async () => {
    for (const [, , bytes] of WHOLE) {
      const controller = new AbortController();
      const onProgress = (): void => controller.abort(new Error('enough'));
      await expect(readSource(engine, [bytes, bytes], { signal: controller.signal, onProgress })).rejects.toThrow(
        'enough',
      );
    }
  });
});
