/** The exact Kolmogorov-Smirnov distance between two arrays (P14). */
import { requireNear } from '../agree.mjs';
import { normalColumn, normalFile } from '../columns.mjs';
import { engines, hasRawSides } from '../engines.mjs';
import { python, runPython } from '../python.mjs';
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

const shift = 0.01;

function byScipy(length) {
  return runPython('ks.py', [normalFile(length, 1), normalFile(length, 2, shift)]);
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const length = lengthOf(10_000_000);
  const [reference, current] = [normalColumn(length, 1), normalColumn(length, 2, shift)];
  const values = 2 * length;
  const raw = hasRawSides ? engines : [];
  const ours = raw.map((engine) => ({
    name: `tidemark, ${engine.backend.name}`,
    values,
    clock: 'process',
    run: () => engine.measure('ks', { values: reference }, { values: current }).value,
  }));
  const byHand = { name: 'by hand, two sorts', values, clock: 'thread', run: () => byTwoSorts(reference, current) };
  const hasScipy = hasPeers && python !== undefined;
  const scipy = { name: 'scipy ks_2samp', values, clock: 'own', run: () => byScipy(length) };
  const results = await takeTurns([...ours, byHand, ...(hasScipy ? [scipy] : [])], rounds);
  for (const { name, found } of results) requireNear(`the distance of ${name}`, [found], [results[0].found], 1e-12);
  const title = `Exact distance of two columns of ${length.toLocaleString('en')} normal values, per value of both`;
  const names = ours.map(({ name }) => name);
  const absent = [
    ...(hasRawSides ? [] : ['measures take no Float64Array yet']),
    ...(hasScipy ? [] : ['`BENCH_PYTHON` names no Python that has scipy']),
  ];
  return { ...toSideTable('two-samples', title, results, names), absent };
}
