/**
 * The port through which the engine is reached. An `Engine` makes profilers, profiles and measures; what stands behind
 * it (the native addon, WebAssembly, a worker) is a backend.
 */
import type { ProfileStatistics } from './statistics.js';

/** The fixed surface that every binding exports: bytes and JSON text only. */
export interface EngineBackend {
  readonly name: 'native' | 'wasm';
  abiVersion(): number;
  call(operation: string, json: string): string;
  open(json: string): number;
  pushBytes(handle: number, bytes: Uint8Array): void;
  pushColumns(handle: number, layout: string, buffers: readonly Uint8Array[]): void;
  finish(handle: number): string;
  toBytes(handle: number): Uint8Array;
  read(bytes: Uint8Array): number;
  merge(handles: readonly number[]): number;
  free(handle: number): void;
}

/** Which backend serves, and what became of those that were tried before it. */
export interface BackendInfo {
  readonly name: 'native' | 'wasm';
  readonly tried: readonly { readonly name: 'native' | 'wasm'; readonly outcome: string }[];
}

/** How bytes are read and what is kept. */
export interface ProfilerOptions {
  readonly format?: 'csv';
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
}

/** A complaint about the input: how often, and where first. */
export interface Complaint {
  /** `ragged-row`: another number of fields than the header; `open-quote`: a quote that is never closed; `long-record`: over 1 MiB. */
  readonly kind: 'ragged-row' | 'open-quote' | 'long-record';
  readonly count: number;
  readonly first: readonly {
    readonly source: string;
    /** Line of the source, from 1. */
    readonly line: number;
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
  readonly delimiter: string | null;
  readonly complaints: readonly Complaint[];
  readonly invalidUtf8: readonly { readonly column: string; readonly count: number }[];
}

/** A column handed over as it lies in memory. */
export interface ColumnInput {
  readonly name: string;
  readonly values: Float64Array;
  /** Arrow's validity bitmap; absent when every value is present. */
  readonly validity?: Uint8Array;
}

/** A profile in the making. */
export interface Profiler extends Disposable {
  /** Begins another source (a file of several); the first one needs no call. The name appears in complaints. */
  nextSource(name: string): void;
  pushBytes(bytes: Uint8Array): void;
  pushColumns(columns: readonly ColumnInput[]): void;
  /** Ends the input. The profiler cannot be used afterwards. */
  finish(): { readonly profile: Profile; readonly report: IngestReport };
}

/** Mergeable state of a data set. */
export interface Profile extends Disposable {
  /** The bytes of a `.tide` file. */
  toBytes(): Uint8Array;
  /**
   * `tidemark`: from the stored profile alone. `sagemaker`: as Model Monitor computes them, in row order; `unsupported`
   * for a profile that was merged, read from bytes, or made without `sagemaker: true`.
   */
  statistics(reading?: 'tidemark' | 'sagemaker'): ProfileStatistics;
  /** How many finite numbers of a column lie outside [minimum, maximum]: at least `certain`, at most `possible`. */
  countOutside(
    column: string,
    minimum: number,
    maximum: number,
  ): { readonly certain: number; readonly possible: number };
}

/** One side of a comparison: a column of a profile, the levels of a sketch document, or the numbers themselves. */
export type MeasureSide =
  | { readonly profile: Profile; readonly column: string }
  | { readonly levels: readonly (readonly number[])[] }
  | { readonly values: readonly number[] };

/** Options that measures share; which of them a measure knows is in its `MeasureInfo`. */
export interface MeasureOptions {
  /** `ks`: `weighted` (default) or `collapsed`, in which a repeated value counts once, as Model Monitor has it. */
  readonly variant?: string;
  /** `ks`: `Simple` (default), the distance; `Robust`, less 1.8 sqrt((n + m) / (n m)), at least 0. */
  readonly method?: 'Simple' | 'Robust';
  /** Also give the smallest shift that would be significant at this level. */
  readonly level?: number;
}

/** A number, and all that is needed to read it. */
export interface MeasureResult {
  readonly id: string;
  readonly variant: string;
  readonly value: number;
  /** How far the true value can be above `value`, where a side is a sketch. */
  readonly errorBound: number;
  readonly pValue: number | null;
  /** How the p-value was found, such as `exact` or `stephens`. */
  readonly pMethod: string | null;
  readonly effect: number;
  readonly counts: { readonly reference: number; readonly current: number };
  readonly smallestDetectableShift: number | null;
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

/** The engine. */
export interface Engine {
  readonly backend: BackendInfo;
  openProfiler(options?: ProfilerOptions): Profiler;
  readProfile(bytes: Uint8Array): Profile;
  /** The same bytes for any order of the profiles. `incompatible` when they were made with different options. */
  mergeProfiles(profiles: readonly Profile[]): Profile;
  measures(): readonly MeasureInfo[];
  measure(id: string, reference: MeasureSide, current: MeasureSide, options?: MeasureOptions): MeasureResult;
  /** Benjamini-Hochberg adjusted p-values, in the order given. */
  adjustPValues(pValues: readonly number[]): readonly number[];
  /** One-sided: the chance of a failing share at least as far above the baseline's, were both the same (Fisher). */
  compareShares(baseline: Share, current: Share): number;
}
