/** The buffers that go across with a call: numbers that are many never become JSON. */
import { invalidArgument } from './errors.js';
import type { NumericArray } from './port.js';

export class Buffers {
  readonly list: Uint8Array[] = [];

  /** The place of the values among the buffers. A `Float64Array` is read where it lies. */
  add(values: NumericArray): number {
    const doubles = toDoubles(values);
    return this.list.push(new Uint8Array(doubles.buffer, doubles.byteOffset, doubles.byteLength)) - 1;
  }
}

/** A `Float64Array` as it is. What is no number becomes NaN, as which the engine counts or refuses it. */
export function toDoubles(values: NumericArray): Float64Array {
  if (values instanceof Float64Array) return values;
  if (!Array.isArray(values)) {
    throw invalidArgument(`expected numbers as a Float64Array or an array, found ${describe(values)}`);
  }
  const { length } = values;
  const doubles = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const value: unknown = values[index];
    doubles[index] = typeof value === 'number' ? value : Number.NaN;
  }
  return doubles;
}

function describe(value: unknown): string {
  return ArrayBuffer.isView(value) ? `a ${value.constructor.name}` : typeof value;
}
