/** A histogram of 64 bins of one width (P12). */
import { requireAtMost } from '../agree.mjs';
import { normalColumn } from '../columns.mjs';
import { engines, hasEvenBins } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

const bins = { bins: 64, minimum: -4, maximum: 4 };
/** Whether a value on an edge is above or below it is another matter with each side. */
const mostOnEdges = 1e-6;

function oursOver(column) {
  if (!hasEvenBins) return [];
  return engines.map((engine) => ({
    name: `tidemark, ${engine.backend.name}`,
    values: column.length,
    clock: 'process',
    run: () => engine.histogram({ values: column }, bins).map(({ count }) => count),
  }));
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const column = normalColumn(lengthOf(10_000_000), 1);
  const ours = oursOver(column);
  const peers = hasPeers ? await (await import('../peers/histogram.mjs')).peersOver(column, bins) : [];
  const results = await takeTurns([...ours, ...peers], rounds);
  for (const { name, found, hasOwnBins } of results) {
    const total = found.reduce((sum, count) => sum + count, 0);
    // Between the outer bins, into which some put what lies beyond.
    const off = (count, index) => Math.abs(count - results[0].found[index]);
    const moved = hasOwnBins ? 0 : found.slice(1, -1).reduce((sum, count, at) => sum + off(count, at + 1), 0);
    requireAtMost(`the values beyond the bins of ${name}`, (column.length - total) / column.length, 1e-3);
    requireAtMost(`the values in other bins of ${name}`, moved / column.length, mostOnEdges);
  }
  const title = `64 bins of one width over ${column.length.toLocaleString('en')} normal values`;
  const names = ours.map(({ name }) => name);
  const note = 'Side by side in one process. jstat divides the range it finds; the others the one from -4 to 4.';
  const table = toSideTable('histogram', title, results, names, note);
  return { ...table, absent: hasEvenBins ? [] : ['the engine has no bins of one width yet'] };
}
