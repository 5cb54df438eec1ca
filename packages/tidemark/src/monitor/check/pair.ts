/** Which column of the window belongs to which feature of the baseline. */

/** A feature of the baseline and its column in the window, both as indices; null where the window lacks it. */
export interface ColumnPair {
  readonly reference: number;
  readonly current: number | null;
}

/** Every feature of the baseline once, and the columns that only the window has. */
export interface Pairing {
  readonly pairs: readonly ColumnPair[];
  readonly extra: readonly number[];
}

export function pairByPosition(referenceCount: number, currentCount: number): Pairing {
  const pairs = Array.from({ length: referenceCount }, (_, index) => ({
    reference: index,
    current: index < currentCount ? index : null,
  }));
  const extraCount = Math.max(0, currentCount - referenceCount);
  return { pairs, extra: Array.from({ length: extraCount }, (_, index) => referenceCount + index) };
}

/** By name where both sides have names of their own, else by position. */
export function pairByName(reference: readonly string[], current: readonly string[]): Pairing {
  if (isPositional(reference) || isPositional(current)) return pairByPosition(reference.length, current.length);
  const positions = new Map(current.map((name, index) => [name, index]));
  const known = new Set(reference);
  return {
    pairs: reference.map((name, index) => ({ reference: index, current: positions.get(name) ?? null })),
    extra: current.flatMap((name, index) => (known.has(name) ? [] : [index])),
  };
}

/** Whether the names are those given to columns without names: `_c0`, `_c1`, … */
function isPositional(names: readonly string[]): boolean {
  return names.every((name, index) => name === `_c${index}`);
}
