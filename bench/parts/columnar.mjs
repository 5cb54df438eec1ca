/** From a Parquet file of doubles to its profile. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { compareProcesses } from '../compare-processes.mjs';
import { outputFolder } from '../datasets.mjs';

const columns = 10;
/** DuckDB takes most of a minute over the whole. */
const mostRounds = 3;
const ours = [
  { name: 'baseline()', script: 'bench/js/ours-baseline.mjs' },
  { name: 'baseline(), wasm', script: 'bench/js/ours-baseline.mjs', env: { TIDEMARK_BACKEND: 'wasm' } },
];
const peers = [{ name: 'DuckDB SUMMARIZE, 1 thread', script: 'bench/peers/summarize-file.mjs' }];

/** The path of the file, which is written in a process of its own if it is not there. */
function parquetFile(rows) {
  const path = `${outputFolder}/doubles-${rows}x${columns}.parquet`;
  if (existsSync(path)) return path;
  const sizes = [rows, columns].map(String);
  const { status } = spawnSync(process.execPath, ['bench/js/write-parquet.mjs', path, ...sizes], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${path} could not be written`);
  return path;
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const rows = lengthOf(10_000_000);
  const values = rows * columns;
  return compareProcesses({
    part: 'columnar',
    title: `A Parquet file of ${values.toLocaleString('en')} doubles in ${columns} columns, Snappy`,
    path: parquetFile(rows),
    sides: hasPeers ? [...ours, ...peers] : ours,
    ours: ours.map(({ name }) => name),
    rounds: Math.min(rounds, mostRounds),
    values,
  });
}
