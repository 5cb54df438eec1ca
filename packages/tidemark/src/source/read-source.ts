/** Reads a source into a profile, chunk by chunk. */
import type { DataFormat, Engine, IngestReport, Profile, Profiler, ProfilerOptions, Progress } from '../engine/port.js';
import { toBatches } from './columns.js';
import { decompress } from './decompress.js';
import { mixedFormats, noRows, refusedManifest, tooManyBytes } from './errors.js';
import { recogniseFormat, SIGNATURE_BYTES } from './format.js';
import { readManifest } from './manifest.js';
import { toNames, toParts } from './parts.js';
import { close, peek } from './peek.js';
import { type Preprocess, Preprocessing } from './preprocess.js';
import type { BytesPart, Source, ValuesPart } from './source.js';
import { requireOrder } from './time-range.js';

/** How many rows cross at once. */
const BATCH_ROWS = 4096;

/** How many bytes cross at once: between two steps the signal is looked at, and progress is told. */
const STEP_BYTES = 4 << 20;

/** How a source is read. */
export interface ReadOptions extends Omit<ProfilerOptions, 'records'> {
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the reading with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Makes rows of each record before it is profiled. */
  readonly preprocess?: Preprocess;
  /** For data of strangers: at most so many unpacked bytes, and no file but what was handed over. */
  readonly untrusted?: { readonly mostBytes: number };
}

/** What was read, and how a command line names where it came from. */
export interface ReadResult {
  readonly profile: Profile;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

/** The caller owns the profile. Fails with `not-found`, `unsupported`, `incompatible` or `invalid-data`. */
export async function readSource(engine: Engine, source: Source, options: ReadOptions = {}): Promise<ReadResult> {
  requireOrder(options);
  const reading = new Reading(engine, options);
  try {
    for (const part of await toParts(source, options)) {
      await ('open' in part ? reading.pushBytes(part) : reading.pushValues(part));
    }
    return { ...(await reading.finish()), names: toNames(source) };
  } finally {
    reading[Symbol.dispose]();
  }
}

/** One data set on its way into a profiler, which is opened once the format is known. */
class Reading implements Disposable {
  readonly #engine: Engine;
  readonly #options: ReadOptions;
  readonly #preprocessing: Preprocessing | undefined;
  #format: DataFormat | undefined;
  #profiler: Profiler | undefined;
  #byteCount = 0;

  constructor(engine: Engine, options: ReadOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#preprocessing = options.preprocess && new Preprocessing(options.preprocess);
  }

  async pushBytes(part: BytesPart): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const { start, all } = await peek(decompress(part.name, part.open(), part.isFile), SIGNATURE_BYTES);
    try {
      await this.#pushUnpacked(part, start, all);
    } finally {
      await close(all);
    }
  }

  async #pushUnpacked(part: BytesPart, start: Uint8Array, all: AsyncIterable<Uint8Array>): Promise<void> {
    const { signal, onProgress, untrusted } = this.#options;
    const format = this.#options.format ?? recogniseFormat(part.name, start);
    if (format === 'manifest') {
      if (untrusted) throw refusedManifest(part.name);
      return this.#pushListed(part.name, all);
    }
    if (format === 'profile' || format === 'statistics') throw noRows(part.name, `a stored ${format}`);
    const profiler = this.#open(part.name, format, start.byteLength === 0);
    profiler.nextSource(part.name);
    this.#preprocessing?.beginSource(part.name);
    for await (const chunk of all) {
      for (let at = 0; at < chunk.byteLength; at += STEP_BYTES) {
        signal?.throwIfAborted();
        const step = chunk.subarray(at, at + STEP_BYTES);
        this.#byteCount += step.byteLength;
        if (untrusted && this.#byteCount > untrusted.mostBytes) throw tooManyBytes(part.name, untrusted.mostBytes);
        await profiler.pushBytesAsync(step);
        await this.#preprocessing?.run(profiler);
        onProgress?.({ source: part.name, byteCount: this.#byteCount });
      }
      part.release?.(chunk);
    }
    if (this.#preprocessing) {
      profiler.endSource();
      await this.#preprocessing.run(profiler);
    }
  }

  async pushValues(part: ValuesPart): Promise<void> {
    const { signal, sagemaker } = this.#options;
    const profiler = this.#open('values', this.#format ?? 'csv', true);
    if ('columns' in part) {
      for (const batch of toBatches(part.columns, sagemaker === true)) {
        signal?.throwIfAborted();
        await profiler.pushColumnsAsync(batch);
      }
      return;
    }
    for (let start = 0; start < part.rows.length; start += BATCH_ROWS) {
      signal?.throwIfAborted();
      await profiler.pushRowsAsync(part.rows.slice(start, start + BATCH_ROWS));
    }
  }

  async finish(): Promise<{ readonly profile: Profile; readonly report: IngestReport }> {
    this.#options.signal?.throwIfAborted();
    const { profile, report } = await this.#open('input', this.#format ?? 'csv', true).finishAsync();
    try {
      return { profile, report: this.#preprocessing?.addTo(report) ?? report };
    } catch (error) {
      profile[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#profiler?.[Symbol.dispose]();
  }

  async #pushListed(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for (const path of await readManifest(name, chunks)) {
      for (const part of await toParts(path, this.#options)) if ('open' in part) await this.pushBytes(part);
    }
  }

  #open(name: string, format: DataFormat, isAnyFormat: boolean): Profiler {
    if (this.#profiler === undefined) {
      this.#format = format;
      this.#profiler = this.#engine.openProfiler(toProfilerOptions(this.#options, format));
    } else if (format !== this.#format && !isAnyFormat) {
      throw mixedFormats(name, String(this.#format), format);
    }
    return this.#profiler;
  }
}

/** What the engine needs to know; the rest stays here. */
const ENGINE_OPTIONS: readonly (keyof ReadOptions & keyof ProfilerOptions)[] = [
  'header',
  'delimiter',
  'missing',
  'columns',
  'exclude',
  'sagemaker',
  'names',
  'outputPosition',
  'compatRecords',
  'from',
  'to',
  'threads',
  'mostColumns',
];

function toProfilerOptions(options: ReadOptions, format: DataFormat): ProfilerOptions {
  const known = ENGINE_OPTIONS.map((name) => [name, options[name]] as const);
  return {
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
    format,
    ...(options.preprocess && { records: true }),
  };
}
