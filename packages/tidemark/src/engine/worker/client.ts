/**
 * The same engine, asynchronous: a pool of workers behind comlink. In browsers they are module workers over WebAssembly,
 * in Node threads that serve what `tidemark/engine` would.
 */
import {
  type AsyncEngine,
  type AsyncMeasureSide,
  type AsyncProfile,
  type AsyncProfiler,
  type AsyncProfilerOptions,
  type AsyncQualitySession,
  type AsyncQualityState,
  FREE_METHODS,
  type FreeMethods,
} from '../async-port.js';
import { invalidArgument } from '../errors.js';
import type {
  BackendInfo,
  CategoryComparison,
  EvenBins,
  HistogramBin,
  MeasureOptions,
  MeasureResult,
  NumericArray,
} from '../port.js';
import type { QualityProblem, QualityReading, QualityStateOptions } from '../quality.js';
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
  return Object.assign(new PoolEngine(pool, await pool.start()), toFreeMethods(pool));
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

class PoolEngine implements Omit<AsyncEngine, keyof FreeMethods> {
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

  async measure(
    id: string,
    reference: AsyncMeasureSide,
    current: AsyncMeasureSide,
    options: MeasureOptions = {},
  ): Promise<MeasureResult> {
    const compare = (sides: readonly unknown[]): unknown[] => [id, ...sides, options];
    return (await this.#compare('measure', [reference, current], compare)) as MeasureResult;
  }

  async histogram(side: AsyncMeasureSide, edges: NumericArray | EvenBins): Promise<readonly HistogramBin[]> {
    return (await this.#compare('histogram', [side], (sides) => [...sides, edges])) as readonly HistogramBin[];
  }

  async compareCategories(reference: AsyncMeasureSide, current: AsyncMeasureSide): Promise<CategoryComparison> {
    const sides = [reference, current];
    return (await this.#compare('compareCategories', sides, (found) => [...found])) as CategoryComparison;
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

  [Symbol.dispose](): void {
    this.#pool.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#pool.end();
    return Promise.resolve();
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

/** Each in whatever worker is picked for it. */
function toFreeMethods(pool: Pool): FreeMethods {
  const toMethod =
    (name: string) =>
    async (...args: readonly unknown[]): Promise<unknown> =>
      pool.pick().run(null, name, args);
  return Object.fromEntries(FREE_METHODS.map((name) => [name, toMethod(name)])) as unknown as FreeMethods;
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
