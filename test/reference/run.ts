/** `npm run reference -- DIR`: published numbers, computed again through the public API by every backend. */
import { createEngine, type Engine } from 'tidemark/engine';
import { readBinary } from './family/binary.ts';
import { readBiasDatasets, readBiasRuns } from './family/bias-datasets.ts';
import { readBiasMetrics, readWorkedExamples } from './family/bias-metrics.ts';
import { readClarifyPerformance } from './family/bias-performance.ts';
import { readBiasKinds, readBiasQuirks, readBiasReports } from './family/bias-reports.ts';
import { readAttribution } from './family/attribution.ts';
import { readDistances } from './family/distances.ts';
import { readDriftScores } from './family/drift-scores.ts';
import { readGroupFairness } from './family/group-fairness.ts';
import { readEstimation } from './family/estimation.ts';
import { readModelMonitorDistances } from './family/model-monitor-distance.ts';
import { readMultipleTesting } from './family/multiple-testing.ts';
import { readModelMonitorQuality, readMulticlass, readRanking, readRegression } from './family/quality.ts';
import { readTwoSampleTests } from './family/two-sample-tests.ts';
import { isNear } from './near.ts';
import { computed, type Family, missing, type ReferenceCase } from './reference-case.ts';
import { findReferenceFiles, type ReferenceFile } from './reference-file.ts';

const FAMILIES: Readonly<Record<string, Family>> = {
  'binary-classification': readBinary,
  'bias-drift-check': readBiasRuns,
  'bias-metrics': readBiasMetrics,
  'bias-metrics-dataset': readBiasDatasets,
  'bias-metrics-worked-examples': readWorkedExamples,
  'bias-report': readBiasReports,
  'bias-report-quirks': readBiasQuirks,
  'bias-type-inference': readBiasKinds,
  'clarify-performance': readClarifyPerformance,
  'group-fairness': readGroupFairness,
  distance: readModelMonitorDistances,
  distances: readDistances,
  'drift-scores': readDriftScores,
  'multiclass-classification': readMulticlass,
  'multiple-testing': readMultipleTesting,
  ranking: (file) => [...readRanking(file), ...readAttribution(file)],
  regression: readRegression,
  'sagemaker-model-quality': readModelMonitorQuality,
  'performance-estimation': readEstimation,
  'two-sample-tests': readTwoSampleTests,
};

function readCases(file: ReferenceFile): ReferenceCase[] {
  const read = FAMILIES[file.family];
  if (read !== undefined) {
    const cases = attempt(() => read(file as never));
    return typeof cases === 'string' ? [unreadable(file.family, cases)] : cases;
  }
  const cases = Array.isArray(file['cases']) ? (file['cases'] as readonly { readonly id?: string }[]) : [{}];
  return cases.map(({ id }, index) => missing(id ?? String(index), file.family));
}

/** A file that is not what its family looks like fails by itself, and the others still run. */
function unreadable(family: string, reason: string): ReferenceCase {
  return computed('all of it', 0, 0, () => {
    throw new Error(`expected a file of the family ${family}, found one that could not be read: ${reason}`);
  });
}

/** What is wrong with a case on one backend, or null. */
function findFault(test: ReferenceCase, engine: Engine): string | null {
  if ('missing' in test) return null;
  const found = attempt(() => test.compute(engine));
  if (typeof found === 'string') return `${engine.backend.name}: ${found}`;
  const isRight =
    found.length === test.expected.length &&
    test.expected.every((expected, index) => isNear(found[index] ?? Number.NaN, expected, test.tolerance));
  return isRight ? null : `${engine.backend.name}: expected ${test.expected.join(' ')}, found ${found.join(' ')}`;
}

function attempt<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('expected a folder with cases: npm run reference -- DIR');
  process.exit(64);
}

const engines = [await createEngine({ backend: 'native' }), await createEngine({ backend: 'wasm' })];
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const file of await findReferenceFiles(path)) {
  for (const test of readCases(file)) {
    const title = `${file.place}: ${test.name}`;
    if ('missing' in test) {
      counts.skipped += 1;
      console.log(`skipped  ${title} (there is no ${test.missing})`);
      continue;
    }
    const faults = engines.map((engine) => findFault(test, engine)).filter((fault) => fault !== null);
    counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
    if (faults.length > 0) console.log(`FAILED   ${title}`);
    for (const fault of faults) console.log(`         ${fault}`);
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
