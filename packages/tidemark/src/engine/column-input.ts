/** Columns as callers have them: arrays of numbers, texts, booleans and nulls, or values that are laid out already. */
import { invalidArgument } from './errors.js';
import type { ColumnInput } from './port.js';
import { layOutTexts, toText, toValidity } from './text.js';

/** A column's values: what a `ColumnInput` holds, or a plain array in which null and undefined are missing. */
export type ColumnData = ColumnInput['values'] | readonly unknown[];

/** A column as the engine takes it. Plain arrays are copied: numbers as doubles, all else as texts by code. */
export function toColumnInput(name: string, values: ColumnData | Omit<ColumnInput, 'name'>): ColumnInput {
  if (Array.isArray(values)) return { name, ...layOutArray(values as readonly unknown[]) };
  if (typeof values !== 'object' || values === null) {
    throw invalidArgument(`expected an array or a typed array for column \`${name}\`, found ${typeof values}`);
  }
  return 'values' in values && !ArrayBuffer.isView(values)
    ? { ...(values as Omit<ColumnInput, 'name'>), name }
    : { name, values };
}

/** Columns by name, in the order of their names. A name that has no column is left out. */
export function toColumnInputs(
  columns: Readonly<Record<string, ColumnData | Omit<ColumnInput, 'name'> | undefined>>,
): ColumnInput[] {
  return Object.entries(columns).flatMap(([name, values]) =>
    values === undefined ? [] : [toColumnInput(name, values)],
  );
}

function layOutArray(values: readonly unknown[]): Omit<ColumnInput, 'name'> {
  const doubles = toDoubles(values);
  if (doubles !== null) return { values: doubles };
  const places = new Map<string, number>();
  const codes = new Uint32Array(values.length);
  const isMissing = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const text = toText(values[row]);
    if (text === null) {
      isMissing[row] = 1;
      continue;
    }
    let place = places.get(text);
    if (place === undefined) {
      place = places.size;
      places.set(text, place);
    }
    codes[row] = place;
  }
  const validity = toValidity(values.length, (row) => isMissing[row] === 0);
  return { values: { codes, ...layOutTexts([...places.keys()]) }, ...(validity && { validity }) };
}

/** The numbers, NaN where one is missing; null when there is anything else. */
function toDoubles(values: readonly unknown[]): Float64Array | null {
  const doubles = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (typeof value === 'number') doubles[row] = value;
    else if (value === null || value === undefined) doubles[row] = Number.NaN;
    else return null;
  }
  return doubles;
}
