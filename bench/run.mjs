/**
 * Runs ours and what a JavaScript user would pick instead, in turn, each time in a fresh process, and prints medians and
 * ratios. `npm run bench` installs the peers, which nothing else needs.
 */
import { spawnSync } from 'node:child_process';
import { csvFile } from './datasets.mjs';

const ROUNDS = 5;
const ROWS = 1_000_000;
const COLUMNS = 20;
/** Means may differ in the last digits: ours is rounded once. */
const TOLERANCE = 1e-9;

function runSide(script, path) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Both sides must have computed the same, or their times mean nothing. */
function requireSameMeans(ours, peer) {
  for (const [index, [name, mean]] of ours.found.entries()) {
    const [peerName, peerMean] = peer.found[index];
    if (name !== peerName || Math.abs(mean - peerMean) > TOLERANCE * Math.abs(mean)) {
      throw new Error(`the sides disagree about the mean of ${name}: ${mean} and ${peerMean}`);
    }
  }
}

const path = await csvFile(ROWS, COLUMNS);
const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const peer = runSide('bench/peers/csv-statistics.mjs', path);
  const ours = runSide('bench/js/ours-baseline.mjs', path);
  requireSameMeans(ours, peer);
  rounds.push({ peer, ours });
  console.error(
    `round ${round + 1} of ${ROUNDS}: ours ${ours.seconds.toFixed(2)} s, peer ${peer.seconds.toFixed(2)} s`,
  );
}

const side = (name, label) => ({
  label,
  seconds: median(rounds.map((round) => round[name].seconds)),
  peakMib: Math.max(...rounds.map((round) => round[name].peakMib)),
});
const sides = [side('ours', 'tidemark, baseline()'), side('peer', 'papaparse, Number, simple-statistics')];
console.log(
  `Statistics of a CSV of ${ROWS.toLocaleString('en')} rows and ${COLUMNS} columns, ${ROUNDS} rounds in turn:`,
);
for (const { label, seconds, peakMib } of sides) {
  console.log(`  ${label.padEnd(38)} ${seconds.toFixed(2)} s   ${Math.round(peakMib)} MiB at most`);
}
const ratio = median(rounds.map(({ ours, peer }) => peer.seconds / ours.seconds));
console.log(`  ratio ${ratio.toFixed(1)} x`);
