/** A finished profile, and one in the making. */
import { crossing } from './boundary.js';
import { invalidArgument } from './errors.js';
import { Handle } from './handle.js';
import { layOut } from './layout.js';
import type { ColumnInput, EngineBackend, IngestReport, Profile, Profiler, Row } from './port.js';
import { toTextColumns } from './rows.js';
import type { ColumnStatistics, ProfileOutline, ProfileStatistics } from './statistics.js';

/** With fewer bytes, a step is over before another thread has begun it; and so is the end, of fewer in all. */
const LEAST_BYTES = 64 * 1024;
const LEAST_TOTAL_BYTES = 1024 * 1024;

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

  outline(): ProfileOutline {
    return callJson(this.#backend, 'outline', this.handle) as ProfileOutline;
  }

  columnStatistics(column: string, reading: 'tidemark' | 'sagemaker' = 'tidemark'): ColumnStatistics {
    return this.#call('statistics', { column, reading }) as ColumnStatistics;
  }

  statistics(reading?: 'tidemark' | 'sagemaker'): ProfileStatistics {
    const { rows, columns } = this.outline();
    return { rows, columns: columns.map((column) => this.columnStatistics(column, reading)) };
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
  #byteCount = 0;

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
    requireBytes(bytes);
    this.#owned.change((handle) => {
      this.#backend.pushBytes(handle, bytes);
    });
  }

  async pushBytesAsync(bytes: Uint8Array): Promise<void> {
    const { pushBytesAsync } = this.#backend;
    requireBytes(bytes);
    this.#byteCount += bytes.byteLength;
    if (pushBytesAsync === undefined || bytes.byteLength < LEAST_BYTES) return this.pushBytes(bytes);
    await this.#owned.changeAsync((handle) => pushBytesAsync(handle, bytes));
  }

  pushColumns(columns: readonly ColumnInput[]): void {
    this.#pushLaid(layOut(columns));
  }

  async pushColumnsAsync(columns: readonly ColumnInput[]): Promise<void> {
    const { pushColumnsAsync } = this.#backend;
    const laid = layOut(columns);
    const { layout, buffers } = laid;
    const byteCount = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    this.#byteCount += byteCount;
    if (pushColumnsAsync === undefined || byteCount < LEAST_BYTES) return this.#pushLaid(laid);
    await this.#owned.changeAsync((handle) => pushColumnsAsync(handle, layout, buffers));
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

  async pushRowsAsync(rows: readonly Row[]): Promise<void> {
    const columns = toTextColumns(rows);
    if (columns.length > 0) await this.pushColumnsAsync(columns);
  }

  takeRecords(): unknown[] {
    return this.#owned.change((session) => callJson(this.#backend, 'take_records', session)) as unknown[];
  }

  finish(): { profile: Profile; report: IngestReport } {
    return this.#toFinished(this.#owned.change((handle) => this.#backend.finish(handle)));
  }

  /** Ends the input and gives what was made away, whatever it is. */
  release(): { handle: number; report: IngestReport } {
    const report = this.#owned.change((handle) => this.#backend.finish(handle));
    return { handle: this.#owned.release(), report: JSON.parse(report) as IngestReport };
  }

  async finishAsync(): Promise<{ profile: Profile; report: IngestReport }> {
    const { finishAsync } = this.#backend;
    if (finishAsync === undefined || this.#byteCount < LEAST_TOTAL_BYTES) return this.finish();
    return this.#toFinished(await this.#owned.changeAsync(finishAsync));
  }

  #pushLaid({ layout, buffers }: ReturnType<typeof layOut>): void {
    this.#owned.change((handle) => {
      this.#backend.pushColumns(handle, layout, buffers);
    });
  }

  #toFinished(report: string): { profile: Profile; report: IngestReport } {
    const profile = new BackendProfile(this.#backend, this.#owned.release());
    return { profile, report: JSON.parse(report) as IngestReport };
  }

  [Symbol.dispose](): void {
    this.#owned[Symbol.dispose]();
  }
}

/** Runs an operation of the engine: JSON and buffers in, JSON out. */
export function callJson(
  backend: EngineBackend,
  operation: string,
  input: unknown,
  buffers: readonly Uint8Array[] = [],
): unknown {
  return JSON.parse(crossing(() => backend.call(operation, JSON.stringify(input), buffers))) as unknown;
}

function requireBytes(bytes: unknown): void {
  if (!(bytes instanceof Uint8Array)) {
    throw invalidArgument(`expected bytes as a Uint8Array, found ${typeof bytes}; encode text with TextEncoder`);
  }
}

function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw invalidArgument(`expected a finite number for \`${name}\`, found ${value}`);
  }
}
