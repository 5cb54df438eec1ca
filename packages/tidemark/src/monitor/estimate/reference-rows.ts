/**
 * The rows of a reference, with which a window is compared as a whole: ranges of single columns do not tell that two values
 * never stood together. By the same comparison, the rows can be weighted to be as those of the window.
 */
import type { Domain, EstimationEngine, EstimationRows, Estimator } from '../../engine/estimation.js';
import type { NumericArray } from '../../engine/port.js';
import { drawRows, spreadRows } from './draw-rows.js';
import { findBin, type JointRows, pickRows } from './joint-rows.js';

/** Fewer rows on a side cannot be told apart. */
const LEAST_ROWS = 200;

const MOST_REFERENCE_ROWS = 10_000;
const MOST_WINDOW_ROWS = 5000;

/** More rows of the reference than that for one of the window only cost time. */
const MOST_TIMES = 4;

/** The rows of a bin of more weight stand for more rows than they can. */
const MOST_WEIGHT = 20;

export interface ReferenceRows {
  /** With labels. */
  readonly rows: EstimationRows;
  /** A window with its values as the reference has them. */
  toLike(window: EstimationRows): EstimationRows;
}

/** Null without features, of which nothing but single columns could be told. */
export function toReferenceRows(rows: EstimationRows): ReferenceRows | null {
  return (rows.features?.length ?? 0) === 0 ? null : { rows, toLike: (window) => window };
}

/** The same of rows that are known by their bins: values of a window become the means of theirs. */
export function toBinnedReference(joint: JointRows): ReferenceRows {
  const places = joint.predicted.map((_, row) => row);
  const toMeans = (values: NumericArray, feature: number): Float64Array => {
    const { cuts = [], means = [] } = joint.features[feature] ?? {};
    return Float64Array.from(values as Float64Array, (value) => means[findBin(cuts, value)] ?? Number.NaN);
  };
  return {
    rows: { ...pickRows(joint, places), labels: Float64Array.from(joint.labels) },
    toLike: (window) => ({ ...window, features: (window.features ?? []).map(toMeans) }),
  };
}

export interface Compared {
  readonly domain: Domain;
  /** The rows of the reference that have the weights. */
  readonly places: readonly number[];
}

/** Null where a side has too few rows. */
export function compareWithReference(
  engine: Pick<EstimationEngine, 'compareDomains'>,
  { rows, toLike }: ReferenceRows,
  window: EstimationRows,
): Compared | null {
  const count = window.predicted.length;
  if (count < LEAST_ROWS || rows.predicted.length < LEAST_ROWS) return null;
  const asked = spreadRows(count, MOST_WINDOW_ROWS);
  const places = spreadRows(rows.predicted.length, Math.min(MOST_REFERENCE_ROWS, MOST_TIMES * asked.length));
  const domain = engine.compareDomains(
    listColumns(rows).map((column) => pick(column, places)),
    listColumns(toLike(window)).map((column) => pick(column, asked)),
  );
  return { domain, places };
}

/** An estimator fitted to the reference as if it were the window; null where too few of its rows are left. */
export function fitWeighted(
  engine: Pick<EstimationEngine, 'fitEstimator'>,
  { options }: Estimator,
  { rows }: ReferenceRows,
  { domain, places }: Compared,
): Estimator | null {
  // No more rows than they are worth, so that the error of the curve is that of so many.
  const count = Math.round(domain.effectiveShare * places.length);
  if (count < LEAST_ROWS) return null;
  const weights = domain.weights.map((weight) => Math.min(MOST_WEIGHT, weight));
  const drawn = drawRows(weights, count).map((place) => places[place] ?? 0);
  const { scores = [], predicted, labels } = rows;
  return engine.fitEstimator(
    {
      scores: scores.map((column) => pick(column, drawn)),
      predicted: pick(predicted, drawn),
      ...(labels && { labels: pick(labels, drawn) }),
    },
    { ...options, mostOutside: 1 },
  );
}

function listColumns({ scores = [], predicted, features = [] }: EstimationRows): readonly NumericArray[] {
  return [...(scores.length > 0 ? scores : [predicted]), ...features];
}

function pick(values: NumericArray, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (place) => Number(values[place]));
}
