/** Whole programs over a file, in turn, each time in a fresh process: wall time, CPU time, the most memory. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { requireNear } from './agree.mjs';
import { median } from './median.mjs';
import { toShort } from './side-table.mjs';

/** Means may differ in the last digits: ours is rounded once. */
const tolerance = 1e-9;

function runSide({ script, env }, path) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=8192', script, path], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Both sides must have computed the same of the columns that both read as numbers. */
function requireSameMeans(name, found, expected) {
  const means = new Map(expected);
  const common = found.filter(([column]) => means.has(column));
  if (common.length === 0) throw new Error(`${name} found no column of numbers that the other side has`);
  requireNear(
    `the means of ${name}`,
    common.map(([, mean]) => mean),
    common.map(([column]) => means.get(column)),
    tolerance,
  );
}

/**
 * Sides are `{ name, script, env? }`, ours first; `ours` are the names that ratios are taken beside; `values` is how many the
 * file has, where their rate is to be told. Gives the table, and each ratio of wall times by `part: peer / ours`.
 */
export async function compareProcesses({ part, title, path, sides, ours, rounds, values }) {
  const runs = sides.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) runs[index].push(runSide(side, path));
  }
  for (const [index, { name }] of sides.entries()) requireSameMeans(name, runs[index][0].found, runs[0][0].found);
  const ratio = (slow, fast) => median(runs[slow].map(({ seconds }, round) => seconds / runs[fast][round].seconds));
  const own = ours.map((name) => sides.findIndex((side) => side.name === name));
  const numbers = {};
  const mib = statSync(path).size / (1 << 20);
  const rows = sides.map(({ name }, index) => {
    const middle = (what) => median(runs[index].map((run) => run[what]));
    for (const at of own) numbers[`${part}: ${name} / ${sides[at].name}`] = ratio(index, at);
    return [
      name,
      toShort(middle('seconds')),
      toShort(middle('cpuSeconds')),
      toShort(mib / middle('seconds')),
      ...(values ? [toShort(values / middle('cpuSeconds') / 1e6)] : []),
      toShort(Math.round(Math.max(...runs[index].map(({ peakMib }) => peakMib)))),
      ...own.map((at) => (at === index ? '1' : `${toShort(ratio(index, at))} x`)),
    ];
  });
  const rate = values ? ['million values a second of a core'] : [];
  const head = [
    'side',
    'seconds',
    'of CPU',
    'MiB a second',
    ...rate,
    'MiB held',
    ...ours.map((name) => `beside ${name}`),
  ];
  const note = `Each time in a fresh process; the file has ${toShort(mib)} MiB. Ratios of wall time.`;
  return { numbers, tables: [{ title, note, head, rows }] };
}
