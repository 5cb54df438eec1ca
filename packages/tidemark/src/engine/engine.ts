/** The engine over a backend: it checks what JavaScript can get wrong, and carries results across as JSON or bytes. */
import { crossing } from './boundary.js';
import { invalidArgument } from './errors.js';
import type {
  BackendInfo,
  CategoryComparison,
  Engine,
  EngineBackend,
  HistogramBin,
  MeasureInfo,
  MeasureOptions,
  MeasureResult,
  MeasureSide,
  Profile,
  Profiler,
  ProfilerOptions,
  Share,
} from './port.js';
import { BackendProfile, BackendProfiler, callJson } from './profile.js';

/** The engine that a backend serves. */
export function createEngineOver(backend: EngineBackend, info: BackendInfo): Engine {
  return new BackendEngine(backend, info);
}

class BackendEngine implements Engine {
  readonly backend: BackendInfo;
  readonly #backend: EngineBackend;

  constructor(backend: EngineBackend, info: BackendInfo) {
    this.#backend = backend;
    this.backend = info;
  }

  openProfiler(options: ProfilerOptions = {}): Profiler {
    const handle = crossing(() => this.#backend.open(JSON.stringify(options)));
    return new BackendProfiler(this.#backend, handle);
  }

  readProfile(bytes: Uint8Array): Profile {
    if (!(bytes instanceof Uint8Array)) {
      throw invalidArgument(`expected the bytes of a profile as a Uint8Array, found ${typeof bytes}`);
    }
    return new BackendProfile(
      this.#backend,
      crossing(() => this.#backend.read(bytes)),
    );
  }

  mergeProfiles(profiles: readonly Profile[]): Profile {
    const handles = profiles.map(toHandle);
    return new BackendProfile(
      this.#backend,
      crossing(() => this.#backend.merge(handles)),
    );
  }

  measures(): readonly MeasureInfo[] {
    return callJson(this.#backend, 'measures', {}) as readonly MeasureInfo[];
  }

  measure(id: string, reference: MeasureSide, current: MeasureSide, options: MeasureOptions = {}): MeasureResult {
    const { alpha, level, smoothingAmount, bins } = options;
    const numbers = [alpha, level, smoothingAmount, ...(Array.isArray(bins) ? (bins as readonly number[]) : [])];
    requireFinite(
      'in the options',
      numbers.filter((number) => number !== undefined),
    );
    const input = { id, reference: toSide(reference), current: toSide(current), options };
    return callJson(this.#backend, 'measure', input) as MeasureResult;
  }

  histogram(side: MeasureSide, edges: readonly number[]): readonly HistogramBin[] {
    requireFinite('as an edge', edges);
    return callJson(this.#backend, 'histogram', { side: toSide(side), edges }) as readonly HistogramBin[];
  }

  compareCategories(reference: MeasureSide, current: MeasureSide): CategoryComparison {
    const input = { reference: toSide(reference), current: toSide(current) };
    return callJson(this.#backend, 'compare_categories', input) as CategoryComparison;
  }

  adjustPValues(pValues: readonly number[]): readonly number[] {
    return callJson(this.#backend, 'adjust_p_values', pValues) as readonly number[];
  }

  compareShares(baseline: Share, current: Share): number {
    return callJson(this.#backend, 'compare_shares', { baseline, current }) as number;
  }
}

function toHandle(profile: Profile): number {
  if (!(profile instanceof BackendProfile)) {
    throw invalidArgument('expected a profile of this engine, found another value');
  }
  return profile.handle;
}

/** A side as it crosses: JSON has no NaN and no infinities, so these are refused here. */
function toSide(side: MeasureSide): unknown {
  if ('profile' in side) {
    return { profile: toHandle(side.profile), column: side.column };
  }
  if ('categories' in side) {
    return { categories: side.categories.map(({ value, count }) => ({ value, count })) };
  }
  const numbers = 'values' in side ? side.values : side.levels.flat();
  requireFinite('to compare, leaving missing values out', numbers);
  return side;
}

function requireFinite(what: string, numbers: readonly number[]): void {
  const found = numbers.find((number) => !Number.isFinite(number));
  if (found !== undefined) throw invalidArgument(`expected finite numbers ${what}, found ${found}`);
}
