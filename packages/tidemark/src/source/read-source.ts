/** Reads a source into a profile, chunk by chunk. */
import { isTidemarkError } from '../engine/errors.js';
import type { Engine, IngestReport, Profile, Profiler, ProfilerOptions, Progress } from '../engine/port.js';
import { pushBatch, pushTable } from './arrow/push-table.js';
import { readBatches } from './arrow/read-batches.js';
import type { ColumnReading, LogicalType } from './columnar/column-reading.js';
import { Selection } from './columnar/selection.js';
import { toBatches } from './columns.js';
import { decompress } from './decompress.js';
import {
  damagedData,
  mixedFormats,
  noRecords,
  noRows,
  refusedFormat,
  refusedManifest,
  tooManyBytes,
} from './errors.js';
import { type ColumnarFormat, isColumnar, recogniseFormat, type RowFormat, SIGNATURE_BYTES } from './format.js';
import { readManifest } from './manifest.js';
import { pushParquet } from './parquet/push-file.js';
import { toNames, toParts } from './parts.js';
import { close, peek } from './peek.js';
import { type Preprocess, Preprocessing } from './preprocess.js';
import { openWhole } from './open-whole.js';
import type { BytesPart, Source, ValuesPart } from './source.js';
import { requireOrder } from './time-range.js';

/** How many rows cross at once. */
const BATCH_ROWS = 4096;

/** How many bytes cross at once: between two steps the signal is looked at, and progress is told. */
const STEP_BYTES = 4 << 20;

/** How a source is read. */
export interface ReadOptions extends Omit<ProfilerOptions, 'records' | 'format'> {
  /** Default: by name and first bytes. */
  readonly format?: RowFormat;
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
export async function readSource(
  engine: Pick<Engine, 'openProfiler'>,
  source: Source,
  options: ReadOptions = {},
): Promise<ReadResult> {
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
  readonly #engine: Pick<Engine, 'openProfiler'>;
  readonly #options: ReadOptions;
  readonly #preprocessing: Preprocessing | undefined;
  readonly #columns: ColumnReading;
  #format: RowFormat | undefined;
  #profiler: Profiler | undefined;
  #byteCount = 0;

  constructor(engine: Pick<Engine, 'openProfiler'>, options: ReadOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#preprocessing = options.preprocess && new Preprocessing(options.preprocess);
    this.#columns = {
      selection: new Selection(options),
      logicalTypes: new Map<string, LogicalType>(),
      missing: (options.missing ?? []).map((spelling) => new TextEncoder().encode(spelling)),
      isText: options.sagemaker === true,
    };
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
    const { untrusted } = this.#options;
    const format = this.#options.format ?? recogniseFormat(part.name, start);
    if (format === 'manifest') {
      if (untrusted) throw refusedManifest(part.name);
      return this.#pushListed(part.name, all);
    }
    if (format === 'profile' || format === 'statistics') throw noRows(part.name, `a stored ${format}`);
    if (isColumnar(format)) return this.#pushColumnar(part, format, all);
    const profiler = this.#open(part.name, format, start.byteLength === 0);
    profiler.nextSource(part.name);
    this.#preprocessing?.beginSource(part.name, format);
    for await (const chunk of all) {
      for (let at = 0; at < chunk.byteLength; at += STEP_BYTES) {
        const step = chunk.subarray(at, at + STEP_BYTES);
        this.#count(part.name, step.byteLength);
        await profiler.pushBytesAsync(step);
        await this.#preprocessing?.run(profiler);
        this.#tell(part.name);
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
    signal?.throwIfAborted();
    if ('table' in part) {
      await pushTable(this.#openColumnar('values', 'arrow'), part.table, this.#columns);
      return;
    }
    const profiler = this.#open('values', this.#format ?? 'csv', !isColumnar(this.#format));
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
    if (isColumnar(this.#format)) this.#columns.selection.refuseUnseen();
    const { profile, report } = await this.#open('input', this.#format ?? 'csv', true).finishAsync();
    try {
      const logicalTypes = [...this.#columns.logicalTypes].map(([column, logicalType]) => ({ column, logicalType }));
      return {
        profile,
        report: {
          ...(this.#preprocessing?.addTo(report) ?? report),
          ...(logicalTypes.length > 0 && { logicalTypes }),
        },
      };
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

  async #pushColumnar(part: BytesPart, format: ColumnarFormat, all: AsyncIterable<Uint8Array>): Promise<void> {
    const profiler = this.#openColumnar(part.name, format);
    profiler.nextSource(part.name);
    try {
      await (format === 'arrow' ? this.#pushArrow(profiler, part, all) : this.#pushParquet(profiler, part, all));
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      // What the engine finds wrong with columns of a file is wrong in the file.
      if (isTidemarkError(error) && error.code === 'invalid-argument') throw damagedData(part.name, format, error);
      throw error;
    }
  }

  async #pushArrow(profiler: Profiler, part: BytesPart, all: AsyncIterable<Uint8Array>): Promise<void> {
    const batches = readBatches(part.name, this.#watch(part.name, all), part.openRandom);
    for await (const batch of batches) await pushBatch(profiler, batch, this.#columns);
  }

  async #pushParquet(profiler: Profiler, part: BytesPart, all: AsyncIterable<Uint8Array>): Promise<void> {
    const bytes = await openWhole(part, all);
    try {
      const read = (start: number, end: number): Promise<Uint8Array> => {
        this.#advance(part.name, end - start);
        return bytes.read(start, end);
      };
      await pushParquet(profiler, part.name, { ...bytes, read }, this.#columns);
    } finally {
      await bytes.close();
    }
  }

  #openColumnar(name: string, format: ColumnarFormat): Profiler {
    // A few bytes of these may stand for any number of rows.
    if (this.#options.untrusted) throw refusedFormat(name, format);
    if (this.#preprocessing) throw noRecords(name, format);
    return this.#open(name, format, false);
  }

  /** The same chunks, with progress and cancellation. */
  async *#watch(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#advance(source, chunk.byteLength);
      yield chunk;
    }
  }

  #advance(source: string, byteCount: number): void {
    this.#count(source, byteCount);
    this.#tell(source);
  }

  #count(source: string, byteCount: number): void {
    const { signal, untrusted } = this.#options;
    signal?.throwIfAborted();
    this.#byteCount += byteCount;
    if (untrusted && this.#byteCount > untrusted.mostBytes) throw tooManyBytes(source, untrusted.mostBytes);
  }

  #tell(source: string): void {
    this.#options.onProgress?.({ source, byteCount: this.#byteCount });
  }

  #open(name: string, format: RowFormat, isAnyFormat: boolean): Profiler {
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

/** Columns are chosen where typed data is read, so that the others need not be. */
const CHOOSING_OPTIONS: readonly (typeof ENGINE_OPTIONS)[number][] = ['columns', 'exclude'];

function toProfilerOptions(options: ReadOptions, format: RowFormat): ProfilerOptions {
  const names = isColumnar(format) ? ENGINE_OPTIONS.filter((name) => !CHOOSING_OPTIONS.includes(name)) : ENGINE_OPTIONS;
  const known = names.map((name) => [name, options[name]] as const);
  return {
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
    format: isColumnar(format) ? 'columns' : format,
    ...(options.preprocess && { records: true }),
  };
}
