/**
 * Estimates the quality of the simulated year's model week by week and writes a report of it:
 * `node examples/credit-year/run.mjs [FOLDER]`, by default `out/credit-year`.
 */
import { join } from 'node:path';
import { estimateQuality } from 'tidemark';
import { CONCEPT_SHIFT, COVARIATE_SHIFT, drawReference, drawYear } from './year.mjs';

const MARKS = {
  [COVARIATE_SHIFT]: 'a new channel brings other applicants',
  [CONCEPT_SHIFT]: 'the market turns',
};

const folder = process.argv[2] ?? 'out/credit-year';
const windows = drawYear(71).map(({ name, week, loans }) => ({ name, data: loans, mark: MARKS[week] }));
const estimates = await estimateQuality(drawReference(17), windows, {
  problem: 'BinaryClassification',
  label: 'defaulted',
  score: 'score',
  threshold: 0.5,
  metrics: ['auc', 'accuracy', 'recall'],
});
await estimates.save(join(folder, 'report.html'));
await estimates.save(join(folder, 'estimates.json'));
console.log(estimates.toText());
console.log(`The report is ${join(folder, 'report.html')}.`);
