/** Whether a number is near enough to the expected one. */
import type { Tolerance } from './reference-file.ts';

export function isNear(found: number, expected: number, tolerance: Tolerance): boolean {
  if (Object.is(found, expected) || found === expected) return true;
  if (!Number.isFinite(expected)) return false;
  const { abs = 0, rel = 0 } = typeof tolerance === 'number' ? { abs: tolerance, rel: tolerance } : tolerance;
  return Math.abs(found - expected) <= abs + rel * Math.abs(expected);
}
