/** A few rows that stand for a data set, as the centres of its clusters. */
import { Buffers } from './buffers.js';
import type { EngineBackend } from './port.js';
import { callJson } from './profile.js';

export interface BaselineRowsOptions {
  /** How many; as many as there are clear clusters, 1 to 12, when absent. */
  readonly count?: number;
  /** What the search begins with. Default 0. */
  readonly seed?: number;
}

/** A column: numbers have means, all else most frequent values. Null and undefined are missing. */
interface CodedColumn {
  readonly values: Float64Array;
  /** The values that codes stand for; null where the column is numbers. */
  readonly categories: readonly unknown[] | null;
}

/** The rows, each with a value for every column, null where it has none. */
export function chooseBaselineRows(
  backend: EngineBackend,
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
  options: BaselineRowsOptions,
): Record<string, unknown>[] {
  const buffers = new Buffers();
  const names = Object.keys(columns);
  const coded = Object.values(columns).map(toCoded);
  const input = {
    columns: coded.map(({ values, categories }) => ({ values: buffers.add(values), isCategory: categories !== null })),
    ...options,
  };
  const rows = callJson(backend, 'choose_baseline_rows', input, buffers.list) as readonly (number | null)[][];
  return rows.map((row) =>
    Object.fromEntries(
      row.map((value, index) => {
        const categories = coded[index]?.categories ?? null;
        return [names[index] ?? '', value === null || categories === null ? value : categories[value]];
      }),
    ),
  );
}

function toCoded(column: ArrayLike<unknown>): CodedColumn {
  const values = Float64Array.from(column, (value) => (typeof value === 'number' ? value : Number.NaN));
  const isNumbers = Array.from(column).every(
    (value) => typeof value === 'number' || value === null || value === undefined,
  );
  if (isNumbers) return { values, categories: null };
  const codes = new Map<unknown, number>();
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row];
    if (value === null || value === undefined) continue;
    if (!codes.has(value)) codes.set(value, codes.size);
    values[row] = codes.get(value) ?? Number.NaN;
  }
  return { values, categories: [...codes.keys()] };
}
