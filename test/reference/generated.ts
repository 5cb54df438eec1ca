/** Samples that files give by the expression that made them: `linspace(1,200,500) - 0.5`. */

const LINSPACE = /^linspace\(([^,]+),([^,]+),(\d+)\)(?:\s*([+-])\s*(\S+))?$/u;

/** The values of an expression; null for one of another kind. */
export function generate(expression: string): readonly number[] | null {
  const match = LINSPACE.exec(expression);
  if (match === null) return null;
  const [, start, stop, length, sign, shift] = match;
  const [first, last, count] = [Number(start), Number(stop), Number(length)];
  const offset = sign === undefined ? 0 : Number(`${sign}${shift}`);
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? last : first + step * index) + offset);
}
