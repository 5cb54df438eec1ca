/** Makes a baseline of a source, or opens a stored one. */
import { invalidArgument } from '../engine/errors.js';
import { loadEngine } from './load-engine.js';
import {
  assembleBaseline,
  type Baseline as BaselineData,
  type BaselineParts,
  suggestBaseline,
} from '../monitor/baseline/baseline.js';
import { toBaselineFiles } from '../monitor/document/files.js';
import type { DocumentInput } from '../monitor/document/parse.js';
import { readConstraints } from '../monitor/document/read-constraints.js';
import { readStatistics } from '../monitor/document/read-statistics.js';
import { type BaselineOptions, toReadOptions } from './options.js';
import { toBaselineText } from '../report/index.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import { type BaselineFiles, readBaselineDirectory } from '../source/baseline-directory.js';
import { toNames } from '../source/parts.js';
import { readSource } from '../source/read-source.js';
import { saveDirectory } from '../source/save.js';
import type { Source } from '../source/source.js';
import { readStoredSide } from '../source/stored-side.js';
import { statisticsToArrow } from './statistics-table.js';

/** What windows are checked against. */
export interface Baseline extends BaselineData {
  toText(): string;
  toJSON(): object;
  /** The statistics, see `statisticsToArrow`. */
  toArrow(): Promise<ArrowTable>;
  /** Writes statistics.json, constraints.json and profile.tide into a directory. */
  save(directory: string): Promise<void>;
}

/** A stored baseline, as many of its parts as there are: documents as text, bytes or objects, a profile as bytes. */
export interface StoredBaseline {
  readonly statistics?: DocumentInput | null;
  readonly constraints?: DocumentInput | null;
  readonly profile?: Uint8Array | null;
}

/** Reads a source and makes a baseline of it: profile, statistics and suggested constraints. */
export async function baseline(source: Source, options: BaselineOptions = {}): Promise<Baseline> {
  const engine = await loadEngine();
  const data = await readSource(engine, source, toReadOptions(options));
  try {
    return createBaseline(suggestBaseline(data, options.compat ?? 'tidemark', options.categoricalDriftMethod));
  } finally {
    data.profile[Symbol.dispose]();
  }
}

/** Opens a stored baseline: a directory of documents, or the documents themselves. What is missing is made of the rest. */
export async function openBaseline(
  stored: string | URL | StoredBaseline,
  options: Pick<BaselineOptions, 'compat'> = {},
): Promise<Baseline> {
  const isAddress = typeof stored === 'string' || stored instanceof URL;
  const files = isAddress ? await readBaselineDirectory(stored) : stored;
  if (!files?.statistics && !files?.constraints && !files?.profile) {
    const found = isAddress ? String(stored) : 'none of them';
    throw invalidArgument(`expected statistics.json, constraints.json or profile.tide, found ${found}`);
  }
  return openParts(files, isAddress ? [String(stored)] : null, options);
}

/** A baseline from whatever names one: a stored directory, profile or statistics.json, or a source to make it of. */
export async function findBaseline(base: Source, options: BaselineOptions): Promise<Baseline> {
  const address = typeof base === 'string' || base instanceof URL ? base : null;
  const files = address === null ? null : await readBaselineDirectory(address);
  if (files !== null) return openParts(files, toNames(base), options);
  const stored = options.format === undefined ? await readStoredSide(base) : null;
  if (stored === null) return baseline(base, options);
  return openParts({ [stored.format]: stored.bytes }, toNames(base), options);
}

async function openParts(
  files: StoredBaseline | BaselineFiles,
  names: readonly string[] | null,
  { compat }: BaselineOptions,
): Promise<Baseline> {
  const statistics = files.statistics ? readStatistics(files.statistics) : null;
  const constraints = files.constraints ? readConstraints(files.constraints) : null;
  const engine = await loadEngine();
  const profile = files.profile ? engine.readProfile(files.profile) : null;
  try {
    const parts: BaselineParts = { statistics, constraints, profile };
    return createBaseline(assembleBaseline(parts, names, compat ?? 'tidemark'));
  } finally {
    profile?.[Symbol.dispose]();
  }
}

function createBaseline(data: BaselineData): Baseline {
  const { statistics, constraints, report } = data;
  return {
    ...data,
    toText: () => toBaselineText(data),
    toJSON: () => ({ schema: 'baseline/v1', statistics, constraints, report }),
    toArrow: async () => {
      if (statistics === null) throw invalidArgument('expected a baseline with statistics, found constraints alone');
      return statisticsToArrow(statistics);
    },
    save: (directory) => saveDirectory(directory, toBaselineFiles(data)),
  };
}
