/**
 * Makes two data sets of credit applications: `baseline.csv`, and `current.csv` in which five things have gone wrong;
 * and what an endpoint answered in the second month, with labels that came later, in `capture` and `ground-truth`.
 * `node examples/credit/make.mjs FOLDER`. The same bytes on every machine: integers and text only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toAnswers } from './answers.mjs';
import { applications, toCsv } from './applications.mjs';
import { incidents } from './incidents.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node examples/credit/make.mjs FOLDER');
  process.exit(64);
}

const baseline = applications({ seed: 2024, count: 4000, firstId: 100_001 });
const current = applications({ seed: 4202, count: 2000, firstId: 104_001 });
const answers = toAnswers(current);
for (const happen of incidents) happen(current);

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'baseline.csv'), toCsv(baseline));
writeFileSync(join(folder, 'current.csv'), toCsv(current));
for (const [path, content] of answers) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
