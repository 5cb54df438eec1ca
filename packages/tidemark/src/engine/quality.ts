/** How good predictions are: what is asked, as it crosses to the engine, and what it answers. */
import type { ColumnData } from './column-input.js';
import { toColumnInputs } from './column-input.js';
import { layOut } from './layout.js';
import type { ColumnInput, EngineBackend } from './port.js';
import { callJson } from './profile.js';

/** What is predicted. */
export type QualityProblem =
  | 'BinaryClassification'
  | 'MulticlassClassification'
  | 'Regression'
  | 'Ranking'
  | 'Forecasting';

/** A column of one role. */
export type QualityColumn = ColumnData | Omit<ColumnInput, 'name'>;

/** Columns by role, all of one length. Rows with a missing value are counted as incomplete and not used. */
export interface QualityColumns {
  /** What is true. */
  readonly label: QualityColumn;
  /** What was predicted: a class, or a number. */
  readonly prediction?: QualityColumn;
  /** Binary: how likely the positive class is. */
  readonly probability?: QualityColumn;
}

/** What a state is made with. Binary: `positive` names the positive class, which is else 1 or true. */
export interface QualityStateOptions {
  /** Binary: a probability above it predicts the positive class. Default 0.5. */
  readonly threshold?: number;
  readonly positive?: string | number | boolean;
  /** `exact` (default) keeps every distinct score; `histogram` 10,000 bins over [0, 1] a class. */
  readonly form?: 'exact' | 'histogram';
}

/** What is asked of a state. */
export interface QualityResultOptions {
  /**
   * `tidemark` (default): every number rounded once where that can be, and what is not defined has no value; `sagemaker`:
   * Model Monitor's arithmetic, in which it is 0.
   */
  readonly rules?: 'tidemark' | 'sagemaker';
  /** What is not defined for want of a denominator is 0. */
  readonly zeroDivision?: boolean;
  /** Whether curves are given. Default true. */
  readonly curves?: boolean;
  /** The most points of a curve, 1,000 by default; 0 for all. */
  readonly curvePoints?: number;
  /** Keep the points of a curve that lie on a line between others. */
  readonly keepCollinear?: boolean;
  /** By formulas (default), also by drawing rows where there is no formula, or not at all. */
  readonly intervals?: 'none' | 'analytic' | 'bootstrap';
  /** The level of intervals. Default 0.95. */
  readonly level?: number;
  /** What random numbers begin with. Default 1. */
  readonly seed?: number;
  /** Bins of calibration. Default 10. */
  readonly calibrationBins?: number;
  /** Up to which false positive rate the partial area goes. Default 0.2. */
  readonly partialArea?: number;
  /** The fractions of rows at which gain and lift are given. Default: every 0.05. */
  readonly fractions?: readonly number[];
  /** Groups with fewer rows are named and not measured. Default 30. */
  readonly minimumGroupCount?: number;
}

export type QualityOptions = QualityStateOptions & QualityResultOptions;

/** A metric: null with a reason where it is not defined. */
export interface QualityMetric {
  readonly value: number | null;
  readonly reason?: string;
  /** How far the true value can be from this one. */
  readonly errorBound?: number;
  readonly standardError?: number;
  /** Where the value of all rows there could be lies, at the level that was asked for. */
  readonly interval?: readonly [number, number];
  /** How the error and the interval were found, such as `wilson`, `delong`, `delta`, `mean`. */
  readonly method?: string;
}

export type QualityMetrics = Readonly<Record<string, QualityMetric>>;

/** What the rows of a state say. */
export interface QualityResult {
  readonly problem: QualityProblem;
  /** Rows that were used. */
  readonly count: number;
  /** Rows that were not, because a value was missing. */
  readonly incomplete: number;
  readonly metrics: QualityMetrics;
  /** A row a true class, a column a predicted one. */
  readonly confusion?: { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] };
  readonly curves?: QualityCurves;
  /** The same of always predicting one class: `majority`, `always_positive`. */
  readonly baselines?: Readonly<Record<string, { readonly label: string; readonly metrics: QualityMetrics }>>;
}

/** Curves of scores. A point has one place in each list. */
export interface QualityCurves {
  /** From (0, 0), whose threshold is null, to (1, 1). Null without both classes. */
  readonly roc: {
    readonly falsePositiveRates: readonly number[];
    readonly truePositiveRates: readonly number[];
    readonly thresholds: readonly (number | null)[];
  } | null;
  /** From the lowest threshold to (recall 0, precision 1); `sagemaker`: from (recall 0, first precision) on. */
  readonly precisionRecall: {
    readonly precisions: readonly number[];
    readonly recalls: readonly number[];
    readonly thresholds: readonly (number | null)[];
  } | null;
  /** Bins of equal width with rows in them. */
  readonly calibration: readonly {
    readonly bin: number;
    readonly count: number;
    readonly meanScore: number;
    readonly positiveFraction: number;
  }[];
  readonly gains: readonly {
    readonly fraction: number;
    readonly count: number;
    readonly gain: number;
    readonly lift: number;
  }[];
}

/** Options as they cross: those of the state and those of the result apart. Unknown ones are the state's, which refuses them. */
export function splitOptions(options: QualityOptions): { state: object; result: object } {
  const { threshold, positive, form, ...result } = options;
  return {
    state: { threshold, form, ...(positive === undefined ? {} : { positive: String(positive) }) },
    result,
  };
}

/** The metrics of columns, in one go. */
export function computeQuality(
  backend: EngineBackend,
  problem: QualityProblem,
  columns: QualityColumns,
  options: QualityOptions,
): QualityResult {
  const { layout, buffers } = layOut(toColumnInputs({ ...columns }));
  const input = { problem, columns: JSON.parse(layout) as unknown, ...splitOptions(options) };
  return callJson(backend, 'quality', input, buffers) as QualityResult;
}
