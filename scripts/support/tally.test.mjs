/** The closing lines of the test runners as they print them. */
import { expect, test } from 'vitest';
import { tally } from './tally.mjs';

test("cargo's closing lines are summed over its test programs", () => {
  const output = [
    'test result: ok. 34 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.20s',
    'test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
  ].join('\n');
  expect(tally({ runner: 'cargo', code: 101, output })).toEqual({ passed: 39, failed: 2 });
});

test("vitest's closing line counts tests and not files", () => {
  const output = ' Test Files  1 failed | 3 passed (4)\n      Tests  2 failed | 24 passed | 1 skipped (27)\n';
  expect(tally({ runner: 'vitest', code: 1, output })).toEqual({ passed: 24, failed: 2 });
});

test("colours do not hide a runner's closing line", () => {
  const output = '\u001B[2m      Tests \u001B[22m \u001B[32m26 passed\u001B[39m (26)\n';
  expect(tally({ runner: 'vitest', code: 0, output })).toEqual({ passed: 26, failed: 0 });
});

test('a case runner may also name what it skipped', () => {
  const output = 'case-1: differs\n51 passed, 1 failed, 7 skipped\n';
  expect(tally({ runner: 'cases', code: 1, output })).toEqual({ passed: 51, failed: 1 });
});

test('a stage that failed without naming a failed test counts as one failure', () => {
  expect(tally({ runner: 'cargo', code: 101, output: 'error: could not compile' })).toEqual({ passed: 0, failed: 1 });
  expect(tally({ code: 1, output: '' })).toEqual({ passed: 0, failed: 1 });
});
