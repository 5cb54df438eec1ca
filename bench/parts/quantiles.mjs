/** Eleven quantiles by a sketch (P10). */
import { requireAtMost } from '../agree.mjs';
import { normalColumn, normalFile } from '../columns.mjs';
import { nativeKernel, wasmKernels } from '../kernels.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

const probabilities = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];
const seed = 1;

/** The largest distance of a rank from what was asked for; a value with ties has a stretch of ranks. */
function rankError(sorted, quantiles) {
  const countBefore = (isBefore) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(sorted[middle])) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
  const errors = probabilities.map((probability, index) => {
    const below = countBefore((value) => value < quantiles[index]);
    const upTo = countBefore((value) => value <= quantiles[index]);
    return Math.max(0, below - probability, probability - upTo);
  });
  return Math.max(...errors);
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const length = lengthOf(1_000_000);
  const column = normalColumn(length, seed);
  const native = { ...nativeKernel('quantile sketch', normalFile(length, seed)), most: 1e-3 };
  const wasm = { ...wasmKernels(column).get('quantile sketch'), most: 1e-3 };
  const peers = hasPeers ? await (await import('../peers/quantiles.mjs')).peersOver(column, probabilities) : [];
  const results = await takeTurns([native, wasm, ...peers], rounds);
  const sorted = column.toSorted();
  const errors = results.map(({ found }) => rankError(sorted, found));
  for (const [index, { name, most }] of results.entries()) {
    requireAtMost(`the rank error of ${name}`, errors[index], most + 1 / length);
  }
  const title = `Quantiles at 11 probabilities of ${length.toLocaleString('en')} normal values`;
  const note = 'Ours: the kernel alone, natively in a process of its own between the turns of the others.';
  const { numbers, tables } = toSideTable('quantiles', title, results, [native.name, wasm.name], note);
  const [table] = tables;
  table.head.push('largest rank error');
  for (const [index, row] of table.rows.entries()) row.push(errors[index].toExponential(1));
  return { numbers, tables };
}
