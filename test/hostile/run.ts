/** `npm run hostile -- FILE`: hostile inputs at their real entry points, each with the outcome it must have. */
import { readEntries } from './entry.ts';
import { stopServer } from './http-targets.ts';
import { findFaults } from './judge.ts';
import { makeValidProfile, runEntry } from './targets.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('expected a file of hostile inputs: npm run hostile -- FILE');
  process.exit(64);
}

/** Loads the engine, so that its memory is not counted as that of the first input. */
await makeValidProfile();

const counts = { passed: 0, failed: 0, skipped: 0 };
for await (const entry of readEntries(file)) {
  const attempts = await runEntry(entry);
  if (typeof attempts === 'string') {
    counts.skipped += 1;
    console.log(`skipped  ${entry.id} ${entry.target} (${attempts})`);
    continue;
  }
  const faults = [...new Set(attempts.flatMap((attempt) => findFaults(entry.expect, attempt)))];
  counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
  if (faults.length === 0) continue;
  console.log(`FAILED   ${entry.id} ${entry.target}: ${entry.expect.why ?? ''}`);
  for (const fault of faults) console.log(`         ${fault}`);
}
await stopServer();
const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
