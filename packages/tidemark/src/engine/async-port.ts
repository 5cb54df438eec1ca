/** The engine behind promises: what `port.ts` says, for an engine that works in other threads. */
import type { Calibrated, Estimate, EstimationOptions, EstimationRows, Estimator, Reliability } from './estimation.js';
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
import type {
  ArrayMoments,
  BackendInfo,
  CategoryComparison,
  ColumnInput,
  IntervalEstimate,
  EvenBins,
  HistogramBin,
  IngestReport,
  MeasureInfo,
  MeasureOptions,
  MeasureResult,
  MeasureSide,
  NumericArray,
  Profile,
  ProfilerOptions,
  Progress,
  Row,
  Share,
} from './port.js';
import type {
  QualityColumns,
  QualityOptions,
  QualityProblem,
  QualityReading,
  QualityResult,
  QualityResultOptions,
  QualityStateOptions,
} from './quality.js';
import type { ShapAttributions, ShapPlan, ShapPlanOptions, ShapPredictions } from './shap.js';
import type { ColumnStatistics, ProfileOutline, ProfileStatistics } from './statistics.js';

/** How bytes are read and what is kept; and who hears of it. */
export interface AsyncProfilerOptions extends ProfilerOptions {
  /** Ends the work with the signal's reason: what was begun is freed, the engine goes on. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Whether buffers are given away: they are then empty for the caller, and nothing is copied. */
export interface GiveOptions {
  readonly transfer?: boolean;
}

/** `Profiler` behind promises. Calls are taken in the order in which they are made, awaited or not. */
export interface AsyncProfiler extends Disposable, AsyncDisposable {
  nextSource(name: string): Promise<void>;
  pushBytes(bytes: Uint8Array, options?: GiveOptions): Promise<void>;
  endSource(): Promise<void>;
  pushColumns(columns: readonly ColumnInput[], options?: GiveOptions): Promise<void>;
  openRows(rows: number): Promise<void>;
  closeRows(): Promise<void>;
  pushRows(rows: readonly Row[]): Promise<void>;
  takeRecords(): Promise<unknown[]>;
  finish(): Promise<{ readonly profile: AsyncProfile; readonly report: IngestReport }>;
}

/** `Profile` behind promises. */
export interface AsyncProfile extends Disposable, AsyncDisposable {
  toBytes(): Promise<Uint8Array>;
  outline(): Promise<ProfileOutline>;
  statistics(reading?: 'tidemark' | 'sagemaker'): Promise<ProfileStatistics>;
  columnStatistics(column: string, reading?: 'tidemark' | 'sagemaker'): Promise<ColumnStatistics>;
  countOutside(
    column: string,
    minimum: number,
    maximum: number,
  ): Promise<{ readonly certain: number; readonly possible: number }>;
}

/** `QualitySession` behind promises. */
export interface AsyncQualitySession extends Disposable, AsyncDisposable {
  push(columns: QualityColumns): Promise<void>;
  nextSource(name: string): Promise<void>;
  pushBytes(bytes: Uint8Array): Promise<void>;
  endSource(): Promise<void>;
  finish(): Promise<AsyncQualityState>;
}

/** `QualityState` behind promises. */
export interface AsyncQualityState extends Disposable, AsyncDisposable {
  result(options?: QualityResultOptions): Promise<QualityResult>;
  toBytes(): Promise<Uint8Array>;
}

/** One side of a comparison. */
export type AsyncMeasureSide =
  | Exclude<MeasureSide, { readonly profile: Profile }>
  | { readonly profile: AsyncProfile; readonly column: string };

/** `Engine` behind promises. Disposing of it ends its threads; what it made is lost then. */
export interface AsyncEngine extends Disposable, AsyncDisposable {
  readonly backend: BackendInfo;
  openProfiler(options?: AsyncProfilerOptions): Promise<AsyncProfiler>;
  readProfile(bytes: Uint8Array): Promise<AsyncProfile>;
  mergeProfiles(profiles: readonly AsyncProfile[]): Promise<AsyncProfile>;
  measures(): Promise<readonly MeasureInfo[]>;
  measure(
    id: string,
    reference: AsyncMeasureSide,
    current: AsyncMeasureSide,
    options?: MeasureOptions,
  ): Promise<MeasureResult>;
  moments(values: NumericArray): Promise<ArrayMoments>;
  histogram(side: AsyncMeasureSide, edges: NumericArray | EvenBins): Promise<readonly HistogramBin[]>;
  compareCategories(reference: AsyncMeasureSide, current: AsyncMeasureSide): Promise<CategoryComparison>;
  adjustPValues(pValues: readonly number[]): Promise<readonly number[]>;
  compareEstimates(baseline: IntervalEstimate, current: IntervalEstimate): Promise<number>;
  compareShares(baseline: Share, current: Share): Promise<number>;
  quality(problem: QualityProblem, columns: QualityColumns, options?: QualityOptions): Promise<QualityResult>;
  openQuality(
    problem: QualityProblem,
    options?: QualityStateOptions,
    reading?: QualityReading,
  ): Promise<AsyncQualitySession>;
  readQuality(bytes: Uint8Array): Promise<AsyncQualityState>;
  mergeQuality(states: readonly AsyncQualityState[]): Promise<AsyncQualityState>;
  bias(columns: BiasColumns, config: AnalysisConfig, options?: BiasOptions): Promise<BiasReport>;
  groupFairness(columns: FairnessColumns, options?: FairnessOptions): Promise<GroupFairness>;
  attributionDrift(
    baseline: AttributionSide,
    current: AttributionSide,
    options?: AttributionDriftOptions,
  ): Promise<AttributionDrift>;
  aggregateAttributions(
    rows: AttributionRows,
    aggregate?: AttributionAggregate,
  ): Promise<Readonly<Record<string, number>>>;
  planShap(options: ShapPlanOptions): Promise<ShapPlan>;
  solveShap(plan: ShapPlan, predictions: ShapPredictions): Promise<ShapAttributions>;
  chooseBaselineRows(
    columns: Readonly<Record<string, ArrayLike<unknown>>>,
    options?: BaselineRowsOptions,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  fitEstimator(reference: EstimationRows, options?: EstimationOptions): Promise<Estimator>;
  estimate(estimator: Estimator, window: EstimationRows): Promise<Estimate>;
  calibrate(scores: NumericArray, labels: NumericArray, at?: NumericArray): Promise<Calibrated>;
  reliability(scores: NumericArray, labels: NumericArray, bins?: number): Promise<Reliability>;
  deviationRange(
    values: NumericArray,
    deviations: number,
    limits?: readonly [number | null, number | null],
  ): Promise<readonly [number, number] | null>;
}
