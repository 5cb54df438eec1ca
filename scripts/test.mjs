/** Everything that must hold, in the order in which a mistake is cheapest to find; the last line sums up. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installBrowser } from './setup/browser.mjs';
import { installRuntimes } from './setup/runtimes.mjs';
import { root } from './support/places.mjs';
import { failedNames, runStages } from './support/stages.mjs';
import { tally } from './support/tally.mjs';

const fixtures = join(root, '../shared/fixtures');

await Promise.all([installBrowser(), installRuntimes()]);

const stages = [
  { name: 'check', command: 'node', args: ['scripts/check.mjs'] },
  {
    name: 'Rust tests',
    command: 'cargo',
    args: ['test', '--workspace', '--quiet', '--no-fail-fast'],
    runner: 'cargo',
  },
  { name: 'TypeScript tests', command: 'vitest', args: ['run', '--project', 'sources'], runner: 'vitest' },
  {
    name: 'packages in every runtime',
    command: 'vitest',
    args: ['run', '--project', 'packages'],
    runner: 'vitest',
    missing: missingOf([join(root, 'test/runtime/node_modules')]),
  },
  caseRunner('SageMaker compatibility', 'test/compatibility/run.ts', join(fixtures, 'sagemaker')),
  caseRunner('reference numbers', 'test/reference/run.ts', join(fixtures, 'reference')),
  caseRunner('hostile inputs', 'test/hostile/run.ts', join(fixtures, 'hostile-inputs.jsonl')),
  {
    name: 'every engine over random data',
    command: 'node',
    args: ['test/differential/run.ts', '10000'],
    runner: 'cases',
  },
  { name: 'documents that fuzzing found', command: 'node', args: ['scripts/fuzz/replay.mjs'], runner: 'cases' },
  { name: 'snapshots', command: 'node', args: ['scripts/snapshots.mjs'], runner: 'cases' },
  { name: 'benchmarks, tiny', command: 'node', args: ['bench/run.mjs', '--tiny'], runner: 'cases' },
];

function missingOf(paths) {
  return paths.filter((path) => !existsSync(path));
}

/** A runner over cases that do not lie in the repository. */
function caseRunner(name, script, cases) {
  const missing = missingOf([join(root, script), cases]);
  return { name, command: 'node', args: [script, cases], runner: 'cases', missing };
}

const isRunnable = ({ missing = [] }) => missing.length === 0;
const results = await runStages(stages.filter(isRunnable));

console.log('');
for (const { name, missing } of stages.filter((stage) => !isRunnable(stage))) {
  console.log(`Skipped: ${name} (there is no ${missing.map((path) => relative(root, path)).join(', no ')})`);
}
const failedStages = failedNames(results);
if (failedStages.length > 0) console.log(`Failed: ${failedStages.join(', ')}`);

const tallies = results.map(tally);
const passed = tallies.reduce((total, each) => total + each.passed, 0);
const failed = tallies.reduce((total, each) => total + each.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
