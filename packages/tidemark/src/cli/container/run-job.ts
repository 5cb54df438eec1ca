/** Runs a processing job: a baseline where there is none to compare with, a check where there is. */
import { readFile } from 'node:fs/promises';
import {
  type Baseline,
  type BaselineOptions,
  baseline,
  type CheckResult,
  check,
  type KindBaselineOf,
  type KindResultOf,
  type ModelMonitorDocuments,
  openBaseline,
  saveDocuments,
  TidemarkError,
} from '../../index.js';
import { toDirectory } from '../commands/command.js';
import { loadPreprocessor } from '../preprocessor.js';
import { describeCause, loadUserFunction } from '../user-module.js';
import type { Job } from './job.js';

/** How it is judged, and who hears how far it has come. */
export interface RunOptions {
  readonly compat?: 'sagemaker';
  readonly onProgress: (progress: { readonly source: string; readonly byteCount: number }) => void;
}

/** The number of violations. */
export async function runJob(job: Job, options: RunOptions): Promise<number> {
  const { preprocessor } = job;
  const preprocess = preprocessor && (await loadPreprocessor('record_preprocessor_script', preprocessor));
  const postprocess = await loadPostprocessor(job);
  const read = { ...options, ...toReadOptions(job), ...(preprocess && { preprocess }) };
  const isBaselineJob = job.constraints === undefined && job.statistics === undefined;
  const violationCount = isBaselineJob ? await makeBaseline(job, read) : await checkWindow(job, read);
  await postprocess?.();
  return violationCount;
}

function toReadOptions({ format, from, to }: Job): BaselineOptions {
  const isCapture = format.format === 'capture';
  return { ...format, ...(isCapture && from && { from }), ...(isCapture && to && { to }) };
}

async function makeBaseline(job: Job, options: BaselineOptions): Promise<number> {
  const { driftMethod: categoricalDriftMethod, model } = job;
  const made = model
    ? await baseline(job.dataset, { ...options, ...model })
    : await baseline(job.dataset, { ...options, categoricalDriftMethod });
  refuseFailedRecords(made);
  if (made.report?.rows === 0) {
    throw new TidemarkError('invalid-data', `expected at least one record in ${job.dataset}, found none`);
  }
  await save(job, made);
  return 0;
}

async function checkWindow(job: Job, options: BaselineOptions): Promise<number> {
  const [statistics, constraints] = await Promise.all([
    readBaselineFile('baseline_statistics', job.statistics),
    readBaselineFile('baseline_constraints', job.constraints),
  ]);
  const { compat } = options;
  const { model } = job;
  const stored = { statistics, constraints };
  const result = model
    ? await check(job.dataset, await openBaseline(stored, { ...model, compat }), { ...options, ...model })
    : await check(job.dataset, await openBaseline(stored, { compat }), options);
  refuseFailedRecords(result);
  await save(job, result);
  return result.violations.length;
}

type Made = Baseline | CheckResult | KindBaselineOf<'model-quality'> | KindResultOf<'model-quality'>;

/** Model Monitor fails a job whose preprocessing script fails, where we would set the record aside. */
function refuseFailedRecords({ report }: Made): void {
  const failed = report?.complaints.find(({ kind }) => kind === 'failed-preprocess')?.first[0];
  if (failed !== undefined) {
    const { line, source, message } = failed;
    const expected = `expected record_preprocessor_script to make rows of record ${line} of ${source}`;
    throw new TidemarkError('invalid-data', `${expected}, found: ${message}`);
  }
}

/** Model Monitor's documents, whose readers expect every value in them; with a report, all else that we write too. */
async function save({ output, hasReport }: Job, made: Made): Promise<void> {
  if (hasReport) await made.save(toDirectory(output));
  await saveDocuments(output, 'monitor' in made ? (made.toJSON() as ModelMonitorDocuments) : made);
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

/** Its failures fail the job, and say that they are its own. */
async function loadPostprocessor({ postprocessor: path }: Job): Promise<(() => Promise<void>) | undefined> {
  if (path === undefined) return undefined;
  const asked = 'post_analytics_processor_script';
  const postprocess = await loadUserFunction({ asked, path, name: 'postprocess', parameters: '' });
  return async () => {
    try {
      await postprocess();
    } catch (cause) {
      const message = `expected ${asked} to run to its end, found: ${describeCause(cause)}`;
      throw new TidemarkError('invalid-data', message, { cause });
    }
  };
}
