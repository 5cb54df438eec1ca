/**
 * The same engine, asynchronous: a pool of workers behind comlink. In browsers they are module workers over WebAssembly,
 * in Node threads that serve what `tidemark/engine` would.
 */
import type {
  AsyncEngine,
  AsyncMeasureSide,
  AsyncProfile,
  AsyncProfiler,
  AsyncProfilerOptions,
  AsyncQualitySession,
  AsyncQualityState,
} from '../async-port.js';
import type {
  AnalysisConfig,
  BiasColumns,
  BiasOptions,
  BiasReport,
  FairnessColumns,
  FairnessOptions,
  GroupFairness,
} from '../bias.js';
import type {
  AttributionAggregate,
  AttributionDrift,
  AttributionDriftOptions,
  AttributionRows,
  AttributionSide,
} from '../attribution.js';
import type { BaselineRowsOptions } from '../baseline-rows.js';
import { invalidArgument } from '../errors.js';
import type { Calibrated, Estimate, EstimationOptions, EstimationRows, Estimator, Reliability } from '../estimation.js';
import type {
  ArrayMoments,
  BackendInfo,
  CategoryComparison,
  IntervalEstimate,
  EvenBins,
  HistogramBin,
  MeasureInfo,
  MeasureOptions,
  MeasureResult,
  NumericArray,
  Share,
} from '../port.js';
import type {
  QualityColumns,
  QualityOptions,
  QualityProblem,
  QualityReading,
  QualityResult,
  QualityStateOptions,
} from '../quality.js';
import type { ShapAttributions, ShapPlan, ShapPlanOptions, ShapPredictions } from '../shap.js';
import { openPoolProfiler } from './pool-profiler.js';
import { type Member, Pool } from './pool.js';
import { RemoteProfile } from './remote-profile.js';
import { RemoteQualitySession, RemoteQualityState } from './remote-quality.js';
import { availableThreads, requireWorkers } from './start-worker.js';

export type * from '../async-port.js';
export type * from '../bias.js';
export type * from '../attribution.js';
export { type ErrorCode, isTidemarkError, TidemarkError } from '../errors.js';
export type * from '../port.js';
export type * from '../quality.js';
export type * from '../shap.js';
export type * from '../statistics.js';

/** How many workers are started when nobody says. */
const MOST_WORKERS = 8;

/** Options of the engine. */
export interface WorkerEngineOptions {
  /** How many workers; as many as the machine runs threads at once, at most 8, when absent. */
  readonly workers?: number;
  /** Node: only this backend, instead of the first that is available. */
  readonly backend?: BackendInfo['name'];
  /** The WebAssembly module, its bytes or where it lies, instead of the one of this package. */
  readonly wasm?: WebAssembly.Module | BufferSource | URL | string;
}

/** Starts the workers. `unsupported` where none can be started. */
export async function createEngine(options: WorkerEngineOptions = {}): Promise<AsyncEngine> {
  const workers = options.workers ?? Math.min(availableThreads(), MOST_WORKERS);
  if (!Number.isInteger(workers) || workers < 1) {
    throw invalidArgument(`expected a whole number of workers, at least 1, found ${workers}`);
  }
  const { backend, wasm } = options;
  const isFound = requireWorkers() === 'node' && wasm === undefined;
  const module = isFound ? undefined : await compile(wasm);
  const pool = new Pool(workers, { module, backend });
  return new PoolEngine(pool, await pool.start());
}

async function compile(wasm: WorkerEngineOptions['wasm']): Promise<WebAssembly.Module> {
  const source = wasm ?? new URL('../../../wasm/tidemark_bg.wasm', import.meta.url);
  if (typeof source === 'string' || source instanceof URL) {
    const response = await fetch(source);
    return WebAssembly.compile(await response.arrayBuffer());
  }
  const isBytes = ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
  return isBytes ? WebAssembly.compile(source as BufferSource) : source;
}

class PoolEngine implements AsyncEngine {
  readonly backend: BackendInfo;
  readonly #pool: Pool;

  constructor(pool: Pool, backend: BackendInfo) {
    this.#pool = pool;
    this.backend = backend;
  }

  async openProfiler(options: AsyncProfilerOptions = {}): Promise<AsyncProfiler> {
    return openPoolProfiler(this.#pool, options);
  }

  async readProfile(bytes: Uint8Array): Promise<AsyncProfile> {
    const member = this.#pool.pick();
    return new RemoteProfile(member, await member.run(null, 'readProfile', [bytes]));
  }

  async mergeProfiles(profiles: readonly AsyncProfile[]): Promise<AsyncProfile> {
    const owned = profiles.map(requireOurs);
    const member = owned[0]?.member ?? this.#pool.pick();
    return withCopies(member, async (gather) => {
      const references = await Promise.all(owned.map(gather));
      return new RemoteProfile(member, await member.run(null, 'mergeProfiles', [references]));
    });
  }

  async measures(): Promise<readonly MeasureInfo[]> {
    return (await this.#run('measures')) as readonly MeasureInfo[];
  }

  async measure(
    id: string,
    reference: AsyncMeasureSide,
    current: AsyncMeasureSide,
    options: MeasureOptions = {},
  ): Promise<MeasureResult> {
    const compare = (sides: readonly unknown[]): unknown[] => [id, ...sides, options];
    return (await this.#compare('measure', [reference, current], compare)) as MeasureResult;
  }

  async moments(values: NumericArray): Promise<ArrayMoments> {
    return (await this.#run('moments', values)) as ArrayMoments;
  }

  async histogram(side: AsyncMeasureSide, edges: NumericArray | EvenBins): Promise<readonly HistogramBin[]> {
    return (await this.#compare('histogram', [side], (sides) => [...sides, edges])) as readonly HistogramBin[];
  }

  async compareCategories(reference: AsyncMeasureSide, current: AsyncMeasureSide): Promise<CategoryComparison> {
    const sides = [reference, current];
    return (await this.#compare('compareCategories', sides, (found) => [...found])) as CategoryComparison;
  }

  async adjustPValues(pValues: readonly number[]): Promise<readonly number[]> {
    return (await this.#run('adjustPValues', pValues)) as readonly number[];
  }

  async compareEstimates(baseline: IntervalEstimate, current: IntervalEstimate): Promise<number> {
    return (await this.#run('compareEstimates', baseline, current)) as number;
  }

  async compareShares(baseline: Share, current: Share): Promise<number> {
    return (await this.#run('compareShares', baseline, current)) as number;
  }

  async quality(
    problem: QualityProblem,
    columns: QualityColumns,
    options: QualityOptions = {},
  ): Promise<QualityResult> {
    return (await this.#run('quality', problem, columns, options)) as QualityResult;
  }

  async openQuality(
    problem: QualityProblem,
    options: QualityStateOptions = {},
    reading: QualityReading = {},
  ): Promise<AsyncQualitySession> {
    const member = this.#pool.pick();
    return new RemoteQualitySession(member, await member.run(null, 'openQuality', [problem, options, reading]));
  }

  async readQuality(bytes: Uint8Array): Promise<AsyncQualityState> {
    const member = this.#pool.pick();
    return new RemoteQualityState(member, await member.run(null, 'readQuality', [bytes]));
  }

  async mergeQuality(states: readonly AsyncQualityState[]): Promise<AsyncQualityState> {
    const owned = states.map((state) => {
      if (state instanceof RemoteQualityState) return state;
      throw invalidArgument('expected a state of this engine, found another value');
    });
    const member = owned[0]?.member ?? this.#pool.pick();
    const there = await Promise.all(
      owned.map(async (state) => (state.member === member ? state : state.copyTo(member))),
    );
    const merged = await member.run(null, 'mergeQuality', [there.map(({ reference }) => reference)]);
    for (const copy of there.filter((state) => !owned.includes(state))) copy[Symbol.dispose]();
    return new RemoteQualityState(member, merged);
  }

  async bias(columns: BiasColumns, config: AnalysisConfig, options: BiasOptions = {}): Promise<BiasReport> {
    return (await this.#run('bias', columns, config, options)) as BiasReport;
  }

  async groupFairness(columns: FairnessColumns, options: FairnessOptions = {}): Promise<GroupFairness> {
    return (await this.#run('groupFairness', columns, options)) as GroupFairness;
  }

  async attributionDrift(
    baseline: AttributionSide,
    current: AttributionSide,
    options: AttributionDriftOptions = {},
  ): Promise<AttributionDrift> {
    return (await this.#run('attributionDrift', baseline, current, options)) as AttributionDrift;
  }

  async aggregateAttributions(
    rows: AttributionRows,
    aggregate?: AttributionAggregate,
  ): Promise<Readonly<Record<string, number>>> {
    return (await this.#run('aggregateAttributions', rows, aggregate)) as Readonly<Record<string, number>>;
  }

  async planShap(options: ShapPlanOptions): Promise<ShapPlan> {
    return (await this.#run('planShap', options)) as ShapPlan;
  }

  async solveShap(plan: ShapPlan, predictions: ShapPredictions): Promise<ShapAttributions> {
    return (await this.#run('solveShap', plan, predictions)) as ShapAttributions;
  }

  async chooseBaselineRows(
    columns: Readonly<Record<string, ArrayLike<unknown>>>,
    options: BaselineRowsOptions = {},
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.#run('chooseBaselineRows', columns, options)) as readonly Readonly<Record<string, unknown>>[];
  }

  async fitEstimator(reference: EstimationRows, options?: EstimationOptions): Promise<Estimator> {
    return (await this.#run('fitEstimator', reference, options)) as Estimator;
  }

  async estimate(estimator: Estimator, window: EstimationRows): Promise<Estimate> {
    return (await this.#run('estimate', estimator, window)) as Estimate;
  }

  async calibrate(scores: NumericArray, labels: NumericArray, at?: NumericArray): Promise<Calibrated> {
    return (await this.#run('calibrate', scores, labels, at)) as Calibrated;
  }

  async reliability(scores: NumericArray, labels: NumericArray, bins?: number): Promise<Reliability> {
    return (await this.#run('reliability', scores, labels, bins)) as Reliability;
  }

  async deviationRange(
    values: NumericArray,
    deviations: number,
    limits?: readonly [number | null, number | null],
  ): Promise<readonly [number, number] | null> {
    return (await this.#run('deviationRange', values, deviations, limits)) as readonly [number, number] | null;
  }

  [Symbol.dispose](): void {
    this.#pool.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#pool.end();
    return Promise.resolve();
  }

  async #run(method: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#pool.pick().run(null, method, args);
  }

  /** In the worker that has the profile of a side, if there is one; another side's profile is copied there. */
  async #compare(
    method: string,
    sides: readonly AsyncMeasureSide[],
    toArgs: (sides: readonly unknown[]) => unknown[],
  ): Promise<unknown> {
    const profiles = sides.flatMap((side) => ('profile' in side ? [requireOurs(side.profile)] : []));
    const member = profiles[0]?.member ?? this.#pool.pick();
    return withCopies(member, async (gather) => {
      const there = await Promise.all(
        sides.map(async (side) =>
          'profile' in side ? { ...side, profile: await gather(requireOurs(side.profile)) } : side,
        ),
      );
      return member.run(null, method, toArgs(there));
    });
  }
}

/** Runs with profiles brought into one worker; copies are freed afterwards. */
async function withCopies<T>(
  member: Member,
  run: (gather: (profile: RemoteProfile) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const copies: RemoteProfile[] = [];
  try {
    return await run(async (profile) => {
      if (profile.member === member) return profile.reference;
      const copy = await profile.copyTo(member);
      copies.push(copy);
      return copy.reference;
    });
  } finally {
    for (const copy of copies) copy[Symbol.dispose]();
  }
}

function requireOurs(profile: AsyncProfile): RemoteProfile {
  if (profile instanceof RemoteProfile) return profile;
  throw invalidArgument('expected a profile of this engine, found another value');
}
