/**
 * Makes two data sets of credit applications: `baseline.csv`, and `current.csv` in which five things have gone wrong.
 * `node examples/credit/make.mjs FOLDER`. The same bytes on every machine: integers and text only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applications } from './applications.mjs';
import { incidents } from './incidents.mjs';

const columns = [
  'application_id',
  'age',
  'annual_income',
  'loan_amount',
  'term_months',
  'interest_rate',
  'years_employed',
  'housing',
  'purpose',
  'has_guarantor',
  'credit_score',
];

function toCsv(rows) {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node examples/credit/make.mjs FOLDER');
  process.exit(64);
}

const baseline = applications({ seed: 2024, count: 4000, firstId: 100_001 });
const current = applications({ seed: 4202, count: 2000, firstId: 104_001 });
for (const happen of incidents) happen(current);

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'baseline.csv'), toCsv(baseline));
writeFileSync(join(folder, 'current.csv'), toCsv(current));
