/** Rows drawn evenly, or by their weights, in steps of equal size: no chance is in it. */

/** Places at even distances, at most so many. */
export function spreadRows(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, place) => Math.floor((place * count) / kept));
}

/** So many places of rows, each as often as its weight says, in their order. */
export function drawRows(weights: readonly number[], count: number): number[] {
  const step = weights.reduce((sum, weight) => sum + weight, 0) / count;
  const rows: number[] = [];
  let passed = 0;
  for (const [row, weight] of weights.entries()) {
    passed += weight;
    while (rows.length < count && (rows.length + 0.5) * step <= passed) rows.push(row);
  }
  return rows;
}
