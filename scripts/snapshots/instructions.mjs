/**
 * How many instructions the kernels take a value, counted by callgrind. It has no AVX-512, so the baseline and AVX2 are
 * counted.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rustcOf } from './rustc.mjs';
import { timingProgram } from '../setup/timing-programs.mjs';
import { valgrind } from '../setup/valgrind.mjs';
import { read } from '../support/command.mjs';

const values = 100_000;
/** In `bench/core/src/bin/kernel.rs`: each call of it is counted by itself. */
const counted = 'counted';

function countAt(level, folder) {
  const output = join(folder, level);
  const options = [`--toggle-collect=${counted}`, `--dump-after=${counted}`, `--callgrind-out-file=${output}`];
  const args = ['--tool=callgrind', ...options, timingProgram('kernel'), '--counted', String(values), level];
  const names = read(valgrind, args).split('\n').filter(Boolean);
  return names.map((name, index) => {
    const total = Number(/^totals: (\d+)$/m.exec(readFileSync(`${output}.${index + 1}`, 'utf8'))[1]);
    return `${`${name}, ${level}`.padEnd(44)} ${(total / values).toFixed(2).padStart(10)} instructions a value`;
  });
}

export function countInstructions() {
  if (process.arch !== 'x64' || !existsSync(valgrind)) return { missing: 'there is no valgrind for x86-64' };
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-instructions-'));
  try {
    const lines = ['baseline', 'avx2'].flatMap((level) => countAt(level, folder));
    return { text: `${[rustcOf('rustc'), ...lines].join('\n')}\n` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
