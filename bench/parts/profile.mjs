/** The whole profile of a column, through the public engine, beside databases that compute the same numbers (P9). */
import { requireAtMost, requireNear } from '../agree.mjs';
import { normalColumn } from '../columns.mjs';
import { bestLevel } from '../conditions.mjs';
import { engines, limitLevel, profileColumns } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

function profile(engine, column) {
  const made = profileColumns(engine, [{ name: 'x', values: column }]);
  const { numeric, distinctCount } = made.statistics().columns[0];
  made[Symbol.dispose]();
  return [numeric.minimum, numeric.maximum, numeric.mean, distinctCount];
}

function oursOver(column) {
  const side = (name, engine, level) => ({
    name: `tidemark, ${name}`,
    values: column.length,
    clock: 'process',
    run: () => {
      if (level) limitLevel(level);
      return profile(engine, column);
    },
  });
  const [native, wasm] = engines;
  const best = bestLevel().toLowerCase();
  const levels = best === 'avx512' && limitLevel(best) ? [best, 'avx2'] : [best];
  return [...levels.map((level) => side(`native, ${level}`, native, level)), side('wasm', wasm)];
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const column = normalColumn(lengthOf(10_000_000), 1);
  const ours = oursOver(column);
  const peers = hasPeers ? await (await import('../peers/profile.mjs')).peersOver(column) : [];
  const results = await takeTurns([...ours, ...peers], rounds);
  limitLevel('avx512');
  const [first] = results;
  for (const { name, found } of results) {
    requireNear(`the range and mean of ${name}`, found.slice(0, 3), first.found.slice(0, 3), 1e-8);
    requireAtMost(`the distinct count of ${name}`, Math.abs(found[3] / first.found[3] - 1), 0.3);
  }
  const title = `All there is of a column of ${column.length.toLocaleString('en')} normal values`;
  const note =
    'Ours with statistics read. One query: count, range, mean, variance, 11 quantiles, distinct count, 64 bins. CPU time, but of two threads wall time.';
  const names = ours.map(({ name }) => name);
  const absent = limitLevel('avx512') ? [] : ['the engine has no `limit_level` yet'];
  return { ...toSideTable('profile', title, results, names, note), absent };
}
