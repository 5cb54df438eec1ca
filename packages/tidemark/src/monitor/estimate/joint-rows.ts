/**
 * Rows of a reference with all that they have together, answers beside features, of which the values are known by their bins
 * alone: what tells how one feature goes with the others and with the scores.
 */
import type { EstimationRows } from '../../engine/estimation.js';
import { categoriesOf, type ColumnPlan } from './columns.js';
import { spreadRows } from './draw-rows.js';

/** How many rows are kept. */
const MOST_ROWS = 10_000;

/** As the engine's trees cut a feature, so that a bin's mean takes the way of its values through them. */
const MOST_BINS = 64;

/** Of so many rows the reference may leave one on either side of its range. */
const TRIMMED = 200;

/** The mean of fewer rows would tell of single ones. */
const LEAST_BIN_ROWS = 10;

const DIGITS = 6;

/** A feature in bins: bin b holds the values above `cuts[b - 1]` and not above `cuts[b]`. */
export interface BinnedFeature {
  readonly cuts: readonly number[];
  /** The mean of each bin; null of one that is empty. */
  readonly means: readonly (number | null)[];
  /** Where nearly all values lie; null without values. */
  readonly range: readonly [number, number] | null;
  /** The bin of each row, -1 where it is missing. */
  readonly bins: readonly number[];
}

export interface JointRows {
  /** Of a regression none. */
  readonly scores: readonly number[];
  readonly predicted: readonly number[];
  readonly labels: readonly number[];
  /** In the order of the plan. */
  readonly features: readonly BinnedFeature[];
}

export function toJointRows({ features = [], categories }: ColumnPlan, rows: EstimationRows): JointRows {
  // In the order of what was answered, so that rows drawn by weight are spread over all answers.
  const answers = rows.scores?.[0] ?? rows.predicted;
  const places = spreadRows(rows.predicted.length, MOST_ROWS).toSorted(
    (a, b) => Number(answers[a]) - Number(answers[b]),
  );
  const pick = (values: ArrayLike<number | bigint>): number[] => places.map((row) => Number(values[row]));
  return {
    scores: rows.scores?.[0] ? pick(rows.scores[0]).map(toShort) : [],
    predicted: pick(rows.predicted).map(toShort),
    labels: pick(rows.labels ?? []).map(toShort),
    features: (rows.features ?? []).map((values, place) => {
      const known = categoriesOf(categories, features[place] ?? '')?.length;
      return binFeature(Float64Array.from(values as Float64Array), pick(values), known);
    }),
  };
}

/** `known`: how many categories have a number, of a feature that is no number. */
function binFeature(all: Float64Array, kept: readonly number[], known: number | undefined): BinnedFeature {
  const sorted = all.filter((value) => !Number.isNaN(value)).toSorted();
  const cuts = known === undefined ? cut(sorted) : Array.from({ length: known }, (_, place) => place);
  const sums = Array.from({ length: cuts.length + 1 }, () => ({ sum: 0, count: 0 }));
  for (const value of sorted) {
    const bin = sums[findBin(cuts, value)];
    if (bin === undefined) continue;
    bin.sum += value;
    bin.count += 1;
  }
  const trimmed = Math.floor(sorted.length / TRIMMED);
  const [low, high] = [sorted[trimmed], sorted[sorted.length - 1 - trimmed]];
  return {
    cuts,
    means: sums.map(({ sum, count }) => (count === 0 ? null : sum / count)),
    range: low === undefined || high === undefined ? null : [low, high],
    bins: kept.map((value) => findBin(cuts, value)),
  };
}

/** Between bins of about equal counts. */
function cut(sorted: Float64Array): number[] {
  const bins = Math.min(MOST_BINS, Math.max(1, Math.floor(sorted.length / LEAST_BIN_ROWS)));
  const ends = Array.from(
    { length: bins - 1 },
    (_, bin) => sorted[Math.floor(((bin + 1) * sorted.length) / bins)] ?? Number.NaN,
  );
  return [...new Set(ends)].filter((end) => end < (sorted.at(-1) ?? Number.NEGATIVE_INFINITY));
}

/** -1 where it is missing. */
export function findBin(cuts: readonly number[], value: number): number {
  if (Number.isNaN(value)) return -1;
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Some of the rows, as often as they are named, as the engine takes them. */
export function pickRows({ scores, predicted, features }: JointRows, rows: readonly number[]): EstimationRows {
  const pick = (values: readonly number[]): Float64Array => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  return {
    scores: scores.length > 0 ? [pick(scores)] : [],
    predicted: pick(predicted),
    features: features.map(({ bins, means }) => Float64Array.from(rows, (row) => means[bins[row] ?? -1] ?? Number.NaN)),
  };
}

function toShort(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
