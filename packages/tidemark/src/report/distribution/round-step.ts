/** Distances between edges and marks that people like to read. */

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is no smaller. */
export function toRoundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return ([1, 2, 2.5, 5].find((digit) => digit * power >= width) ?? 10) * power;
}
