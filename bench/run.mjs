/**
 * Runs the benchmarks and writes `bench/RESULTS.md`; `--only PART,…` and `--quick` write out/bench/RESULTS.md instead.
 * `--tiny` runs our side of each part once, for the tests. It installs the peers and builds `bench/core`, which nothing else
 * needs.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { installPeers } from '../scripts/setup/peers.mjs';
import { buildKernelModule, buildTimingPrograms } from '../scripts/setup/timing-programs.mjs';
import { root } from '../scripts/support/places.mjs';
import { bestLevel, conditions } from './conditions.mjs';
import { outputFolder } from './datasets.mjs';
import { goalLines } from './goals.mjs';
import { findForgotten, findUnexplained, toPage } from './results.mjs';
import { readSettings } from './settings.mjs';

process.chdir(root);
const parts = readdirSync('bench/parts')
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();
const settings = { ...readSettings(process.argv.slice(2), parts), load: loadavg()[0] };
const startedAt = new Date();

if (settings.hasPeers) await installPeers();
await buildTimingPrograms();
await buildKernelModule();

const [numbers, reasons, tables] = [{}, {}, []];
const failures = [];
for (const part of parts) {
  if (!settings.only.includes(part)) {
    reasons[part] = 'this part was not run';
    continue;
  }
  const begunAt = Date.now();
  try {
    const { run } = await import(`./parts/${part}.mjs`);
    const result = await run(settings);
    Object.assign(numbers, result.numbers);
    tables.push(...(result.tables ?? []));
    if (result.absent?.length > 0) reasons[part] = result.absent.join('; ');
    console.error(`${part}: ${((Date.now() - begunAt) / 1000).toFixed(1)} s`);
  } catch (error) {
    reasons[part] = `it failed: ${error.message.split('\n')[0]}`;
    failures.push(part);
    console.error(`${part}: FAILED\n${error.stack}`);
  }
}

const lines = goalLines(bestLevel());
if (settings.hasPeers) {
  const ns = numbers['profile: normal: T, plain sum, ns'];
  const page = toPage({ lines, numbers, reasons, tables, conditions: conditions({ settings, ns, startedAt }) });
  const path = settings.isWhole ? 'bench/RESULTS.md' : join(outputFolder, 'RESULTS.md');
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(path, page);
  console.log(`${page.slice(page.indexOf('## Goals'), page.indexOf('## Tables'))}\nAll of it is in ${path}.`);
} else {
  const ran = settings.only.length - failures.length;
  console.log(`${ran} passed, ${failures.length} failed`);
}
for (const { goal, what } of settings.hasPeers && settings.isWhole ? findForgotten(lines, numbers, reasons) : []) {
  console.error(`No part gives the number of ${goal}, ${what}.`);
  failures.push(goal);
}
for (const { goal, what } of settings.hasPeers ? findUnexplained(lines, numbers) : []) {
  console.error(`${goal}, ${what}, is missed, and docs/design/speed.md has no heading that says why.`);
  failures.push(goal);
}
process.exitCode = failures.length === 0 ? 0 : 1;
