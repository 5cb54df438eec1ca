/** Under what conditions a run was made: machine, level of instructions, versions. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';
import { wasmCompiler } from '../scripts/snapshots/wasm-size.mjs';
import { rustcOf } from '../scripts/snapshots/rustc.mjs';

/** The name of the level as `bench/core` prints it. */
export function bestLevel() {
  if (process.arch !== 'x64' || process.platform !== 'linux') return 'Baseline';
  const flags = new Set(/^flags\s*: (.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))[1].split(' '));
  const hasAll = (...names) => names.every((name) => flags.has(name));
  if (!hasAll('avx2', 'bmi1', 'bmi2', 'abm', 'popcnt', 'fma')) return 'Baseline';
  return hasAll('avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl') ? 'Avx512' : 'Avx2';
}

/** Rows of a table: what, and how it was. */
export function conditions({ settings, ns, startedAt }) {
  const { dependencies } = JSON.parse(readFileSync('bench/peers/package.json', 'utf8'));
  const [cpu] = cpus();
  const peers = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  return [
    ['date', startedAt.toISOString().slice(0, 16)],
    ['machine', `${cpus().length} x ${cpu.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()}`],
    ['level of instructions', bestLevel()],
    ['Node', process.version],
    ['compilers', `${rustcOf('rustc')}, of the modules ${wasmCompiler()}`],
    ['T, the plain sum of the normal column', ns === undefined ? 'not measured' : `${ns.toFixed(2)} ns a value`],
    ['load when it began and ended', `${settings.load.toFixed(1)}, ${loadavg()[0].toFixed(1)}`],
    ['rounds', `${settings.rounds} in turn, ${settings.size} size`],
    ['peers', settings.hasPeers ? peers.join(', ') : 'none'],
    [
      'how they run',
      'polars and DuckDB on one thread where no more are named; JavaScript timed by the CPU time of its thread, all else by that of the process',
    ],
  ];
}
