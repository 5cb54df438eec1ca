/** The engine behind promises: what `port.ts` says, for an engine that works in other threads. */
import type {
  BackendInfo,
  CategoryComparison,
  ColumnInput,
  Engine,
  EvenBins,
  HistogramBin,
  IngestReport,
  MeasureOptions,
  MeasureResult,
  MeasureSide,
  NumericArray,
  Profile,
  ProfilerOptions,
  Progress,
  Row,
} from './port.js';
import type {
  QualityColumns,
  QualityProblem,
  QualityReading,
  QualityResult,
  QualityResultOptions,
  QualityStateOptions,
} from './quality.js';
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

/** The methods of `Engine` that need nothing but their arguments, so that any worker may answer. */
export const FREE_METHODS = [
  'measures',
  'moments',
  'adjustPValues',
  'compareEstimates',
  'compareShares',
  'quality',
  'bias',
  'groupFairness',
  'attributionDrift',
  'aggregateAttributions',
  'planShap',
  'solveShap',
  'chooseBaselineRows',
  'fitEstimator',
  'estimate',
  'calibrate',
  'reliability',
  'compareDomains',
  'deviationRange',
] as const;

/** Those methods behind promises. */
export type FreeMethods = {
  readonly [Name in (typeof FREE_METHODS)[number]]: Engine[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
};

/** `Engine` behind promises. Disposing of it ends its threads; what it made is lost then. */
export interface AsyncEngine extends FreeMethods, Disposable, AsyncDisposable {
  readonly backend: BackendInfo;
  openProfiler(options?: AsyncProfilerOptions): Promise<AsyncProfiler>;
  readProfile(bytes: Uint8Array): Promise<AsyncProfile>;
  mergeProfiles(profiles: readonly AsyncProfile[]): Promise<AsyncProfile>;
  measure(
    id: string,
    reference: AsyncMeasureSide,
    current: AsyncMeasureSide,
    options?: MeasureOptions,
  ): Promise<MeasureResult>;
  histogram(side: AsyncMeasureSide, edges: NumericArray | EvenBins): Promise<readonly HistogramBin[]>;
  compareCategories(reference: AsyncMeasureSide, current: AsyncMeasureSide): Promise<CategoryComparison>;
  openQuality(
    problem: QualityProblem,
    options?: QualityStateOptions,
    reading?: QualityReading,
  ): Promise<AsyncQualitySession>;
  readQuality(bytes: Uint8Array): Promise<AsyncQualityState>;
  mergeQuality(states: readonly AsyncQualityState[]): Promise<AsyncQualityState>;
}
