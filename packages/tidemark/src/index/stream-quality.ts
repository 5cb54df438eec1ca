/**
 * Measures delimited text without making rows of it: the engine's reader feeds a state of quality, so that memory does not
 * grow with the file.
 */
import { internal } from '../engine/errors.js';
import type { Engine, IngestReport, Profiler, ProfilerOptions } from '../engine/port.js';
import type { QualityResult, QualitySession, QualityState } from '../engine/quality.js';
import type { Problem } from '../monitor/quality/metrics.js';
import { type ReadingOptions, toReadOptions } from './options.js';
import { NO_PROFILE, toPartialProfiler } from '../source/partial-profiler.js';
import { readSource } from '../source/read-source.js';
import type { Source } from '../source/source.js';

export interface StreamInput {
  readonly problem: Problem;
  /** Names of columns by role: `label`, `prediction`, `probability`. */
  readonly roles: Readonly<Record<string, string>>;
  readonly probabilityThreshold: number | undefined;
  /** The positive class. */
  readonly positive: string | undefined;
}

export async function streamQuality(
  engine: Engine,
  source: Source,
  { problem, roles, probabilityThreshold, positive }: StreamInput,
  options: ReadingOptions,
): Promise<{ readonly result: QualityResult; readonly report: IngestReport }> {
  const isBinary = problem === 'BinaryClassification';
  const stateOptions = {
    ...(isBinary && probabilityThreshold !== undefined && { threshold: probabilityThreshold }),
    ...(isBinary && positive !== undefined && { positive }),
  };
  let state: QualityState | undefined;
  const openProfiler = (reading: ProfilerOptions = {}): Profiler => {
    const { sagemaker: _, columns: __, exclude: ___, ...read } = reading;
    return toProfiler(engine.openQuality(problem, stateOptions, { ...read, roles }), (finished) => {
      state = finished;
    });
  };
  try {
    const { report } = await readSource({ openProfiler }, source, toReadOptions(options));
    if (state === undefined) throw internal('a state of quality was to be finished, and was not');
    return { result: state.result(), report };
  } finally {
    state?.[Symbol.dispose]();
  }
}

/** What reads a source knows profilers; this one only passes bytes on. */
function toProfiler(session: QualitySession, finish: (state: QualityState) => void): Profiler {
  return toPartialProfiler({
    nextSource: (name) => session.nextSource(name),
    pushBytesAsync: (bytes) => session.pushBytesAsync(bytes),
    finishAsync: async () => {
      const state = session.finish();
      finish(state);
      if (state.report === null) throw internal('a state that was just made says what was read, and this one does not');
      return { profile: NO_PROFILE, report: state.report };
    },
    [Symbol.dispose]: () => session[Symbol.dispose](),
  });
}
