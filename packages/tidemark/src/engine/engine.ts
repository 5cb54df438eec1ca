/** The engine over a backend: it checks what JavaScript can get wrong, and carries results across as JSON or bytes. */
import {
  type AnalysisConfig,
  type BiasColumns,
  type BiasOptions,
  type BiasReport,
  compareGroups,
  computeBias,
  type FairnessColumns,
  type FairnessOptions,
  type GroupFairness,
} from './bias.js';
import {
  aggregateAttributions,
  type AttributionAggregate,
  type AttributionDrift,
  type AttributionDriftOptions,
  type AttributionRows,
  type AttributionSide,
  compareAttributions,
} from './attribution.js';
import { type BaselineRowsOptions, chooseBaselineRows } from './baseline-rows.js';
import { crossing } from './boundary.js';
import { Buffers, toDoubles } from './buffers.js';
import { invalidArgument } from './errors.js';
import {
  type Calibrated,
  calibrate,
  compareDomains,
  type Domain,
  deviationRange,
  type Estimate,
  type EstimationOptions,
  type EstimationRows,
  type Estimator,
  estimate,
  fitEstimator,
  type Reliability,
  reliability,
} from './estimation.js';
import { foldBins, foldEvenBins, foldMoments } from './folds.js';
import type {
  ArrayMoments,
  BackendInfo,
  CategoryComparison,
  Engine,
  EngineBackend,
  IntervalEstimate,
  EvenBins,
  HistogramBin,
  MeasureInfo,
  MeasureOptions,
  MeasureResult,
  MeasureSide,
  NumericArray,
  Profile,
  Profiler,
  ProfilerOptions,
  Share,
} from './port.js';
import { BackendProfile, BackendProfiler, callJson } from './profile.js';
import {
  computeQuality,
  type QualityColumns,
  type QualityOptions,
  type QualityProblem,
  type QualityReading,
  type QualityResult,
  type QualitySession,
  type QualityState,
  type QualityStateOptions,
} from './quality.js';
import { BackendQualitySession, mergeQualityStates, readQualityState } from './quality-state.js';
import {
  planShap,
  type ShapAttributions,
  type ShapPlan,
  type ShapPlanOptions,
  type ShapPredictions,
  solveShap,
} from './shap.js';

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
    const buffers = new Buffers();
    const input = { id, reference: toSide(reference, buffers), current: toSide(current, buffers), options };
    return callJson(this.#backend, 'measure', input, buffers.list) as MeasureResult;
  }

  moments(values: NumericArray): ArrayMoments {
    const doubles = toDoubles(values);
    const found = foldMoments(this.#backend, doubles);
    if (found !== undefined) return found;
    const buffers = new Buffers();
    return callJson(this.#backend, 'moments', buffers.add(doubles), buffers.list) as ArrayMoments;
  }

  histogram(side: MeasureSide, edges: NumericArray | EvenBins): readonly HistogramBin[] {
    const wanted = toEdges(edges);
    if ('values' in side) {
      const doubles = toDoubles(side.values);
      const found =
        'even' in wanted
          ? foldEvenBins(this.#backend, doubles, wanted.even)
          : foldBins(this.#backend, doubles, wanted.edges);
      if (found !== undefined) return found;
    }
    const buffers = new Buffers();
    const input = { side: toSide(side, buffers), ...wanted };
    return callJson(this.#backend, 'histogram', input, buffers.list) as readonly HistogramBin[];
  }

  compareCategories(reference: MeasureSide, current: MeasureSide): CategoryComparison {
    const buffers = new Buffers();
    const input = { reference: toSide(reference, buffers), current: toSide(current, buffers) };
    return callJson(this.#backend, 'compare_categories', input, buffers.list) as CategoryComparison;
  }

  adjustPValues(pValues: readonly number[]): readonly number[] {
    return callJson(this.#backend, 'adjust_p_values', pValues) as readonly number[];
  }

  compareEstimates(baseline: IntervalEstimate, current: IntervalEstimate): number {
    const sides = { baseline: toNumbers(baseline), current: toNumbers(current) };
    requireFinite('to compare', [...sides.baseline, ...sides.current]);
    return callJson(this.#backend, 'compare_estimates', sides) as number;
  }

  compareShares(baseline: Share, current: Share): number {
    return callJson(this.#backend, 'compare_shares', { baseline, current }) as number;
  }

  quality(problem: QualityProblem, columns: QualityColumns, options: QualityOptions = {}): QualityResult {
    return computeQuality(this.#backend, problem, columns, options);
  }

  openQuality(
    problem: QualityProblem,
    options: QualityStateOptions = {},
    reading: QualityReading = {},
  ): QualitySession {
    return new BackendQualitySession(this.#backend, problem, options, reading);
  }

  readQuality(bytes: Uint8Array): QualityState {
    return readQualityState(this.#backend, bytes);
  }

  mergeQuality(states: readonly QualityState[]): QualityState {
    return mergeQualityStates(this.#backend, states);
  }

  bias(columns: BiasColumns, config: AnalysisConfig, options: BiasOptions = {}): BiasReport {
    return computeBias(this.#backend, columns, config, options);
  }

  groupFairness(columns: FairnessColumns, options: FairnessOptions = {}): GroupFairness {
    return compareGroups(this.#backend, columns, options);
  }

  attributionDrift(
    baseline: AttributionSide,
    current: AttributionSide,
    options: AttributionDriftOptions = {},
  ): AttributionDrift {
    return compareAttributions(this.#backend, baseline, current, options);
  }

  aggregateAttributions(rows: AttributionRows, aggregate?: AttributionAggregate): Readonly<Record<string, number>> {
    return aggregateAttributions(this.#backend, rows, aggregate);
  }

  planShap(options: ShapPlanOptions): ShapPlan {
    return planShap(this.#backend, options);
  }

  solveShap(plan: ShapPlan, predictions: ShapPredictions): ShapAttributions {
    return solveShap(this.#backend, plan, predictions);
  }

  chooseBaselineRows(
    columns: Readonly<Record<string, ArrayLike<unknown>>>,
    options: BaselineRowsOptions = {},
  ): readonly Readonly<Record<string, unknown>>[] {
    return chooseBaselineRows(this.#backend, columns, options);
  }

  fitEstimator(reference: EstimationRows, options?: EstimationOptions): Estimator {
    return fitEstimator(this.#backend, reference, options);
  }

  estimate(estimator: Estimator, window: EstimationRows): Estimate {
    return estimate(this.#backend, estimator, window);
  }

  calibrate(scores: NumericArray, labels: NumericArray, at?: NumericArray): Calibrated {
    return calibrate(this.#backend, scores, labels, at);
  }

  reliability(scores: NumericArray, labels: NumericArray, bins?: number): Reliability {
    return reliability(this.#backend, scores, labels, bins);
  }

  compareDomains(reference: readonly NumericArray[], window: readonly NumericArray[]): Domain {
    return compareDomains(this.#backend, reference, window);
  }

  deviationRange(
    values: NumericArray,
    deviations: number,
    limits?: readonly [number | null, number | null],
  ): readonly [number, number] | null {
    return deviationRange(this.#backend, values, deviations, limits);
  }
}

function toHandle(profile: Profile): number {
  if (!(profile instanceof BackendProfile)) {
    throw invalidArgument('expected a profile of this engine, found another value');
  }
  return profile.handle;
}

function toNumbers({ value, interval }: IntervalEstimate): readonly number[] {
  return [value, ...interval];
}

/** A side as it crosses: numbers in a buffer, all else as JSON, which has no NaN and no infinities. */
function toSide(side: MeasureSide, buffers: Buffers): unknown {
  if ('profile' in side) {
    return { profile: toHandle(side.profile), column: side.column };
  }
  if ('categories' in side) {
    return { categories: side.categories.map(({ value, count }) => ({ value, count })) };
  }
  if ('values' in side) {
    return { values: buffers.add(side.values) };
  }
  requireFinite('to compare, leaving missing values out', side.levels.flat());
  return { levels: side.levels };
}

function toEdges(edges: NumericArray | EvenBins): { even: EvenBins } | { edges: readonly number[] } {
  if ('bins' in edges) {
    const { bins, minimum, maximum } = edges;
    requireFinite('as the ends of bins', [minimum, maximum]);
    return { even: { bins, minimum, maximum } };
  }
  const list = Array.from(edges);
  requireFinite('as an edge', list);
  return { edges: list };
}

function requireFinite(what: string, numbers: readonly number[]): void {
  const found = numbers.find((number) => !Number.isFinite(number));
  if (found !== undefined) throw invalidArgument(`expected finite numbers ${what}, found ${found}`);
}
