/** Two sides must have computed the same, or their times mean nothing. */

/** Number by number, within a fraction of the larger one. */
export function requireNear(what, found, expected, tolerance) {
  const isNear = (value, index) => {
    const other = expected[index];
    return Math.abs(value - other) <= tolerance * Math.max(Math.abs(value), Math.abs(other));
  };
  if (found.length !== expected.length || !found.every(isNear)) {
    throw new Error(`${what} differs: expected ${expected.join(' ')} within ${tolerance}, found ${found.join(' ')}`);
  }
}

/** A number that has a limit of its own. */
export function requireAtMost(what, found, most) {
  if (!(found <= most)) throw new Error(`${what}: expected at most ${most}, found ${found}`);
}
