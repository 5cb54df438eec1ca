/** What a second thread gains: ten columns of doubles through the addon, wall time (P6). */
import { availableParallelism } from 'node:os';
import { normalColumn } from '../columns.mjs';
import { engines, hasThreads, profileColumns } from '../engines.mjs';
import { takeTurns } from '../take-turns.mjs';
import { toSideTable } from '../side-table.mjs';

const columnCount = 10;

export async function run({ lengthOf, rounds }) {
  if (!hasThreads) return { absent: { threads: 'profilers have no option `threads` yet' } };
  if (availableParallelism() < 2) return { absent: { threads: 'this machine runs one thread at a time' } };
  const length = lengthOf(2_000_000);
  const columns = Array.from({ length: columnCount }, (_, index) => ({
    name: `x${index}`,
    values: normalColumn(length, index + 1),
  }));
  let expected;
  const sides = [1, 2].map((threads) => ({
    name: `${threads} threads`,
    values: columnCount * length,
    clock: 'wall',
    run: () => {
      const profile = profileColumns(engines[0], columns, { threads });
      const bytes = Buffer.from(profile.toBytes());
      profile[Symbol.dispose]();
      expected ??= bytes;
      if (!bytes.equals(expected)) throw new Error(`${threads} threads made other bytes`);
    },
  }));
  const title = `Profiles of ${columnCount} columns of ${length.toLocaleString('en')} doubles, wall time`;
  return toSideTable('threads', title, await takeTurns(sides, rounds), ['2 threads']);
}
