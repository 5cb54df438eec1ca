/** The Rust kernels at every level of instructions, beside the plain sum of the same column (P1 to P6, P14). */
import { existsSync } from 'node:fs';
import { timingProgram } from '../../scripts/setup/timing-programs.mjs';
import { runProgram } from '../kernels.mjs';
import { toShort } from '../side-table.mjs';

const sum = 'T, plain sum';

/** Programs with their arguments. One that is not there yet has no rows. */
function programs({ lengthOf, rounds }) {
  return [
    ['profile', lengthOf(10_000_000), rounds],
    ['raw-kernels', 'all', lengthOf(10_000_000), rounds],
    ['ingest', '', lengthOf(100_000), rounds],
  ];
}

export async function run(settings) {
  const [numbers, absent, tables] = [{}, [], []];
  for (const [program, ...args] of programs(settings)) {
    if (!existsSync(timingProgram(program))) {
      absent.push(`there is no program \`${program}\` in bench/core yet`);
      continue;
    }
    const cases = runProgram(program, [...args, '--json']);
    for (const title of new Set(cases.map((each) => each.title))) {
      const own = cases.filter((each) => each.title === title);
      const plainSum = own.find(({ name }) => name === sum).ns;
      for (const { name, ns } of own) {
        numbers[`${program}: ${title}: ${name}`] = ns / plainSum;
        numbers[`${program}: ${title}: ${name}, ns`] = ns;
      }
      const rows = own.map(({ name, ns, leastNs }) => [name, toShort(ns), toShort(leastNs), toShort(ns / plainSum)]);
      tables.push({ title: `${program}: ${title}`, head: ['kernel', 'ns a value', 'least', 'T'], rows });
    }
  }
  return { numbers, absent, tables };
}
