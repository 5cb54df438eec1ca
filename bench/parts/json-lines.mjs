/** From JSON Lines to their profile (P18). */
import { compareProcesses } from '../compare-processes.mjs';
import { jsonLinesFile } from '../datasets.mjs';

const ours = [
  { name: 'baseline()', script: 'bench/js/ours-baseline.mjs' },
  { name: 'the engine, 1 thread', script: 'bench/js/ours-engine.mjs' },
];
const peers = [
  { name: 'JSON.parse a line, simple-statistics', script: 'bench/peers/json-lines-statistics.mjs' },
  { name: 'DuckDB SUMMARIZE, 1 thread', script: 'bench/peers/summarize-file.mjs' },
];

export async function run({ lengthOf, rounds, hasPeers }) {
  const rows = lengthOf(1_000_000);
  return compareProcesses({
    part: 'json-lines',
    title: `JSON Lines of ${rows.toLocaleString('en')} records of 8 fields`,
    path: await jsonLinesFile(rows),
    sides: hasPeers ? [...ours, ...peers] : ours,
    ours: ours.map(({ name }) => name),
    rounds,
  });
}
