/** Two numbers of a document, such as the ends of a band. */
import type { Field } from './field.js';

/** Null where there are none. */
export function readPair(field: Field | undefined): readonly [number, number] | null {
  if (field === undefined) return null;
  const [low, high, ...others] = field.finites();
  return low === undefined || high === undefined || others.length > 0 ? field.fail('two numbers') : [low, high];
}
