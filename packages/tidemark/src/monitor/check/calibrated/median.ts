/** The median of a sketch in levels: an item of level h stands for 2^h values. */

/** The smallest item at or below which at least half of the weight lies; null when there is none. */
export function findMedian(levels: readonly (readonly number[])[]): number | null {
  const items = levels.flatMap((level, height) => level.map((value) => ({ value, weight: 2 ** height })));
  items.sort((a, b) => a.value - b.value);
  const half = items.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let seen = 0;
  for (const { value, weight } of items) {
    seen += weight;
    if (seen >= half) return value;
  }
  return null;
}
