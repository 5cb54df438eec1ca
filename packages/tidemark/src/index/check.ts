/** Checks a source against a baseline. */
import { type Baseline, findBaseline } from './baseline.js';
import { loadEngine } from './load-engine.js';
import { checkDataQuality } from '../monitor/check/check.js';
import type { CheckResult as CheckResultData } from '../monitor/check/check-result.js';
import { toCommandLine, toOptionWords } from '../monitor/check/command-line.js';
import type { CheckOptions } from './options.js';
import { createResult } from './result.js';
import { readWindow } from './window.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import type { Source } from '../source/source.js';

/** What a check found. */
export interface CheckResult extends CheckResultData {
  /** The profile of the window: the bytes of a `.tide` file. */
  readonly profile: Uint8Array;
  toText(): string;
  toJSON(): CheckResultData;
  /** The statistics of the window, see `statisticsToArrow`. */
  toArrow(): Promise<ArrowTable>;
  /**
   * By extension: `.html`, `.md`, `.csv`, `.txt`, `.json` or `.arrow`, which holds the statistics; without one, a directory of Model Monitor's documents,
   * profile.tide, report.html, and what `openResult` needs besides.
   */
  save(path: string): Promise<void>;
}

/** The baseline is one made or opened before, the directory of one, or a source to make it of. */
export async function check(source: Source, base: Baseline | Source, options: CheckOptions = {}): Promise<CheckResult> {
  const engine = options.engine ?? (await loadEngine());
  const baseline = isBaseline(base) ? base : await findBaseline(base, options);
  const names = baseline.constraints.features.map(({ name }) => name);
  const current = await readWindow(engine, source, { names, ...options });
  try {
    const call = { sources: current.names, baseline: baseline.names, options: toOptionWords(options) };
    const result = checkDataQuality({
      engine,
      baseline,
      current,
      reading: options.compat ?? 'tidemark',
      falseAlarmRate: options.falseAlarmRate,
      reproduce: options.preprocess ? null : toCommandLine(call),
    });
    return createResult(result, current.profile.toBytes());
  } finally {
    current.profile[Symbol.dispose]();
  }
}

function isBaseline(base: Baseline | Source): base is Baseline {
  return typeof base === 'object' && 'constraints' in base && 'toText' in base;
}
