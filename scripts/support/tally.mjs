/** How many tests passed and failed, read from the closing lines of the test runners. */
import { stripVTControlCharacters } from 'node:util';

function sum(output, pattern) {
  return [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

/** Readers of the closing lines, by runner. */
const readers = {
  cargo: (output) => ({
    passed: sum(output, /^test result: .*?(\d+) passed/gm),
    failed: sum(output, /^test result: .*?(\d+) failed/gm),
  }),
  vitest: (output) => ({
    passed: sum(output, /^ *Tests .*?(\d+) passed/gm),
    failed: sum(output, /^ *Tests .*?(\d+) failed/gm),
  }),
  cases: (output) => ({
    passed: sum(output, /^(\d+) passed, \d+ failed/gm),
    failed: sum(output, /^\d+ passed, (\d+) failed/gm),
  }),
};

/** A stage that failed without naming a failed test (it did not compile, it crashed, a check) counts as one failure. */
export function tally({ runner, code, output }) {
  const read = readers[runner] ?? (() => ({ passed: 0, failed: 0 }));
  const { passed, failed } = read(stripVTControlCharacters(output));
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}
