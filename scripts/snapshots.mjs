/**
 * Numbers that move only in a reviewed diff: holds what is counted now against `test/snapshots`. With `--update` it writes
 * them there.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { countAllocations } from './snapshots/allocations.mjs';
import { countInstructions } from './snapshots/instructions.mjs';
import { findDifferences } from './snapshots/differences.mjs';
import { measureWasmSize } from './snapshots/wasm-size.mjs';
import { buildTimingPrograms } from './setup/timing-programs.mjs';
import { installValgrind } from './setup/valgrind.mjs';
import { root } from './support/places.mjs';

const folder = join(root, 'test/snapshots');
const isUpdate = process.argv.includes('--update');

/** What may differ between machines: paths in the module, the C library's choice of a copying routine. */
const tolerance = 0.005;
const snapshots = [
  { name: 'allocations', measure: countAllocations, tolerance: 0 },
  { name: 'instructions', measure: countInstructions, tolerance },
  { name: 'wasm-size', measure: measureWasmSize, tolerance },
];

await installValgrind();
await buildTimingPrograms();
mkdirSync(folder, { recursive: true });

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { name, measure, tolerance: allowed } of snapshots) {
  const file = join(folder, `${name}.txt`);
  const { text, missing, faults = [] } = measure();
  const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (isUpdate && text) {
    writeFileSync(file, text);
    console.log(`written  ${relative(root, file)}`);
    continue;
  }
  const { differences, skipped } = missing
    ? { differences: [], skipped: missing }
    : findDifferences(stored, text, allowed);
  const all = [...faults, ...differences];
  if (all.length > 0) {
    counts.failed += 1;
    console.log(`FAILED   ${name}: look at the change, and \`npm run snapshots\` if it is meant`);
    for (const difference of all) console.log(`         ${difference}`);
  } else if (skipped) {
    counts.skipped += 1;
    console.log(`skipped  ${name} (${skipped})`);
  } else {
    counts.passed += 1;
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
