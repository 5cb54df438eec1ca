/** Quantiles of a sketch in levels: an item of level h stands for 2^h values. */

/** For each fraction the smallest item at or below which that share of the weight lies; null when there is none. */
export function findQuantiles(
  levels: readonly (readonly number[])[],
  fractions: readonly number[],
): readonly (number | null)[] {
  const items = levels.flatMap((level, height) => level.map((value) => ({ value, weight: 2 ** height })));
  items.sort((a, b) => a.value - b.value);
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  return fractions.map((fraction) => {
    let seen = 0;
    return items.find(({ weight }) => (seen += weight) >= fraction * total)?.value ?? null;
  });
}
