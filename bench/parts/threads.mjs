/** What a second thread gains, and a second worker: columns in memory and a CSV, wall time (P6). */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { normalColumn } from '../columns.mjs';
import { csvFile } from '../datasets.mjs';
import { engines, hasThreads } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

const columnCount = 10;
const pieceBytes = 1 << 20;

/** Pools of one and of two WebAssembly workers; none where the library has no workers yet. */
async function createPools() {
  const library = await import('tidemark/engine/worker').catch((error) => {
    if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
  });
  if (!library) return [];
  return Promise.all([1, 2].map((workers) => library.createEngine({ backend: 'wasm', workers })));
}

async function profileColumns(profiler, columns) {
  await profiler.pushColumns(columns);
}

async function profileBytes(profiler, bytes) {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    await profiler.pushBytes(bytes.subarray(start, start + pieceBytes));
  }
}

/** Ways to profile the same data, which must all make the same bytes. */
function sidesOf(pools, values, profile) {
  const engineSides = [1, 2].map((threads) => ({
    name: `${threads} thread${threads > 1 ? 's' : ''}`,
    open: () => engines[0].openProfiler({ threads }),
  }));
  const poolSides = pools.map((pool, index) => ({
    name: `${index + 1} wasm worker${index > 0 ? 's' : ''}`,
    open: () => pool.openProfiler(),
  }));
  let expected;
  return [...engineSides, ...poolSides].map(({ name, open }) => ({
    name,
    values,
    clock: 'wall',
    run: async () => {
      const profiler = await open();
      await profile(profiler);
      const made = (await profiler.finish()).profile;
      const bytes = Buffer.from(await made.toBytes());
      made[Symbol.dispose]();
      expected ??= bytes;
      if (!bytes.equals(expected)) throw new Error(`${name} made other bytes`);
    },
  }));
}

export async function run({ lengthOf, rounds }) {
  if (!hasThreads) return { absent: ['profilers have no option `threads` yet'] };
  if (availableParallelism() < 2) return { absent: ['this machine runs one thread at a time'] };
  const pools = await createPools();
  try {
    const length = lengthOf(2_000_000);
    const columns = Array.from({ length: columnCount }, (_, index) => ({
      name: `x${index}`,
      values: normalColumn(length, index + 1),
    }));
    const rows = lengthOf(1_000_000);
    const csv = readFileSync(await csvFile(rows, 2 * columnCount));
    const ofColumns = sidesOf(pools, columnCount * length, (profiler) => profileColumns(profiler, columns));
    const ofCsv = sidesOf(pools, 2 * columnCount * rows, (profiler) => profileBytes(profiler, csv));
    const table = async (part, what, sides) => {
      const title = `${what}, by threads of the addon and by workers, wall time`;
      return toSideTable(part, title, await takeTurns(sides, rounds), ['2 threads', '2 wasm workers']);
    };
    const results = [
      await table('threads', `${columnCount} columns of ${length.toLocaleString('en')} doubles`, ofColumns),
      await table('threads of a CSV', `A CSV of ${rows.toLocaleString('en')} rows`, ofCsv),
    ];
    return {
      numbers: Object.assign({}, ...results.map(({ numbers }) => numbers)),
      absent: pools.length > 0 ? [] : ['the library has no workers yet'],
      tables: results.flatMap(({ tables }) => tables),
    };
  } finally {
    for (const pool of pools) pool[Symbol.dispose]();
  }
}
