/**
 * A profiler in a pool. Bytes are read in one worker, in their order. Columns are cut into slices that go to whichever
 * worker has least to do; the profiles of the parts merge to the bytes that one thread would have made.
 */
import type { AsyncProfiler, AsyncProfilerOptions, GiveOptions } from '../async-port.js';
import { invalidArgument } from '../errors.js';
import { layOut } from '../layout.js';
import type { ColumnInput, IngestReport, Row } from '../port.js';
import { toTextColumns } from '../rows.js';
import { countRows } from '../slice-column.js';
import type { Member, Pool } from './pool.js';
import { RemoteHandle } from './remote-handle.js';
import { RemoteProfile } from './remote-profile.js';
import type { Reference } from './service.js';
import { listBuffers, sliceColumns } from './slice.js';

/** What crosses at once: little enough that a cancelled job ends soon, and enough that the crossing costs nothing. */
const STEP_BYTES = 1 << 20;
const SLICE_VALUES = 1 << 19;

/** Steps on their way to a worker: one that it works on, and the next. */
const IN_FLIGHT = 2;

/** Opens a profiler in the worker that has least to do. */
export async function openPoolProfiler(pool: Pool, options: AsyncProfilerOptions): Promise<PoolProfiler> {
  const { signal, onProgress, ...rest } = options;
  signal?.throwIfAborted();
  // Several native engines share the machine already.
  const threads = options.threads ?? (pool.size > 1 ? 1 : undefined);
  const settings = threads === undefined ? rest : { ...rest, threads };
  const member = pool.pick();
  const first = await openSession(member, settings);
  return new PoolProfiler(pool, settings, first, { signal, onProgress });
}

async function openSession(member: Member, settings: object): Promise<RemoteHandle> {
  return new RemoteHandle(member, (await member.run(null, 'openProfiler', [settings])) as Reference, 'profiler');
}

type Listening = {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: AsyncProfilerOptions['onProgress'] | undefined;
};

export class PoolProfiler implements AsyncProfiler {
  readonly #pool: Pool;
  readonly #settings: AsyncProfilerOptions;
  readonly #first: RemoteHandle;
  readonly #parts = new Map<Member, Promise<RemoteHandle>>();
  readonly #listening: Listening;
  /** Whether rows are open, whose columns come in several calls. */
  #isOpen = false;
  /** Fails once the signal is given, so that nobody waits for a worker that is busy with something else. */
  readonly #aborted: Promise<never>;
  #onAbort: () => void = () => undefined;
  /** Ends when the last call so far has ended, well or not. */
  #last: Promise<unknown> = Promise.resolve();
  #source = 'input';
  #byteCount = 0;
  #isFinished = false;

  constructor(pool: Pool, settings: AsyncProfilerOptions, first: RemoteHandle, listening: Listening) {
    this.#pool = pool;
    this.#settings = settings;
    this.#first = first;
    this.#listening = listening;
    this.#aborted = new Promise((_resolve, reject) => {
      this.#onAbort = () => {
        reject(listening.signal?.reason as Error);
        this[Symbol.dispose]();
      };
    });
    this.#aborted.catch(() => undefined);
    listening.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  async nextSource(name: string): Promise<void> {
    await this.#inOrder(() => this.#first.run('nextSource', [name]));
    this.#source = name;
  }

  async pushBytes(bytes: Uint8Array, { transfer = false }: GiveOptions = {}): Promise<void> {
    if (!(bytes instanceof Uint8Array)) {
      throw invalidArgument(`expected bytes as a Uint8Array, found ${typeof bytes}; encode text with TextEncoder`);
    }
    await this.#inOrder(async () => {
      const steps = new Steps();
      const isWhole = transfer && bytes.byteLength === bytes.buffer.byteLength;
      for (let start = 0; start < bytes.byteLength; start += STEP_BYTES) {
        await steps.waitFor(this.#first.member);
        // Not `slice`, by which a `Buffer` of Node gives a view.
        const step = isWhole ? bytes : new Uint8Array(bytes.subarray(start, start + STEP_BYTES));
        steps.add(this.#first.member, this.#pushStep(step));
        if (isWhole) break;
      }
      await steps.end();
    });
  }

  async endSource(): Promise<void> {
    await this.#inOrder(() => this.#first.run('endSource'));
  }

  async pushColumns(columns: readonly ColumnInput[], { transfer = false }: GiveOptions = {}): Promise<void> {
    // Refuses here what is no column, since nothing else can be cut.
    layOut(columns);
    await this.#inOrder(async () => {
      const counts = columns.map(({ values }) => countRows(values));
      const rows = Math.max(0, ...counts);
      const sliceRows = Math.max(8, Math.floor(SLICE_VALUES / Math.max(1, columns.length)) & ~7);
      const isOne = rows <= sliceRows || counts.some((count) => count !== rows);
      if (isOne) return this.#push(this.#first, transfer ? columns : sliceColumns(columns, 0, rows));
      const steps = new Steps();
      for (let start = 0; start < rows; start += sliceRows) {
        // The first worker sees every column, so that it can tell which names there are.
        const member = start === 0 ? this.#first.member : await steps.findFree(this.#takers());
        const session = await this.#sessionOf(member);
        const slice = sliceColumns(columns, start, Math.min(rows, start + sliceRows));
        steps.add(member, this.#push(session, slice));
      }
      await steps.end();
    });
  }

  async openRows(rows: number): Promise<void> {
    await this.#inOrder(async () => {
      await this.#first.run('openRows', [rows]);
      this.#isOpen = true;
    });
  }

  async closeRows(): Promise<void> {
    await this.#inOrder(async () => {
      await this.#first.run('closeRows');
      this.#isOpen = false;
    });
  }

  async pushRows(rows: readonly Row[]): Promise<void> {
    const columns = toTextColumns(rows);
    if (columns.length > 0) await this.pushColumns(columns, { transfer: true });
  }

  async takeRecords(): Promise<unknown[]> {
    return (await this.#inOrder(() => this.#first.run('takeRecords'))) as unknown[];
  }

  async finish(): Promise<{ profile: RemoteProfile; report: IngestReport }> {
    const finished = await this.#inOrder(() => this.#finish());
    this.#isFinished = true;
    this[Symbol.dispose]();
    return finished;
  }

  [Symbol.dispose](): void {
    void this[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening.signal?.removeEventListener('abort', this.#onAbort);
    const parts = await Promise.allSettled(this.#parts.values());
    const opened = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
    await Promise.all([this.#first, ...opened].map((session) => session[Symbol.asyncDispose]()));
  }

  async #finish(): Promise<{ profile: RemoteProfile; report: IngestReport }> {
    const sessions = [this.#first, ...(await Promise.all(this.#parts.values()))];
    const finished = await Promise.all(sessions.map(finishSession));
    const [{ profile, report }, ...others] = finished as [Finished, ...Finished[]];
    if (others.length === 0) return { profile, report };
    const { member } = this.#first;
    const copies = await Promise.all(others.map((other) => other.profile.copyTo(member)));
    const parts = [profile, ...copies];
    const references = parts.map(({ reference }) => reference);
    const merged = new RemoteProfile(member, await member.run(null, 'mergeProfiles', [references]));
    for (const part of [...parts, ...others.map((other) => other.profile)]) part[Symbol.dispose]();
    return { profile: merged, report: { ...report, rows: finished.reduce((sum, part) => sum + part.report.rows, 0) } };
  }

  async #pushStep(bytes: Uint8Array): Promise<void> {
    const { byteLength } = bytes;
    await this.#first.run('pushBytes', [bytes], [bytes.buffer as ArrayBuffer]);
    this.#progress(this.#source, byteLength);
  }

  async #push(session: RemoteHandle, columns: readonly ColumnInput[]): Promise<void> {
    const buffers = listBuffers(columns);
    const byteCount = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    await session.run('pushColumns', [columns], buffers);
    this.#progress('columns', byteCount);
  }

  /** Model Monitor's own states need the rows in their order, and open rows all their columns: one worker takes these. */
  #takers(): readonly Member[] {
    return this.#settings.sagemaker === true || this.#isOpen ? [this.#first.member] : this.#pool.members();
  }

  #sessionOf(member: Member): Promise<RemoteHandle> {
    if (member === this.#first.member) return Promise.resolve(this.#first);
    let session = this.#parts.get(member);
    if (session === undefined) {
      session = openSession(member, { ...this.#settings, part: true });
      this.#parts.set(member, session);
    }
    return session;
  }

  /** Runs a call after those before it. A call that fails, or is cancelled, frees all there is. */
  async #inOrder<T>(run: () => Promise<T>): Promise<T> {
    const { signal } = this.#listening;
    const before = this.#last;
    const call = (async () => {
      await before.catch(() => undefined);
      signal?.throwIfAborted();
      return run();
    })();
    this.#last = call.catch(() => undefined);
    try {
      return await Promise.race([call, this.#aborted]);
    } catch (error) {
      if (!this.#isFinished) this[Symbol.dispose]();
      throw signal?.aborted === true ? signal.reason : error;
    }
  }

  #progress(source: string, byteCount: number): void {
    this.#byteCount += byteCount;
    this.#listening.signal?.throwIfAborted();
    this.#listening.onProgress?.({ source, byteCount: this.#byteCount });
  }
}

interface Finished {
  readonly profile: RemoteProfile;
  readonly report: IngestReport;
}

async function finishSession(session: RemoteHandle): Promise<Finished> {
  const { profile, report } = (await session.run('finish')) as { profile: Reference; report: IngestReport };
  return { profile: new RemoteProfile(session.member, profile), report };
}

/** The steps of one call that are on their way, by worker; the first failure ends the call. */
class Steps {
  readonly #running = new Map<Member, Set<Promise<void>>>();
  #failure: { readonly error: unknown } | undefined;

  /** Waits until a worker has room for another step. */
  async waitFor(member: Member): Promise<void> {
    while (this.#count(member) >= IN_FLIGHT) await Promise.race(this.#of(member));
    this.#throwFailure();
  }

  /** A worker that has room for another step, once there is one. */
  async findFree(members: readonly Member[]): Promise<Member> {
    for (;;) {
      this.#throwFailure();
      const [least] = members.toSorted((a, b) => this.#count(a) - this.#count(b));
      if (least !== undefined && this.#count(least) < IN_FLIGHT) return least;
      await Promise.race([...this.#running.values()].flatMap((running) => [...running]));
    }
  }

  /** Notes a step that is on its way. */
  add(member: Member, step: Promise<unknown>): void {
    const running = this.#of(member);
    const noted: Promise<void> = step
      .then(
        () => undefined,
        (error: unknown) => {
          this.#failure ??= { error };
        },
      )
      .finally(() => running.delete(noted));
    running.add(noted);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#running.values()].flatMap((running) => [...running]));
    this.#throwFailure();
  }

  #of(member: Member): Set<Promise<void>> {
    const running = this.#running.get(member) ?? new Set();
    this.#running.set(member, running);
    return running;
  }

  #count(member: Member): number {
    return this.#running.get(member)?.size ?? 0;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
