/**
 * Estimates the quality of the simulated year's model week by week and writes a report of it, then asks of a week without
 * labels, in which other applicants had come, how good the model still is and which feature costs what:
 * `node examples/credit-year/run.mjs [FOLDER]`, by default `out/credit-year`.
 */
import { join } from 'node:path';
import { baseline, check, estimateQuality } from 'tidemark';
import { CONCEPT_SHIFT, COVARIATE_SHIFT, drawReference, drawYear } from './year.mjs';

const MARKS = {
  [COVARIATE_SHIFT]: 'a new channel brings other applicants',
  [CONCEPT_SHIFT]: 'the market turns',
};

const FEATURES = ['utilisation', 'account_years', 'late_payments', 'channel'];

/** The first week that the estimates are asked about by themselves. */
const ASKED_WEEK = COVARIATE_SHIFT + 2;

const folder = process.argv[2] ?? 'out/credit-year';
const year = drawYear(71);
const windows = year.map(({ name, week, loans }) => ({ name, data: loans, mark: MARKS[week] }));
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

const base = await baseline(drawReference(17), {
  monitor: 'model-quality',
  problem: 'BinaryClassification',
  label: 'defaulted',
  probability: 'score',
  features: FEATURES.join(),
});
await base.save(join(folder, 'quality'));
const week = year.filter(({ week: place }) => place >= ASKED_WEEK && place < ASKED_WEEK + 4);
const loans = week.flatMap(({ loans: all }) => all.map((loan) => ({ ...loan, defaulted: null })));
const estimated = await check(loans, base, { monitor: 'model-quality' });
await estimated.save(join(folder, 'estimated.html'));
console.log(estimated.toText());

const toFeatures = (rows) =>
  rows.map((row) => Object.fromEntries([...FEATURES, 'score'].map((name) => [name, row[name]])));
const drift = await check(toFeatures(loans), toFeatures(drawReference(17)), { estimator: base.estimator });
await drift.save(join(folder, 'drift.html'));
console.log(drift.toText());
console.log(`The report is ${join(folder, 'report.html')}.`);
