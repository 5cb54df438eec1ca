/** A finished profile, and one in the making. */
import { crossing } from './boundary.js';
import { invalidArgument } from './errors.js';
import { Handle } from './handle.js';
import { layOut } from './layout.js';
import type { ColumnInput, EngineBackend, IngestReport, Profile, Profiler, Row } from './port.js';
import { toTextColumns } from './rows.js';
import type { ProfileStatistics } from './statistics.js';

/** A profile behind a backend. */
export class BackendProfile implements Profile {
  readonly #backend: EngineBackend;
  readonly #owned: Handle;

  constructor(backend: EngineBackend, handle: number) {
    this.#backend = backend;
    this.#owned = new Handle(backend, handle, 'profile');
  }

  /** The handle, for calls that take several profiles. */
  get handle(): number {
    return this.#owned.value;
  }

  toBytes(): Uint8Array {
    return crossing(() => this.#backend.toBytes(this.handle));
  }

  statistics(reading: 'tidemark' | 'sagemaker' = 'tidemark'): ProfileStatistics {
    return this.#call('statistics', { reading }) as ProfileStatistics;
  }

  countOutside(column: string, minimum: number, maximum: number): { certain: number; possible: number } {
    requireFinite('minimum', minimum);
    requireFinite('maximum', maximum);
    return this.#call('count_outside', { column, minimum, maximum }) as { certain: number; possible: number };
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }

  #call(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    return callJson(this.#backend, operation, { profile: this.handle, ...input });
  }
}

/** A profiler behind a backend. */
export class BackendProfiler implements Profiler {
  readonly #backend: EngineBackend;
  readonly #owned: Handle;

  constructor(backend: EngineBackend, handle: number) {
    this.#backend = backend;
    this.#owned = new Handle(backend, handle, 'profiler');
  }

  nextSource(name: string): void {
    this.#owned.change((session) => callJson(this.#backend, 'next_source', { session, name }));
  }

  endSource(): void {
    this.#owned.change((session) => callJson(this.#backend, 'end_source', session));
  }

  pushBytes(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) {
      throw invalidArgument(`expected bytes as a Uint8Array, found ${typeof bytes}; encode text with TextEncoder`);
    }
    this.#owned.change((handle) => {
      this.#backend.pushBytes(handle, bytes);
    });
  }

  pushColumns(columns: readonly ColumnInput[]): void {
    const { layout, buffers } = layOut(columns);
    this.#owned.change((handle) => {
      this.#backend.pushColumns(handle, layout, buffers);
    });
  }

  openRows(rows: number): void {
    this.#owned.change((session) => callJson(this.#backend, 'open_rows', { session, rows }));
  }

  closeRows(): void {
    this.#owned.change((session) => callJson(this.#backend, 'close_rows', session));
  }

  pushRows(rows: readonly Row[]): void {
    const columns = toTextColumns(rows);
    if (columns.length > 0) this.pushColumns(columns);
  }

  takeRecords(): unknown[] {
    return this.#owned.change((session) => callJson(this.#backend, 'take_records', session)) as unknown[];
  }

  finish(): { profile: Profile; report: IngestReport } {
    const report = JSON.parse(this.#owned.change((handle) => this.#backend.finish(handle))) as IngestReport;
    return { profile: new BackendProfile(this.#backend, this.#owned.release()), report };
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }
}

/** Runs an operation of the engine: JSON in, JSON out. */
export function callJson(backend: EngineBackend, operation: string, input: unknown): unknown {
  return JSON.parse(crossing(() => backend.call(operation, JSON.stringify(input)))) as unknown;
}

function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw invalidArgument(`expected a finite number for \`${name}\`, found ${value}`);
  }
}
