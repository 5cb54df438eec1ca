/** One number of a reference file: where it comes from, what it must be, and how near. */
import type { Engine, MeasureOptions, MeasureResult, MeasureSide } from 'tidemark/engine';
import { type Numeric, type Tolerance, toNumber } from './reference-file.ts';

/** A number that is computed, or the name of what does not exist. */
export type ReferenceCase = { readonly name: string } & (
  | {
      readonly compute: (engine: Engine) => readonly number[];
      readonly expected: readonly number[];
      readonly tolerance: Tolerance;
    }
  | { readonly missing: string }
);

/** What a family makes of a file. */
export type Family = (file: never) => ReferenceCase[];

export function computed(
  name: string,
  expected: Numeric | readonly Numeric[],
  tolerance: Tolerance,
  compute: (engine: Engine) => number | readonly number[],
): ReferenceCase {
  return {
    name,
    expected: toList(expected).map(toNumber),
    tolerance,
    compute: (engine) => toList(compute(engine)),
  };
}

function toList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

export function missing(name: string, what: string): ReferenceCase {
  return { name, missing: what };
}

/** A measure from raw samples, as a number: infinite or not defined where the result says so. */
export function valueOf(
  engine: Engine,
  id: string,
  [reference, current]: readonly [MeasureSide, MeasureSide],
  options: MeasureOptions = {},
): number {
  return toValue(engine.measure(id, reference, current, options));
}

export function pValueOf(
  engine: Engine,
  id: string,
  [reference, current]: readonly [MeasureSide, MeasureSide],
  options: MeasureOptions = {},
): number {
  return engine.measure(id, reference, current, options).pValue ?? Number.NaN;
}

function toValue({ value, noValue }: MeasureResult): number {
  return value ?? (noValue === 'infinite' ? Number.POSITIVE_INFINITY : Number.NaN);
}

/** Counts by name as a side. */
export function toCategories(counts: Readonly<Record<string, number>>): MeasureSide {
  return { categories: Object.entries(counts).map(([value, count]) => ({ value, count })) };
}

/** Counts by position as a side. */
export function toCells(counts: readonly number[]): MeasureSide {
  return { categories: counts.map((count, index) => ({ value: `cell ${index}`, count })) };
}

/** Values as a side of categories. */
export function toValues(values: readonly (string | number)[]): MeasureSide {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return { categories: Array.from(counts, ([value, count]) => ({ value, count })) };
}
