/** Moments of an array (P11): count, minimum, maximum, mean, variance. */
import { requireNear } from '../agree.mjs';
import { normalColumn } from '../columns.mjs';
import { engines, hasMoments } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

function oursOver(column) {
  if (!hasMoments) return [];
  return engines.map((engine) => ({
    name: `tidemark, ${engine.backend.name}`,
    values: column.length,
    clock: 'process',
    run: () => {
      const { minimum, maximum, mean, variance } = engine.moments(column);
      return [minimum, maximum, mean, variance];
    },
  }));
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const column = normalColumn(lengthOf(10_000_000), 1);
  const ours = oursOver(column);
  const peers = hasPeers ? await (await import('../peers/moments.mjs')).peersOver(column) : [];
  const results = await takeTurns([...ours, ...peers], rounds);
  const { length } = column;
  for (const { name, found, isSample } of results) {
    const population = found.with(3, isSample ? (found[3] * (length - 1)) / length : found[3]);
    const isComputed = (_, index) => found[index] !== null;
    const expected = results[0].found.filter(isComputed);
    requireNear(`the moments of ${name}`, population.filter(isComputed), expected, 1e-8);
  }
  const title = `Minimum, maximum, mean and variance of ${length.toLocaleString('en')} normal values`;
  const names = ours.map(({ name }) => name);
  const table = toSideTable('moments', title, results, names, 'Side by side in one process.');
  return { ...table, absent: hasMoments ? [] : ['the engine has no `moments` yet'] };
}
