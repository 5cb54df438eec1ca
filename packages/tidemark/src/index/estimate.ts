/** Estimates how good a model is on windows whose labels have not come, and says when that stopped being true. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import { loadEngine } from './load-engine.js';
import { type EstimateColumns, toRows } from '../monitor/estimate/columns.js';
import type { EstimateOptions, QualityEstimatesData, QualityEstimator } from '../monitor/estimate/estimates.js';
import { estimateWindows, fitQualityEstimator } from '../monitor/estimate/estimate-windows.js';
import { type ReferenceRows, toBinnedReference, toReferenceRows } from '../monitor/estimate/reference-rows.js';
import { readEstimator } from '../monitor/estimate/read-estimator.js';
import { toEstimateHtml, toEstimateText } from '../report/index.js';
import { saveFile, toExtension } from '../source/save.js';

/** Columns by name, or an array of row objects. */
export type EstimateData = EstimateColumns | readonly Readonly<Record<string, unknown>>[];

/** A window with a name that sorts it in time for people, such as its week. */
export interface EstimateWindow {
  readonly name: string;
  readonly data: EstimateData;
  /** Something that happened in it, drawn into the report. */
  readonly mark?: string;
}

/** What `estimateQuality` is told. */
export interface EstimateQualityOptions extends EstimateOptions {
  readonly engine?: Engine;
}

/** Estimates of windows, what came out where labels have come, and how far the estimates can be trusted. */
export interface QualityEstimates extends QualityEstimatesData {
  /** The first lines say how far the estimates can be trusted. */
  toText(): string;
  toJSON(): QualityEstimatesData;
  /** By extension `.html`, `.txt` or `.json`. */
  save(path: string): Promise<void>;
}

/**
 * Fits an estimator to a reference whose labels are known, and asks it about windows in their order. In place of the
 * reference, the `estimator` of an earlier call needs no fitting; the options then say only when trust ends.
 */
export async function estimateQuality(
  reference: EstimateData | QualityEstimator,
  windows: readonly EstimateWindow[],
  options: EstimateQualityOptions,
): Promise<QualityEstimates> {
  const { engine: given, ...rest } = options;
  const engine = given ?? (await loadEngine());
  const { estimator, rows } = isEstimator(reference) ? readRows(reference) : fitTo(engine, toColumns(reference), rest);
  const comparison = { reference: rows, isWeighted: rest.weighted ?? false };
  if (comparison.isWeighted && (comparison.reference === null || estimator.plan.problem === 'Regression')) {
    throw invalidArgument(
      'expected classes, `features` and the rows of a reference for `weighted`, found one of them wanting; leave it out',
    );
  }
  const named = windows.map(({ name, data }) => ({ name, columns: toColumns(data) }));
  const estimates = estimateWindows(engine, estimator, named, rest, comparison);
  const marks = windows.flatMap(({ name, mark }) => (mark === undefined ? [] : [{ name, text: mark }]));
  return {
    ...estimates,
    toText: () => toEstimateText(estimates),
    toJSON: () => estimates,
    save: (path) => saveEstimates(path, estimates, marks),
  };
}

/** An estimator, and rows of its reference. */
interface Fitted {
  readonly estimator: QualityEstimator;
  readonly rows: ReferenceRows | null;
}

function fitTo(engine: Engine, columns: EstimateColumns, options: EstimateOptions): Fitted {
  const estimator = fitQualityEstimator(engine, columns, options);
  return { estimator, rows: toReferenceRows(toRows(estimator.plan, columns, true).rows) };
}

/** An estimator that a baseline keeps has some rows of its reference; any other has none. */
function readRows(stored: QualityEstimator): Fitted {
  const { joint, ...estimator } = readEstimator(stored);
  return { estimator, rows: joint && toBinnedReference(joint) };
}

function isEstimator(reference: EstimateData | QualityEstimator): reference is QualityEstimator {
  return 'schema' in reference && typeof reference.schema === 'string';
}

/** A value that a row does not have is missing. */
function toColumns(data: EstimateData): EstimateColumns {
  if (!Array.isArray(data)) return data as EstimateColumns;
  const rows = data as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
}

async function saveEstimates(
  path: string,
  estimates: QualityEstimatesData,
  marks: readonly { readonly name: string; readonly text: string }[],
): Promise<void> {
  const forms: Readonly<Record<string, () => string>> = {
    '.html': () => toEstimateHtml(estimates, marks),
    '.json': () => `${JSON.stringify(estimates, null, 2)}\n`,
    '.txt': () => toEstimateText(estimates),
  };
  const extension = toExtension(path);
  const toForm = Object.hasOwn(forms, extension) ? forms[extension] : undefined;
  if (toForm === undefined) {
    throw invalidArgument(`expected a path that ends in ${Object.keys(forms).join(', ')}, found ${path}`);
  }
  await saveFile(path, toForm());
}
