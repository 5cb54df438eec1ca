/** Rows drawn by their weights, in steps of equal weight: no chance is in it. */

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
