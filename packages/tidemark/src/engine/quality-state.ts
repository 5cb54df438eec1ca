/** The mergeable state of the quality of predictions, and one in the making. */
import { crossing } from './boundary.js';
import { toColumnInputs } from './column-input.js';
import { invalidArgument } from './errors.js';
import { Handle } from './handle.js';
import type { EngineBackend, IngestReport } from './port.js';
import { BackendProfiler, callJson } from './profile.js';
import type {
  QualityColumns,
  QualityReading,
  QualityProblem,
  QualityResult,
  QualityResultOptions,
  QualitySession,
  QualityState,
  QualityStateOptions,
} from './quality.js';
import { flattenColumns, toStateOptions } from './quality.js';

/** A state behind a backend. */
export class BackendQualityState implements QualityState {
  readonly report: IngestReport | null;
  readonly #backend: EngineBackend;
  readonly #owned: Handle;

  constructor(backend: EngineBackend, handle: number, report: IngestReport | null = null) {
    this.#backend = backend;
    this.#owned = new Handle(backend, handle, 'state');
    this.report = report;
  }

  /** The handle, for calls that take several states. */
  get handle(): number {
    return this.#owned.value;
  }

  result(options: QualityResultOptions = {}): QualityResult {
    return callJson(this.#backend, 'quality_result', { state: this.handle, result: options }) as QualityResult;
  }

  toBytes(): Uint8Array {
    return crossing(() => this.#backend.toBytes(this.handle));
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }
}

/** A state in the making behind a backend. */
export class BackendQualitySession implements QualitySession {
  readonly #backend: EngineBackend;
  readonly #taker: BackendProfiler;

  constructor(
    backend: EngineBackend,
    problem: QualityProblem,
    options: QualityStateOptions,
    { roles, ...reading }: QualityReading,
  ) {
    this.#backend = backend;
    const settings = { format: 'columns', ...reading, quality: { problem, state: toStateOptions(options), roles } };
    this.#taker = new BackendProfiler(
      backend,
      crossing(() => backend.open(JSON.stringify(settings))),
    );
  }

  push(columns: QualityColumns): void {
    this.#taker.pushColumns(toColumnInputs(flattenColumns(columns)));
  }

  nextSource(name: string): void {
    this.#taker.nextSource(name);
  }

  pushBytes(bytes: Uint8Array): void {
    this.#taker.pushBytes(bytes);
  }

  async pushBytesAsync(bytes: Uint8Array): Promise<void> {
    await this.#taker.pushBytesAsync(bytes);
  }

  endSource(): void {
    this.#taker.endSource();
  }

  finish(): BackendQualityState {
    const { handle, report } = this.#taker.release();
    return new BackendQualityState(this.#backend, handle, report);
  }

  [Symbol.dispose](): void {
    this.#taker[Symbol.dispose]();
  }
}

/** A state from its bytes. */
export function readQualityState(backend: EngineBackend, bytes: Uint8Array): BackendQualityState {
  if (!(bytes instanceof Uint8Array)) {
    throw invalidArgument(`expected the bytes of a state as a Uint8Array, found ${typeof bytes}`);
  }
  return new BackendQualityState(
    backend,
    crossing(() => backend.read(bytes)),
  );
}

/** A new state of all the rows in several. */
export function mergeQualityStates(backend: EngineBackend, states: readonly QualityState[]): BackendQualityState {
  const handles = states.map((state) => {
    if (state instanceof BackendQualityState) return state.handle;
    throw invalidArgument('expected a state of this engine, found another value');
  });
  return new BackendQualityState(
    backend,
    crossing(() => backend.merge(handles)),
  );
}
