/** Quality before labels are there: estimators are plain data, so they can be stored as JSON and used elsewhere. */
import { Buffers } from './buffers.js';
import { invalidArgument } from './errors.js';
import type { EngineBackend, NumericArray } from './port.js';
import { callJson } from './profile.js';

/** Rows that a model has judged. Columns are of one length. */
export interface EstimationRows {
  /** Scores between 0 and 1: one column where there are two labels, one for each class, none for a regression. */
  readonly scores?: readonly NumericArray[];
  /** What was predicted: 0 or 1, the place of a class, or a number. */
  readonly predicted: NumericArray;
  /** The same; NaN where a label is not known yet. */
  readonly labels?: NumericArray;
  /** Numbers, or categories by number; NaN where missing. A regression learns from them; all say what is familiar. */
  readonly features?: readonly NumericArray[];
}

/** How an estimator is fitted. `docs/estimation.md` defines all of it. */
export interface EstimationOptions {
  /** Default: those of `docs/estimation.md`. */
  readonly metrics?: readonly string[];
  /**
   * `tidemark` (default): ties are averaged, the band holds the estimator's own error too, and windows unlike the
   * reference are refused; `nannyml`: as NannyML.
   */
  readonly rules?: 'tidemark' | 'nannyml';
  /** Half the width of a band in standard errors, and of the reference's range in standard deviations. Default 3. */
  readonly deviations?: number;
  /** Into how many parts the reference is cut, in its order. Default 10. */
  readonly parts?: number;
  /** How often the reference is drawn again for the error of the calibration. Default 30. */
  readonly resamples?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Above this share of rows outside the reference's range nothing is estimated. Default 0.1. */
  readonly mostOutside?: number;
  /** For `value`: what a true negative, a false positive, a false negative and a true positive are worth. */
  readonly worths?: readonly [number, number, number, number];
}

/** A metric in the reference of an estimator. */
export interface FittedMetric {
  readonly id: string;
  /** Realised over the whole reference; null where it is not defined. */
  readonly value: number | null;
  /** Mean and standard deviations of the realised values of its parts. */
  readonly range: readonly [number, number] | null;
  /** Standard deviations of what is averaged, and the share of rows that it is averaged over. */
  readonly components: readonly (readonly [number | null, number])[];
  /** Estimates of parts by estimators that had not seen them, against what came out. */
  readonly heldBack: {
    readonly parts: number;
    readonly meanAbsoluteError: number | null;
    readonly meanError: number | null;
    /** Parts whose realised value lay within the sampling error's band. */
    readonly inside: number;
  };
}

/** What was fitted to a reference. */
export interface Estimator {
  readonly schema: 'estimator/v1';
  readonly options: Required<EstimationOptions>;
  readonly count: number;
  /** For each class whether scores are replaced, their calibration error, and the error on rows set aside before and after. */
  readonly calibrations: readonly {
    readonly isNeeded: boolean;
    readonly error: number;
    readonly tried: readonly [number, number] | null;
  }[];
  readonly metrics: readonly FittedMetric[];
  /** What `estimate` needs. */
  readonly numbers: readonly number[];
}

/** A metric of a window. Null is what is not defined or cannot be told. */
export interface EstimatedMetric {
  readonly id: string;
  readonly value: number | null;
  /** The standard error by chance alone, and that of the estimator. */
  readonly samplingError: number | null;
  readonly modelError: number | null;
  /** Where the realised value is expected. */
  readonly band: readonly [number, number] | null;
  /** That of the reference. */
  readonly range: readonly [number, number] | null;
  /** Over the rows whose label is known. */
  readonly realised: number | null;
  /** The estimate put right by the rows whose label is known, and its standard error. */
  readonly assisted: readonly [number, number] | null;
}

/** What is said about a window. */
export interface Estimate {
  readonly count: number;
  readonly labelled: number;
  /** For scores, features and (of a regression) the prediction, the share of rows outside the reference's range. */
  readonly outside: readonly number[];
  /** The place of the column because of which nothing is estimated. */
  readonly refusedBy: number | null;
  /** Expected rows by label and prediction. */
  readonly confusion: readonly (readonly number[])[];
  readonly metrics: readonly EstimatedMetric[];
}

/** The curve that best turns scores into chances, by its knots, and what it makes of other scores. */
export interface Calibrated {
  readonly scores: readonly number[];
  readonly shares: readonly number[];
  readonly calibrated: readonly number[];
}

/** The calibration error of scores, over bins of equal counts. */
export interface Reliability {
  readonly error: number;
  readonly bins: readonly { readonly count: number; readonly meanScore: number; readonly positiveShare: number }[];
}

/** How the rows of a window differ from those of a reference, all columns together. */
export interface Domain {
  /** The area under the curve of telling them apart, on rows that were not learned from. */
  readonly auc: number;
  /** The share of the window's rows that the reference hardly has: there it is 20 times as dense, or more. */
  readonly foreignShare: number;
  /** The share of the reference's rows that they are worth, weighted to be as the window. */
  readonly effectiveShare: number;
  /** Of each row of the reference. */
  readonly weights: readonly number[];
}

/** What `Engine` has of it. */
export interface EstimationEngine {
  /** `invalid-argument` for a reference without labels and a metric that the problem does not have. */
  fitEstimator(reference: EstimationRows, options?: EstimationOptions): Estimator;
  /** `incompatible` for other columns than those of the reference. */
  estimate(estimator: Estimator, window: EstimationRows): Estimate;
  /** Scores between 0 and 1, labels of 0 or 1; `at` are the scores to turn into chances. */
  calibrate(scores: NumericArray, labels: NumericArray, at?: NumericArray): Calibrated;
  reliability(scores: NumericArray, labels: NumericArray, bins?: number): Reliability;
  /** Columns of both sides in one order; NaN where missing. `invalid-argument` for sides that do not fit. */
  compareDomains(reference: readonly NumericArray[], window: readonly NumericArray[]): Domain;
  /** Mean and population standard deviations of values, within limits; null without values. */
  deviationRange(
    values: NumericArray,
    deviations: number,
    limits?: readonly [number | null, number | null],
  ): readonly [number, number] | null;
}

function toPlaces({ scores = [], predicted, labels, features = [] }: EstimationRows, buffers: Buffers): object {
  const addAll = (columns: readonly NumericArray[]): number[] => columns.map((column) => buffers.add(column));
  return {
    scores: addAll(scores),
    predicted: buffers.add(predicted),
    ...(labels && { labels: buffers.add(labels) }),
    features: addAll(features),
  };
}

export function fitEstimator(
  backend: EngineBackend,
  reference: EstimationRows,
  options: EstimationOptions = {},
): Estimator {
  const buffers = new Buffers();
  const input = { rows: toPlaces(reference, buffers), options };
  const [meant, fit] = callJson(backend, 'fit_estimator', input, buffers.list) as [
    Estimator['options'],
    Omit<Estimator, 'schema' | 'options'>,
  ];
  return { schema: 'estimator/v1', options: meant, ...fit };
}

export function estimate(backend: EngineBackend, estimator: Estimator, window: EstimationRows): Estimate {
  if (estimator.schema !== 'estimator/v1') {
    throw invalidArgument(`expected an estimator (estimator/v1), found ${String(estimator.schema)}; fit one first`);
  }
  const buffers = new Buffers();
  const { options, numbers } = estimator;
  const input = { rows: toPlaces(window, buffers), options, numbers: buffers.add(numbers) };
  return callJson(backend, 'estimate', input, buffers.list) as Estimate;
}

export function calibrate(
  backend: EngineBackend,
  scores: NumericArray,
  labels: NumericArray,
  at: NumericArray = scores,
): Calibrated {
  const buffers = new Buffers();
  const input = [buffers.add(scores), buffers.add(labels), buffers.add(at)];
  return callJson(backend, 'calibrate', input, buffers.list) as Calibrated;
}

export function reliability(
  backend: EngineBackend,
  scores: NumericArray,
  labels: NumericArray,
  bins = 10,
): Reliability {
  const buffers = new Buffers();
  const input = [buffers.add(scores), buffers.add(labels), bins];
  return callJson(backend, 'reliability', input, buffers.list) as Reliability;
}

export function compareDomains(
  backend: EngineBackend,
  reference: readonly NumericArray[],
  window: readonly NumericArray[],
): Domain {
  const buffers = new Buffers();
  const input = [reference, window].map((side) => side.map((column) => buffers.add(column)));
  return callJson(backend, 'compare_domains', input, buffers.list) as Domain;
}

export function deviationRange(
  backend: EngineBackend,
  values: NumericArray,
  deviations: number,
  limits: readonly [number | null, number | null] = [null, null],
): readonly [number, number] | null {
  const buffers = new Buffers();
  const input = [buffers.add(values), deviations, limits];
  return callJson(backend, 'deviation_range', input, buffers.list) as readonly [number, number] | null;
}
