/** The exact Kolmogorov-Smirnov distance between two arrays (P14). */
import { requireNear } from '../agree.mjs';
import { normalColumn } from '../columns.mjs';
import { engines, hasRawSides } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

/** What everybody writes: sort both and walk. */
function byTwoSorts(reference, current) {
  const [a, b] = [reference.toSorted(), current.toSorted()];
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (a[i] <= value) i++;
    while (b[j] <= value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

export async function run({ lengthOf, rounds }) {
  const length = lengthOf(10_000_000);
  const [reference, current] = [normalColumn(length, 1), normalColumn(length, 2, 0.01)];
  const values = 2 * length;
  const raw = hasRawSides ? engines : [];
  const ours = raw.map((engine) => ({
    name: `tidemark, ${engine.backend.name}`,
    values,
    clock: 'process',
    run: () => engine.measure('ks', { values: reference }, { values: current }).value,
  }));
  const byHand = { name: 'by hand, two sorts', values, clock: 'thread', run: () => byTwoSorts(reference, current) };
  const results = await takeTurns([...ours, byHand], rounds);
  for (const { name, found } of results) requireNear(`the distance of ${name}`, [found], [results[0].found], 1e-12);
  const title = `Exact distance of two columns of ${length.toLocaleString('en')} normal values, per value of both`;
  const names = ours.map(({ name }) => name);
  const absent = hasRawSides ? [] : ['measures take no Float64Array yet'];
  return { ...toSideTable('two-samples', title, results, names), absent };
}
