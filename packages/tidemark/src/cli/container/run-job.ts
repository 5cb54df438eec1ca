/** Runs a processing job: a baseline where there is none to compare with, a check where there is. */
import { readFile } from 'node:fs/promises';
import {
  type Baseline,
  baseline,
  type CheckResult,
  check,
  openBaseline,
  saveDocuments,
  TidemarkError,
} from '../../index.js';
import { toDirectory } from '../commands/command.js';
import { loadHandler, runHandler } from './handler.js';
import type { Job } from './job.js';

/** How it is judged, and who hears how far it has come. */
export interface RunOptions {
  readonly compat?: 'sagemaker';
  readonly onProgress: (progress: { readonly source: string; readonly byteCount: number }) => void;
}

const POSTPROCESSOR = 'post_analytics_processor_script';

/** The number of violations. */
export async function runJob(job: Job, options: RunOptions): Promise<number> {
  refusePreprocessor(job);
  const postprocess = job.postprocessor && (await loadHandler(POSTPROCESSOR, job.postprocessor, 'postprocess'));
  const isBaselineJob = job.constraints === undefined && job.statistics === undefined;
  const violationCount = isBaselineJob ? await makeBaseline(job, options) : await checkWindow(job, options);
  if (postprocess) await runHandler(POSTPROCESSOR, postprocess);
  return violationCount;
}

async function makeBaseline(job: Job, options: RunOptions): Promise<number> {
  const { format, driftMethod: categoricalDriftMethod } = job;
  const made = await baseline(job.dataset, { ...format, ...options, categoricalDriftMethod });
  if (made.report?.rows === 0) {
    throw new TidemarkError('invalid-data', `expected at least one record in ${job.dataset}, found none`);
  }
  await save(job, made);
  return 0;
}

async function checkWindow(job: Job, options: RunOptions): Promise<number> {
  const [statistics, constraints] = await Promise.all([
    readBaselineFile('baseline_statistics', job.statistics),
    readBaselineFile('baseline_constraints', job.constraints),
  ]);
  const { compat } = options;
  const base = await openBaseline({ statistics, constraints }, { compat });
  const result = await check(job.dataset, base, { ...job.format, ...options });
  await save(job, result);
  return result.violations.length;
}

/** With a report all that we write, else Model Monitor's documents alone. */
async function save({ output, hasReport }: Job, made: Baseline | CheckResult): Promise<void> {
  await (hasReport ? made.save(toDirectory(output)) : saveDocuments(output, made));
}

async function readBaselineFile(variable: string, path: string | undefined): Promise<Uint8Array | null> {
  if (path === undefined) return null;
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TidemarkError('not-found', `expected a file at ${path}, where ${variable} is, found: ${reason}`, {
      cause,
    });
  }
}

function refusePreprocessor({ preprocessor }: Job): void {
  if (preprocessor === undefined) return;
  const message = `expected no record_preprocessor_script, found ${preprocessor}; records are not preprocessed here yet`;
  throw new TidemarkError('unsupported', message);
}
