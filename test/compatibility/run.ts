/** `npm run compatibility -- DIR`: Model Monitor's documents in, the same documents out. */
import { type Case, type DocumentName, findCases } from './case.ts';
import { findDifferences } from './compare.ts';
import { findObstacle, RUNNERS } from './runners.ts';
import { readFileOf } from './sources.ts';

/** How many differences of a case are printed. */
const SHOWN_DIFFERENCES = 5;

async function runCase(test: Case): Promise<string[]> {
  const documents = (await RUNNERS[test.monitor]?.(test)) ?? {};
  const names = Object.keys(test.expect) as DocumentName[];
  const differences = await Promise.all(
    names.map(async (name) => {
      const given = test.expect[name];
      const expected: unknown = typeof given === 'string' ? parse(await readFileOf(test, given)) : given;
      const isPartial = test.partial?.includes(name) ?? false;
      return findDifferences(expected, toPlain(documents[name]), { ...test, isPartial }).map(
        (line) => `${name} ${line}`,
      );
    }),
  );
  return differences.flat();
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** A document as it is written: what JSON leaves out is gone, NaN and infinities are spelled. */
function toPlain(document: unknown): unknown {
  const text = JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error('expected a folder with cases: npm run compatibility -- DIR');
  process.exit(64);
}

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const test of await findCases(directory)) {
  const title = `${test.place}: ${test.name}`;
  const obstacle = findObstacle(test);
  if (obstacle !== null) {
    counts.skipped += 1;
    console.log(`skipped  ${title} (${obstacle})`);
    continue;
  }
  const differences = await runCase(test).catch((error: unknown) => [String(error)]);
  counts[differences.length === 0 ? 'passed' : 'failed'] += 1;
  if (differences.length === 0) continue;
  console.log(`FAILED   ${title}`);
  for (const line of differences.slice(0, SHOWN_DIFFERENCES)) console.log(`         ${line}`);
  if (differences.length > SHOWN_DIFFERENCES)
    console.log(`         … and ${differences.length - SHOWN_DIFFERENCES} more`);
}
const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
