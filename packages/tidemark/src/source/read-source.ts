/** Reads a source into a profile, chunk by chunk. */
import { isTidemarkError } from '../engine/errors.js';
import type { Engine, IngestReport, Profile, Profiler, ProfilerOptions } from '../engine/port.js';
import { pushBatch, pushTable } from './arrow/push-table.js';
import { readBatches } from './arrow/read-batches.js';
import type { ColumnReading, LogicalType } from './columnar/column-reading.js';
import { Selection } from './columnar/selection.js';
import { toBatches } from './columns.js';
import { decompress } from './decompress.js';
import { damagedData, mixedFormats, noRecords, noRows } from './errors.js';
import { type ColumnarFormat, isColumnar, recogniseFormat, type RowFormat, SIGNATURE_BYTES } from './format.js';
import { readManifest } from './manifest.js';
import { pushParquet } from './parquet/push-file.js';
import { toNames, toParts } from './parts.js';
import { peek } from './peek.js';
import { type Preprocess, Preprocessing } from './preprocess.js';
import { openWhole } from './open-whole.js';
import type { BytesPart, Source, ValuesPart } from './source.js';

/** How many rows cross at once. */
const BATCH_ROWS = 4096;

/** How far reading has come. */
export interface Progress {
  readonly source: string;
  /** Bytes read so far, over all parts, unpacked. */
  readonly byteCount: number;
}

/** How a source is read. */
export interface ReadOptions extends Omit<ProfilerOptions, 'records' | 'format'> {
  /** Default: by name and first bytes. */
  readonly format?: RowFormat;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the reading with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Makes rows of each record before it is profiled. */
  readonly preprocess?: Preprocess;
}

/** What was read, and how a command line names where it came from. */
export interface ReadResult {
  readonly profile: Profile;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

/** The caller owns the profile. Fails with `not-found`, `unsupported`, `incompatible` or `invalid-data`. */
export async function readSource(engine: Engine, source: Source, options: ReadOptions = {}): Promise<ReadResult> {
  const reading = new Reading(engine, options);
  try {
    for (const part of await toParts(source, options)) {
      await ('open' in part ? reading.pushBytes(part) : reading.pushValues(part));
    }
    return { ...reading.finish(), names: toNames(source) };
  } finally {
    reading[Symbol.dispose]();
  }
}

/** One data set on its way into a profiler, which is opened once the format is known. */
class Reading implements Disposable {
  readonly #engine: Engine;
  readonly #options: ReadOptions;
  readonly #preprocessing: Preprocessing | undefined;
  readonly #columns: ColumnReading;
  #format: RowFormat | undefined;
  #profiler: Profiler | undefined;
  #byteCount = 0;

  constructor(engine: Engine, options: ReadOptions) {
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
    const { start, all } = await peek(decompress(part.name, part.open()), SIGNATURE_BYTES);
    const format = this.#options.format ?? recogniseFormat(part.name, start);
    if (format === 'manifest') return this.#pushListed(part.name, all);
    if (format === 'profile' || format === 'statistics') throw noRows(part.name, `a stored ${format}`);
    if (isColumnar(format)) return this.#pushColumnar(part, format, all);
    const profiler = this.#open(part.name, format, start.byteLength === 0);
    profiler.nextSource(part.name);
    this.#preprocessing?.beginSource(part.name);
    for await (const chunk of this.#watch(part.name, all)) {
      profiler.pushBytes(chunk);
      await this.#preprocessing?.run(profiler);
    }
    if (this.#preprocessing) {
      profiler.endSource();
      await this.#preprocessing.run(profiler);
    }
  }

  pushValues(part: ValuesPart): void {
    const { signal, sagemaker } = this.#options;
    signal?.throwIfAborted();
    if ('table' in part) {
      pushTable(this.#openColumnar('values', 'arrow'), part.table, this.#columns);
      return;
    }
    const profiler = this.#open('values', this.#format ?? 'csv', !isColumnar(this.#format));
    if ('columns' in part) {
      for (const batch of toBatches(part.columns, sagemaker === true)) {
        signal?.throwIfAborted();
        profiler.pushColumns(batch);
      }
      return;
    }
    for (let start = 0; start < part.rows.length; start += BATCH_ROWS) {
      signal?.throwIfAborted();
      profiler.pushRows(part.rows.slice(start, start + BATCH_ROWS));
    }
  }

  finish(): { readonly profile: Profile; readonly report: IngestReport } {
    if (isColumnar(this.#format)) this.#columns.selection.refuseUnseen();
    const { profile, report } = this.#open('input', this.#format ?? 'csv', true).finish();
    const logicalTypes = [...this.#columns.logicalTypes].map(([column, logicalType]) => ({ column, logicalType }));
    return {
      profile,
      report: {
        ...(this.#preprocessing?.addTo(report) ?? report),
        ...(logicalTypes.length > 0 && { logicalTypes }),
      },
    };
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
    for await (const batch of batches) pushBatch(profiler, batch, this.#columns);
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
    this.#options.signal?.throwIfAborted();
    this.#byteCount += byteCount;
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
