/** Reads a source into a profile, chunk by chunk. */
import type { Engine, IngestReport, Profile, Profiler, ProfilerOptions } from '../engine/port.js';
import { requireCsvBytes, requireCsvName, SIGNATURE_BYTES } from './format.js';
import { toNames, toParts } from './parts.js';
import type { Source, SourcePart } from './source.js';

/** How far reading has come. */
export interface Progress {
  readonly source: string;
  /** Bytes read so far, over all parts. */
  readonly byteCount: number;
}

/** How a source is read. */
export interface ReadOptions extends ProfilerOptions {
  readonly onProgress?: (progress: Progress) => void;
}

/** What was read, and how a command line names where it came from. */
export interface ReadResult {
  readonly profile: Profile;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

/** The caller owns the profile. Fails with `not-found`, `unsupported` or `invalid-data`. */
export async function readSource(engine: Engine, source: Source, options: ReadOptions = {}): Promise<ReadResult> {
  const parts = await toParts(source);
  const profiler = engine.openProfiler(toProfilerOptions(options));
  try {
    let byteCount = 0;
    for (const part of parts) {
      if (options.format === undefined) requireCsvName(part.name);
      profiler.nextSource(part.name);
      byteCount = await pushPart(profiler, part, options, byteCount);
    }
    return { ...profiler.finish(), names: toNames(source) };
  } finally {
    profiler[Symbol.dispose]();
  }
}

/** What the engine needs to know; the rest stays here. */
function toProfilerOptions(options: ReadOptions): ProfilerOptions {
  const { format, header, delimiter, missing, columns, exclude, sagemaker } = options;
  const known = { format, header, delimiter, missing, columns, exclude, sagemaker };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

async function pushPart(
  profiler: Profiler,
  part: SourcePart,
  { format, onProgress }: ReadOptions,
  byteCountBefore: number,
): Promise<number> {
  let byteCount = byteCountBefore;
  const chunks = format === undefined ? recognised(part) : part.open();
  for await (const chunk of chunks) {
    profiler.pushBytes(chunk);
    byteCount += chunk.byteLength;
    onProgress?.({ source: part.name, byteCount });
  }
  return byteCount;
}

/** The chunks of a part, the first of them held back until there are enough bytes to tell the format. */
async function* recognised(part: SourcePart): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of part.open()) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = concatenate(start, chunk);
    if (start.byteLength < SIGNATURE_BYTES) continue;
    requireCsvBytes(part.name, start);
    yield start;
    start = null;
  }
  if (start === null) return;
  requireCsvBytes(part.name, start);
  yield start;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.byteLength === 0) return b;
  const joined = new Uint8Array(a.byteLength + b.byteLength);
  joined.set(a);
  joined.set(b, a.byteLength);
  return joined;
}
