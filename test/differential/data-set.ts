/** Random data sets in every form in which they can come in: delimited text, JSON Lines, columns. */
import type { ColumnInput } from '../../packages/tidemark/dist/engine/port.js';
import type { Random } from '../support/random.ts';

type Cell = string | number | null;

/** A data set, and the same rows in several parts. A part can be pushed in pieces. */
export interface DataSet {
  readonly form: 'csv' | 'jsonl' | 'columns';
  readonly whole: Part;
  readonly parts: readonly Part[];
}

export type Part = Uint8Array | readonly NumberColumn[];

interface NumberColumn {
  readonly name: string;
  readonly values: Float64Array;
}

const encoder = new TextEncoder();

const SPECIAL = [NaN, Infinity, -Infinity, -0, 5e-324, -2.2e-308, Number.MAX_VALUE, 2 ** 53 + 2, 0.1, 1e22];
const WORDS = [
  'Ulm',
  'größer 🌊',
  'true',
  'NaN',
  '-inf',
  '.5',
  ' 7',
  '1e-7',
  '9007199254740993',
  '007',
  'x'.repeat(70),
];

/** How a column makes its numbers. */
const NUMBERS: readonly ((random: Random) => number)[] = [
  (random) => random.uniform() * 200 - 100,
  (random) => random.below(100) - 50,
  (random) => random.below(100_000) / 100,
  (random) => 1e9 + random.uniform(),
  (random) => Math.exp(random.uniform() * 60 - 30) * (random.below(2) === 0 ? 1 : -1),
  (random) => (random.below(10) < 3 ? 0 : random.uniform()),
  (random) => random.next() * 2 ** 31,
  (random) => random.pick(SPECIAL),
  () => 0.1,
];

/** How a column makes its cells. */
const CELLS: readonly ((random: Random) => Cell)[] = [
  ...NUMBERS.map(
    (make) =>
      (random: Random): Cell =>
        random.below(20) === 0 ? null : make(random),
  ),
  (random) => random.pick(WORDS),
  (random) => `key-${random.next()}`,
  (random) => (random.below(3) === 0 ? null : String(random.below(10))),
  (random) => (random.below(2) === 0 ? random.uniform() : random.pick(WORDS)),
  () => null,
];

/** A data set of at most `most` rows. */
export function makeDataSet(random: Random, most: number): DataSet {
  const form = random.pick(['csv', 'jsonl', 'columns'] as const);
  // Bytes without any record are refused, so lines have at least one.
  const rows = (random.below(4) === 0 ? random.below(4) : random.below(most)) + (form === 'jsonl' ? 1 : 0);
  const width = 1 + random.below(4);
  const borders = Array.from({ length: 1 + random.below(4) }, () => random.below(rows + 1)).toSorted((a, b) => a - b);
  const slices = [0, ...borders]
    .map((start, index) => [start, borders[index] ?? rows] as const)
    .filter(([start, end]) => start < end || form !== 'jsonl');
  if (form === 'columns') {
    const columns = Array.from({ length: width }, (_, index) => {
      const make = random.pick(NUMBERS);
      return { name: `c${index}`, values: Float64Array.from({ length: rows }, () => make(random)) };
    });
    return { form, whole: columns, parts: slices.map(([start, end]) => sliceColumns(columns, start, end)) };
  }
  const makers = Array.from({ length: width }, () => random.pick(CELLS));
  const table = Array.from({ length: rows }, () => makers.map((make) => make(random)));
  const write = form === 'csv' ? toCsv : toJsonLines;
  return {
    form,
    whole: write(table, width),
    parts: slices.map(([start, end]) => write(table.slice(start, end), width)),
  };
}

export function sliceColumns(columns: readonly NumberColumn[], start: number, end: number): readonly NumberColumn[] {
  return columns.map(({ name, values }) => ({ name, values: values.subarray(start, end) }) satisfies ColumnInput);
}

function toCsv(table: readonly (readonly Cell[])[], width: number): Uint8Array {
  const header = Array.from({ length: width }, (_, index) => `c${index}`).join(',');
  const quote = (cell: Cell): string => {
    const text = cell === null ? '' : String(cell);
    return /[",\n]/u.test(text) || text.startsWith(' ') ? `"${text.replaceAll('"', '""')}"` : text;
  };
  // A row that would be a blank line is quoted: blank lines are no rows.
  const lines = table.map((row) => row.map(quote).join(',') || '""');
  return encoder.encode([header, ...lines, ''].join('\n'));
}

function toJsonLines(table: readonly (readonly Cell[])[]): Uint8Array {
  const lines = table.map((row) => {
    // Some rows leave nulls out, which is the same but for positions. The row itself decides, whatever part it is in.
    const turn = JSON.stringify(row).length;
    const entries = row.map(
      (cell, column) =>
        [`c${column}`, typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell] as const,
    );
    const kept = entries.filter(([, cell], column) => cell !== null || (turn + column) % 2 === 0);
    return JSON.stringify(Object.fromEntries(kept));
  });
  return encoder.encode(lines.map((line) => `${line}\n`).join(''));
}
