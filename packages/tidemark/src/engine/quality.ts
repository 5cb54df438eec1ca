/** How good predictions are: what is asked, as it crosses to the engine, and what it answers. */
import type { ColumnData } from './column-input.js';
import { toColumnInputs } from './column-input.js';
import { layOut } from './layout.js';
import type { ColumnInput, EngineBackend, IngestReport, ProfilerOptions } from './port.js';
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
  /** Several classes: how likely each of them is, by its name. */
  readonly probabilities?: Readonly<Record<string, QualityColumn>>;
  /** Regression: the ends of an interval in which the truth is said to be. */
  readonly lower?: QualityColumn;
  readonly upper?: QualityColumn;
  /** Ranking: whose items they are. `label` is the relevance, at least 0, and `prediction` the score. */
  readonly query?: QualityColumn;
  /** Ranking: the item, which breaks ties; forecasting: the series. */
  readonly item?: QualityColumn;
  /** Forecasting: how many steps ahead. */
  readonly horizon?: QualityColumn;
  /** Forecasting: forecasts of quantiles, by the quantile, such as `0.1`. */
  readonly quantiles?: Readonly<Record<string, QualityColumn>>;
  /** Every metric is also given for each of the groups that this column names. */
  readonly group?: QualityColumn;
}

/** What a state is made with. Binary: `positive` names the positive class, which is else 1 or true. */
export interface QualityStateOptions {
  /** Binary: a probability above it predicts the positive class. Default 0.5. */
  readonly threshold?: number;
  readonly positive?: string | number | boolean;
  /** `exact` (default) keeps every distinct score; `histogram` 10,000 bins over [0, 1] a class. */
  readonly form?: 'exact' | 'histogram';
  /** Ranking: up to which places metrics go. Default 1, 3, 5, 10. */
  readonly at?: readonly number[];
  /** Ranking: what relevance is worth, itself (default) or 2 to its power, less 1. */
  readonly gain?: 'linear' | 'exponential';
  /** Ranking: queries without relevant items are left out (default) or count 0. */
  readonly emptyQueries?: 'exclude' | 'zero';
  /** Ranking: how many items there are to show, for `coverage`. */
  readonly catalogue?: number;
  /** Forecasting: how many steps a season has. Default 1. */
  readonly season?: number;
  /** Forecasting: what was before the forecasts, of the only series or of each by its name. */
  readonly history?: readonly number[] | Readonly<Record<string, readonly number[]>>;
}

/** How bytes are read: as those of a profile, and which column has which role, where it is not named after it. */
export type QualityReading = Omit<ProfilerOptions, 'sagemaker' | 'resolution' | 'columns' | 'exclude'> & {
  readonly roles?: Readonly<Record<string, string>>;
};

/** A state in the making. */
export interface QualitySession extends Disposable {
  push(columns: QualityColumns): void;
  /** Begins another source of bytes. */
  nextSource(name: string): void;
  pushBytes(bytes: Uint8Array): void;
  /** The same off the event loop, where the backend can. */
  pushBytesAsync(bytes: Uint8Array): Promise<void>;
  endSource(): void;
  /** Ends the input. The session cannot be used afterwards. */
  finish(): QualityState;
}

/** Mergeable state of the quality of predictions: of windows that are merged, it says what one pass over them says. */
export interface QualityState extends Disposable {
  /** What was read, of a state that was just made. */
  readonly report: IngestReport | null;
  result(options?: QualityResultOptions): QualityResult;
  /** The bytes of a `.tide` file. */
  toBytes(): Uint8Array;
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
  /** `sagemaker`, from 200 rows on: what its `standard_deviation` is to be expected to be. */
  readonly standardDeviation?: number;
  /** How the error and the interval were found, such as `wilson`, `delong`, `newcombe`, `delta`, `mean`. */
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
  /** Several classes: each against all others. */
  readonly classes?: readonly { readonly label: string; readonly count: number; readonly metrics: QualityMetrics }[];
  /** The same of always predicting one class: `majority`, `always_positive`. */
  readonly baselines?: Readonly<Record<string, { readonly label: string; readonly metrics: QualityMetrics }>>;
  /** Ranking: the queries that were measured, and those left out for want of a relevant item. */
  readonly queries?: readonly [number, number];
  /** Forecasting: the metrics of each step ahead. */
  readonly horizons?: Readonly<Record<string, QualityMetrics>>;
  readonly groups?: Readonly<Record<string, QualityResult>>;
  /** Groups with too few rows to be measured. */
  readonly smallGroups?: readonly string[];
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

/** The options of a state as they cross. */
export function toStateOptions({ positive, history, ...options }: QualityStateOptions): object {
  return {
    ...options,
    ...(positive === undefined ? {} : { positive: String(positive) }),
    ...(history === undefined ? {} : { history: Array.isArray(history) ? { '': history } : history }),
  };
}

/** Columns by role as they cross: those of classes and quantiles beside the others. */
export function flattenColumns({
  probabilities,
  quantiles,
  ...columns
}: QualityColumns): Record<string, QualityColumn | undefined> {
  const named = (prefix: string, family: QualityColumns['quantiles']): [string, QualityColumn][] =>
    Object.entries(family ?? {}).map(([name, values]) => [`${prefix}.${name}`, values]);
  return {
    ...columns,
    ...Object.fromEntries([...named('probabilities', probabilities), ...named('quantiles', quantiles)]),
  };
}

const RESULT_OPTIONS: ReadonlySet<string> = new Set<keyof QualityResultOptions>([
  'rules',
  'zeroDivision',
  'curves',
  'curvePoints',
  'keepCollinear',
  'intervals',
  'level',
  'seed',
  'calibrationBins',
  'partialArea',
  'fractions',
  'minimumGroupCount',
]);

/** The metrics of columns, in one go. */
export function computeQuality(
  backend: EngineBackend,
  problem: QualityProblem,
  columns: QualityColumns,
  options: QualityOptions,
): QualityResult {
  const { layout, buffers } = layOut(toColumnInputs(flattenColumns(columns)));
  const entries = Object.entries(options);
  const input = {
    problem,
    columns: JSON.parse(layout) as unknown,
    state: toStateOptions(Object.fromEntries(entries.filter(([name]) => !RESULT_OPTIONS.has(name)))),
    result: Object.fromEntries(entries.filter(([name]) => RESULT_OPTIONS.has(name))),
  };
  return callJson(backend, 'quality', input, buffers) as QualityResult;
}
