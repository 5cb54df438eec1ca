/** Cells as columns of numbers, truth values or texts, as a data frame would read them. */

/** Spellings that are no value. */
const MISSING: ReadonlySet<unknown> = new Set([null, undefined, '', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None']);

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/u;
const WHOLE = /^\s*[+-]?\d+\s*$/u;

/** Whole numbers stay an array, others a `Float64Array`, which is how the engine tells them apart. */
export function toTypedColumn(cells: readonly unknown[]): readonly unknown[] | Float64Array {
  const present = cells.filter((cell) => !MISSING.has(cell));
  const orNull = (convert: (cell: unknown) => unknown): unknown[] =>
    cells.map((cell) => (MISSING.has(cell) ? null : convert(cell)));
  if (present.every(isNumber)) {
    if (present.every(isWhole)) return orNull(Number);
    return Float64Array.from(cells, (cell) => (MISSING.has(cell) ? Number.NaN : Number(cell)));
  }
  const truths = present.map(toTruth);
  return truths.every((truth) => truth !== null) ? orNull(toTruth) : orNull(String);
}

function isNumber(cell: unknown): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && NUMBER.test(cell));
}

function isWhole(cell: unknown): boolean {
  return typeof cell === 'string' ? WHOLE.test(cell) : Number.isInteger(cell);
}

function toTruth(cell: unknown): boolean | null {
  if (typeof cell === 'boolean') return cell;
  return cell === 'True' || cell === 'true' ? true : cell === 'False' || cell === 'false' ? false : null;
}
