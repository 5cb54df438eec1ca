/** From a CSV to its profile (P18). */
import { compareProcesses } from '../compare-processes.mjs';
import { csvFile } from '../datasets.mjs';

const columns = 20;
const ours = [
  { name: 'baseline()', script: 'bench/js/ours-baseline.mjs' },
  { name: 'the engine, 1 thread', script: 'bench/js/ours-engine.mjs' },
];
const peers = [
  { name: 'papaparse, Number, simple-statistics', script: 'bench/peers/csv-statistics.mjs' },
  { name: 'split, Number, simple-statistics', script: 'bench/peers/split-statistics.mjs' },
  { name: 'DuckDB SUMMARIZE, 1 thread', script: 'bench/peers/summarize-file.mjs' },
];

export async function run({ lengthOf, rounds, hasPeers }) {
  const rows = lengthOf(1_000_000);
  const result = await compareProcesses({
    part: 'csv',
    title: `A CSV of ${rows.toLocaleString('en')} rows and ${columns} columns`,
    path: await csvFile(rows, columns),
    sides: hasPeers ? [...ours, ...peers] : ours,
    ours: ours.map(({ name }) => name),
    rounds,
  });
  const ratio = result.numbers[`csv: ${peers[0].name} / ${ours[0].name}`];
  if (ratio) console.log(`baseline() of a CSV: ${ratio.toFixed(1)} x as fast as ${peers[0].name}`);
  return result;
}
