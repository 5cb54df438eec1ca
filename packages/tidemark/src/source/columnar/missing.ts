/** A column in which every entry is missing; as text, which every reading takes. */
import type { ColumnInput } from '../../engine/port.js';

export function toMissing(name: string, rows: number, position: number): ColumnInput {
  const values = { offsets: new Uint32Array(rows + 1), data: new Uint8Array() };
  return { name, values, validity: new Uint8Array((rows + 7) >> 3), position };
}
