/**
 * The port through which the engine is reached. An `Engine` makes profilers, profiles and measures; what stands behind
 * it (the native addon, WebAssembly, a worker) is a backend.
 */
import type {
  QualityColumns,
  QualityOptions,
  QualityProblem,
  QualityReading,
  QualityResult,
  QualitySession,
  QualityState,
  QualityStateOptions,
} from './quality.js';
import type {
  AnalysisConfig,
  BiasColumns,
  BiasOptions,
  BiasReport,
  FairnessColumns,
  FairnessOptions,
  GroupFairness,
} from './bias.js';
import type {
  AttributionAggregate,
  AttributionDrift,
  AttributionDriftOptions,
  AttributionRows,
  AttributionSide,
} from './attribution.js';
import type { BaselineRowsOptions } from './baseline-rows.js';
import type { ShapAttributions, ShapPlan, ShapPlanOptions, ShapPredictions } from './shap.js';
import type { EstimationEngine } from './estimation.js';
import type { ColumnStatistics, ProfileOutline, ProfileStatistics, ValueCount } from './statistics.js';

/** The fixed surface that every binding exports: bytes, doubles and JSON text only. */
export interface EngineBackend {
  readonly name: 'native' | 'wasm';
  abiVersion(): number;
  /** Numbers that are many come in buffers, which the JSON names by their place. */
  call(operation: string, json: string, buffers: readonly Uint8Array[]): string;
  /** Takes an array into numbers, which hold what the operation is told and what it answers. */
  fold(operation: number, values: Float64Array, numbers: Float64Array): void;
  open(json: string): number;
  pushBytes(handle: number, bytes: Uint8Array): void;
  pushColumns(handle: number, layout: string, buffers: readonly Uint8Array[]): void;
  finish(handle: number): string;
  toBytes(handle: number): Uint8Array;
  read(bytes: Uint8Array): number;
  merge(handles: readonly number[]): number;
  free(handle: number): void;
  /** The steps that can be taken off the event loop, where that can be: until one has ended, its handle is busy. */
  readonly pushBytesAsync?: (handle: number, bytes: Uint8Array) => Promise<unknown>;
  readonly pushColumnsAsync?: (handle: number, layout: string, buffers: readonly Uint8Array[]) => Promise<unknown>;
  readonly finishAsync?: (handle: number) => Promise<string>;
}

/** Which backend serves, and what became of those that were tried before it. */
export interface BackendInfo {
  readonly name: 'native' | 'wasm';
  readonly tried: readonly { readonly name: 'native' | 'wasm'; readonly outcome: string }[];
}

/** The formats of bytes that hold rows. */
export type DataFormat = 'csv' | 'jsonl' | 'json' | 'capture';

/** How bytes are read and what is kept. */
export interface ProfilerOptions {
  /**
   * `json`: an array of records, one record over several lines, or a record a line; `capture`: SageMaker's; `columns`:
   * no bytes come, only columns.
   */
  readonly format?: DataFormat | 'columns';
  /** Whether the first record of each source holds the names; without, columns are `_c0`, `_c1`, … Default true. */
  readonly header?: boolean;
  /** One of `,` `;` tab `|`; detected when absent. */
  readonly delimiter?: string;
  /** Spellings of a missing value besides the empty field. */
  readonly missing?: readonly string[];
  /** Only these columns, and all but these. Unknown names are an error. */
  readonly columns?: readonly string[];
  readonly exclude?: readonly string[];
  /** Also run Model Monitor's own order-dependent states, for its documents; sources then pair by position. */
  readonly sagemaker?: boolean;
  /** Capture: the names of the columns of CSV bodies, by their position in the row. */
  readonly names?: readonly string[];
  /** Capture: whether the columns of the response stand before (default) or after those of the request. */
  readonly outputPosition?: 'START' | 'END';
  /**
   * Capture: Model Monitor's reading, in which a CSV body is one row, cut at every comma, and an event may come twice.
   * Default as `sagemaker`.
   */
  readonly compatRecords?: boolean;
  /** Capture: records before the first instant, and at the second one or after it, are dropped. ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Delimited text: a source with more columns is refused. Records may have 10,000 keys, always. */
  readonly mostColumns?: number;
  /** Hold records back for `takeRecords` instead of profiling them. */
  readonly records?: boolean;
  /** How many threads work, the calling one among them, 1 to 64; the profile does not depend on it. */
  readonly threads?: number;
}

/** How far reading has come. */
export interface Progress {
  readonly source: string;
  /** Bytes read so far, over all parts, unpacked. */
  readonly byteCount: number;
}

/** A complaint about the input: how often, and where first. */
export interface Complaint {
  /**
   * `ragged-row`: another number of fields than the header; `open-quote`: a quote that is never closed; `long-record`:
   * over 1 MiB; `broken-json`: no JSON; `deep-record`: over 64 levels; `no-record`: neither an object nor an array;
   * `repeated-key`: two values of one name; `no-capture`: no capture record; `broken-payload`: a body that is not what
   * its encoding says; `unequal-rows`: request and response of different lengths; `no-time`: no readable time, where
   * one was asked for; `failed-preprocess`: the preprocessing function threw, or made no rows of it;
   * `unfit-record`: a record that has not what a monitor of models was told to read in it.
   */
  readonly kind:
    | 'ragged-row'
    | 'open-quote'
    | 'long-record'
    | 'broken-json'
    | 'deep-record'
    | 'no-record'
    | 'repeated-key'
    | 'no-capture'
    | 'broken-payload'
    | 'unequal-rows'
    | 'no-time'
    | 'failed-preprocess'
    | 'unfit-record';
  readonly count: number;
  readonly first: readonly {
    readonly source: string;
    /** Line of the source, from 1; of a record that failed in preprocessing, its number among those that were read. */
    readonly line: number;
    /** What the preprocessing function threw. */
    readonly message?: string;
    readonly expectedFields?: number;
    readonly foundFields?: number;
  }[];
}

/** What was read: rows profiled, records set aside, and why. */
export interface IngestReport {
  readonly sources: number;
  readonly rows: number;
  readonly quarantined: number;
  readonly blankLines: number;
  /** Capture records dropped because they lie outside the time asked for. */
  readonly outside: number;
  /** Capture records dropped because their event had been read before. */
  readonly duplicates: number;
  readonly delimiter: string | null;
  readonly complaints: readonly Complaint[];
  readonly invalidUtf8: readonly { readonly column: string; readonly count: number }[];
  /** Arrow and Parquet: columns whose numbers are milliseconds of UTC, or nearest doubles of decimals. */
  readonly logicalTypes?: readonly {
    readonly column: string;
    readonly logicalType: 'date' | 'time' | 'timestamp' | 'duration' | 'decimal';
  }[];
}

/** A column handed over as it lies in memory. */
export interface ColumnInput {
  readonly name: string;
  readonly values: NumberValues | WideIntegers | BooleanValues | TextValues | DictionaryValues;
  /** Integers of 32, 64 and 128 bits: the number is the integer divided by ten to this power, as the nearest double. */
  readonly scale?: number;
  /** Arrow's validity bitmap; absent when every value is present. */
  readonly validity?: Uint8Array;
  /** Where the column stands in its data set. Default: its place among the columns that are pushed. */
  readonly position?: number;
}

/** Numbers of any width. */
export type NumberValues =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** Signed integers of 16 bytes each, little-endian. */
export interface WideIntegers {
  readonly wide: Uint8Array;
}

/** A bit a value, least significant bit first. */
export interface BooleanValues {
  readonly bits: Uint8Array;
  readonly rows: number;
}

/** Texts as Arrow lays them out: value `i` is the UTF-8 from `offsets[i]` to `offsets[i + 1]`. */
export interface TextValues {
  readonly offsets: Uint32Array;
  readonly data: Uint8Array;
}

/** Texts by code: value `i` is the text of number `codes[i]`. */
export interface DictionaryValues extends TextValues {
  readonly codes: Uint32Array;
}

/** A row: values by name, or by position (then named `_c0`, `_c1`, …). Objects and arrays inside are flattened. */
export type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A profile in the making. */
export interface Profiler extends Disposable {
  /** Begins another source (a file of several); the first one needs no call. The name appears in complaints. */
  nextSource(name: string): void;
  pushBytes(bytes: Uint8Array): void;
  /** Ends the current source: what was held for its end is read, so that `takeRecords` gives all of it. */
  endSource(): void;
  /** Columns of one length; one that does not come is missing in these rows. */
  pushColumns(columns: readonly ColumnInput[]): void;
  /** Begins rows whose columns come in several calls of `pushColumns`, so that not all need be in memory at once. */
  openRows(rows: number): void;
  closeRows(): void;
  /** Rows; null, undefined and a name that a row does not have are missing. */
  pushRows(rows: readonly Row[]): void;
  /**
   * With `records: true`, the records since the last call: JSON values as they were parsed, of csv the fields of each
   * record (null where empty).
   */
  takeRecords(): unknown[];
  /** Ends the input. The profiler cannot be used afterwards. */
  finish(): { readonly profile: Profile; readonly report: IngestReport };
  /**
   * The same, off the event loop where the backend can (the native addon) and the work is worth it: nothing is copied, so
   * what is passed must stay as it is, and the profiler is busy until the promise is settled; a call meanwhile is
   * `invalid-argument`.
   */
  pushBytesAsync(bytes: Uint8Array): Promise<void>;
  pushColumnsAsync(columns: readonly ColumnInput[]): Promise<void>;
  pushRowsAsync(rows: readonly Row[]): Promise<void>;
  finishAsync(): Promise<{ readonly profile: Profile; readonly report: IngestReport }>;
}

/** Mergeable state of a data set. */
export interface Profile extends Disposable {
  /** The bytes of a `.tide` file. */
  toBytes(): Uint8Array;
  outline(): ProfileOutline;
  /**
   * `tidemark`: from the stored profile alone. `sagemaker`: as Model Monitor computes them, in row order; `unsupported`
   * for a profile that was merged, read from bytes, or made without `sagemaker: true`.
   */
  columnStatistics(column: string, reading?: 'tidemark' | 'sagemaker'): ColumnStatistics;
  /** Those of every column. */
  statistics(reading?: 'tidemark' | 'sagemaker'): ProfileStatistics;
  /** How many finite numbers of a column lie outside [minimum, maximum]: at least `certain`, at most `possible`. */
  countOutside(
    column: string,
    minimum: number,
    maximum: number,
  ): { readonly certain: number; readonly possible: number };
}

/** Numbers as they lie in memory, which the engine reads there, or a plain array, which is copied first. */
export type NumericArray = Float64Array | readonly number[];

/**
 * One side of a comparison: a column of a profile, the levels of a sketch document, the numbers themselves, or values
 * with their counts. Measures of numbers take the numbers of a column, measures of shares its values: numbers in bins
 * where both sides read as numbers, else every value, numbers by their shortest text.
 */
export type MeasureSide =
  | { readonly profile: Profile; readonly column: string }
  | { readonly levels: readonly (readonly number[])[] }
  | { readonly values: NumericArray }
  | { readonly categories: readonly ValueCount[] };

/** Options that measures share; which of them a measure knows is in its `MeasureInfo`, and it refuses the others. */
export interface MeasureOptions {
  /** One of the variants in the `MeasureInfo`; the first is the default. */
  readonly variant?: string;
  /**
   * `ks`, `l-infinity`: `Simple` (default), the distance; `Robust`, less 1.8 sqrt((n + m) / (n m)), at least 0.
   * `chi-square`: `Simple` (default), the statistic; `Robust`, the p-value.
   */
  readonly method?: 'Simple' | 'Robust';
  /** `Robust`: the level whose null limit is taken off, instead of Model Monitor's 1.8. */
  readonly alpha?: number;
  /** Also give the smallest shift that would be significant at this level. */
  readonly level?: number;
  /**
   * Measures of shares: at most so many bins between quantiles of the reference (default 10 where both sides are
   * numbers), the ascending inner edges of bins, or `values`: each number is a category.
   */
  readonly bins?: number | readonly number[] | 'values';
  /**
   * `psi` (default `laplace`) and `kl` (default `none`), for cells without values: add 0.5 to every count, or raise every
   * share to at least 0.0001; `smoothingAmount` stands for either number.
   */
  readonly smoothing?: 'none' | 'laplace' | 'epsilon';
  readonly smoothingAmount?: number;
  /** `epsilon`: divide the shares by their new sum. Default: `psi` does not, `kl` does. */
  readonly renormalise?: boolean;
  /** The unit of `kl`, `js-divergence` and `js-distance`: `nats` (default) or `bits`. */
  readonly base?: 'nats' | 'bits';
  /**
   * `ks`: `exact`, conditional on ties (default up to 10^7 pairs of values); `exact-untied`, as if there were none;
   * `asymptotic`, as one sample of n m / (n + m) values; `stephens`, the corrected limit (default above).
   */
  readonly pMethod?: 'exact' | 'exact-untied' | 'asymptotic' | 'stephens';
}

/** A number, and all that is needed to read it. */
export interface MeasureResult {
  readonly id: string;
  readonly variant: string;
  /** What was compared: numbers, numbers in bins, every value, or a sample of the values with the others in groups. */
  readonly basis: 'numbers' | 'bins' | 'values' | 'sample';
  /** Null where it is infinite or not defined. */
  readonly value: number | null;
  readonly noValue: 'infinite' | 'too-few-categories' | null;
  /** How far the true value can be from `value`; `ks`: above it. Null where nothing bounds it. */
  readonly errorBound: number | null;
  readonly pValue: number | null;
  /** How the p-value was found, such as `exact` or `stephens`. */
  readonly pMethod: string | null;
  readonly effect: number | null;
  readonly counts: { readonly reference: number; readonly current: number };
  /** How many cells with values were compared; null for measures without cells. */
  readonly cells: number | null;
  readonly smallestDetectableShift: number | null;
}

/** Values above the lower bound and up to the upper one; null where the bin is open. */
export interface HistogramBin {
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
  /** Where an edge cuts a bucket of a sketch, by its width: between `least` and `most`. */
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/** So many bins of one width between two ends. The outer ones are open: what lies beyond the ends is in them. */
export interface EvenBins {
  readonly bins: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Count, range, mean and spread of the finite values of an array. */
export interface ArrayMoments {
  /** Finite values. */
  readonly count: number;
  /** NaN, and in a plain array whatever is no number. */
  readonly missing: number;
  /** Infinities of either sign. */
  readonly infinite: number;
  /** Null without values. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly mean: number | null;
  /** Population variance and its root; null also beyond the range of doubles. */
  readonly variance: number | null;
  readonly standardDeviation: number | null;
}

/** What changed between the values of two sides. */
export interface CategoryComparison {
  /** `sample`: a side has too many values to know them all; a fair sample of them was compared. */
  readonly basis: 'values' | 'sample';
  /** Whether `appeared` and `vanished` name every such value. */
  readonly isComplete: boolean;
  readonly referenceTotal: number;
  readonly currentTotal: number;
  /** Values seen on one side only, the most frequent first, at most 100. */
  readonly appeared: readonly ValueCount[];
  readonly vanished: readonly ValueCount[];
  /** Rows of all values that appeared, listed or not; `sample`: at least so many. */
  readonly appearedCount: number;
  /** Counts of the values whose shares changed most, at most 20. */
  readonly shares: readonly { readonly value: string; readonly reference: number; readonly current: number }[];
}

/** A measure as the registry describes it. */
export interface MeasureInfo {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly variants: readonly string[];
  readonly options: readonly string[];
}

/** `failing` of `total` values do not satisfy a condition. */
export interface Share {
  readonly failing: number;
  readonly total: number;
}

/** A number with its 95% interval. One that is known exactly has its value at both ends. */
export interface IntervalEstimate {
  readonly value: number;
  readonly interval: readonly [lowest: number, highest: number];
}

/** The engine. */
export interface Engine extends EstimationEngine {
  readonly backend: BackendInfo;
  openProfiler(options?: ProfilerOptions): Profiler;
  readProfile(bytes: Uint8Array): Profile;
  /** The same bytes for any order of the profiles. `incompatible` when they were made with different options. */
  mergeProfiles(profiles: readonly Profile[]): Profile;
  measures(): readonly MeasureInfo[];
  measure(id: string, reference: MeasureSide, current: MeasureSide, options?: MeasureOptions): MeasureResult;
  /** The moments of an array, with what is missing in it. */
  moments(values: NumericArray): ArrayMoments;
  /** How many numbers of a side lie in each bin: one more than ascending inner edges, or as many as are asked for. */
  histogram(side: MeasureSide, edges: NumericArray | EvenBins): readonly HistogramBin[];
  /** Which values appeared and vanished, and whose shares changed most. `invalid-argument` for a side without values. */
  compareCategories(reference: MeasureSide, current: MeasureSide): CategoryComparison;
  /** Benjamini-Hochberg adjusted p-values, in the order given. */
  adjustPValues(pValues: readonly number[]): readonly number[];
  /** One-sided: the chance of an estimate at least as far above the baseline's, were both the same, by their intervals. */
  compareEstimates(baseline: IntervalEstimate, current: IntervalEstimate): number;
  /** One-sided: the chance of a failing share at least as far above the baseline's, were both the same (Fisher). */
  compareShares(baseline: Share, current: Share): number;
  /** How good predictions are, in one go. `docs/quality.md` defines the metrics. */
  quality(problem: QualityProblem, columns: QualityColumns, options?: QualityOptions): QualityResult;
  /** Begins a state of quality: columns by role come, or bytes in the format that `reading` names. */
  openQuality(problem: QualityProblem, options?: QualityStateOptions, reading?: QualityReading): QualitySession;
  readQuality(bytes: Uint8Array): QualityState;
  /** The same bytes for any order of the states. `incompatible` when they were made with different options. */
  mergeQuality(states: readonly QualityState[]): QualityState;
  /** Bias between groups, of labels and predictions. `docs/bias.md` defines the metrics. */
  bias(columns: BiasColumns, config: AnalysisConfig, options?: BiasOptions): BiasReport;
  /** Rates of each group and how far they are apart, as fairlearn, AIF360 and aequitas name them. */
  groupFairness(columns: FairnessColumns, options?: FairnessOptions): GroupFairness;
  /** How far the features that a model listens to have changed. `invalid-argument` for sides of other features. */
  attributionDrift(
    baseline: AttributionSide,
    current: AttributionSide,
    options?: AttributionDriftOptions,
  ): AttributionDrift;
  /** One number a feature of the attributions of rows. */
  aggregateAttributions(rows: AttributionRows, aggregate?: AttributionAggregate): Readonly<Record<string, number>>;
  /** Kernel SHAP, first step: the sets of features to ask a model about. */
  planShap(options: ShapPlanOptions): ShapPlan;
  /** Last step, with the model's answers: the attributions of each row. */
  solveShap(plan: ShapPlan, predictions: ShapPredictions): ShapAttributions;
  /** A few rows that stand for a data set: numbers are means of clusters, all else is most frequent there. */
  chooseBaselineRows(
    columns: Readonly<Record<string, ArrayLike<unknown>>>,
    options?: BaselineRowsOptions,
  ): readonly Readonly<Record<string, unknown>>[];
}
