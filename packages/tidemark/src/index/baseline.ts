/** Makes a baseline of a source, or opens a stored one. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import { loadEngine } from './load-engine.js';
import {
  assembleBaseline,
  type Baseline as BaselineData,
  type BaselineParts,
  suggestBaseline,
} from '../monitor/baseline/baseline.js';
import { isAnalysis, type LabelAttributions, readAnalysis } from '../monitor/attribution/analysis.js';
import { nameCommonValues } from '../monitor/document/common-values.js';
import { toBaselineFiles } from '../monitor/document/files.js';
import { type DocumentInput, parseDocument } from '../monitor/document/parse.js';
import { readConstraints } from '../monitor/document/read-constraints.js';
import { readStatistics, readStatisticsFrom } from '../monitor/document/read-statistics.js';
import type { StatisticsDocument } from '../monitor/document/statistics.js';
import { type BaselineOptions, toReadOptions } from './options.js';
import type { KindBaseline, StoredDocuments } from './kind.js';
import { openKindBaseline } from './kind-baseline.js';
import { type AnyKindOptions, findKind, type KindBaselineOf, type KindOptionsOf } from './kinds.js';
import type { KindName } from '../monitor/kind-name.js';
import { toBaselineText } from '../report/index.js';
import type { ArrowTable } from '../source/arrow/arrow-data.js';
import { type BaselineFiles, readBaselineDirectory } from '../source/baseline-directory.js';
import { toNames } from '../source/parts.js';
import { readWhole } from '../source/read-bytes.js';
import { readSource } from '../source/read-source.js';
import { saveDirectory } from '../source/save.js';
import type { Source } from '../source/source.js';
import { readSide } from '../source/stored-side.js';
import { statisticsToArrow } from './statistics-table.js';

/** What windows are checked against. In memory it names every value; what is printed and written, common ones only. */
export interface Baseline extends BaselineData {
  /** What features contribute to the model that reads the data, where the baseline was stored with it. */
  readonly attributions?: readonly LabelAttributions[] | null;
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
  /** analysis.json: what features contribute to the model that reads the data. */
  readonly analysis?: DocumentInput | null;
}

type AnyOptions = BaselineOptions | AnyKindOptions;

/** Reads a source and makes a baseline of it: profile, statistics and suggested constraints, or what `monitor` makes. */
export function baseline<Name extends KindName>(
  source: Source,
  options: KindOptionsOf<Name>,
): Promise<KindBaselineOf<Name>>;
export function baseline(source: Source, options?: BaselineOptions): Promise<Baseline>;
export async function baseline(source: Source, options: AnyOptions = {}): Promise<Baseline | KindBaseline> {
  const kind = findKind(options);
  const engine = options.engine ?? (await loadEngine());
  if (kind !== null) return kind.makeBaseline(engine, source, options as AnyKindOptions);
  return makeBaseline(engine, source, options as BaselineOptions);
}

async function makeBaseline(engine: Engine, source: Source, options: BaselineOptions): Promise<Baseline> {
  const data = await readSource(engine, source, toReadOptions(options));
  try {
    const { compat = 'tidemark', categoricalDriftMethod } = options;
    return createBaseline(await suggestBaseline(data, compat, categoricalDriftMethod), options);
  } finally {
    data.profile[Symbol.dispose]();
  }
}

/** Opens a stored baseline: a directory of documents, or the documents themselves. What is missing is made of the rest. */
export function openBaseline<Name extends KindName>(
  stored: string | URL | StoredDocuments,
  options: Pick<KindOptionsOf<Name>, 'compat' | 'engine'> & { readonly monitor: Name },
): Promise<KindBaselineOf<Name>>;
export function openBaseline(
  stored: string | URL | StoredBaseline,
  options?: Pick<BaselineOptions, 'monitor' | 'compat' | 'engine'>,
): Promise<Baseline>;
export async function openBaseline(
  stored: string | URL | StoredBaseline | StoredDocuments,
  options: AnyOptions = {},
): Promise<Baseline | KindBaseline> {
  const kind = findKind(options);
  if (kind === null) return openStored(stored, options as BaselineOptions);
  const engine = options.engine ?? (await loadEngine());
  return openKindBaseline(kind, engine, stored as string | URL | StoredDocuments, options as AnyKindOptions);
}

async function openStored(stored: string | URL | StoredBaseline, options: BaselineOptions): Promise<Baseline> {
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
  const names = toNames(base);
  const side = await readSide(base, options);
  if (side.format === 'rows') return { ...(await baseline(side.source, options)), names };
  const found = side.format === 'statistics' ? side.chunks : await readWhole(side.chunks);
  return openParts({ [side.format]: found }, names, options);
}

async function openParts(
  files: StoredBaseline | BaselineFiles,
  names: readonly string[] | null,
  options: BaselineOptions,
): Promise<Baseline> {
  const statistics = files.statistics ? await readAnyStatistics(files.statistics) : null;
  const constraints = files.constraints ? readConstraints(files.constraints) : null;
  const engine = options.engine ?? (await loadEngine());
  const profile = files.profile ? { bytes: files.profile, opened: engine.readProfile(files.profile) } : null;
  try {
    const parts: BaselineParts = { statistics, constraints, profile };
    const data = await assembleBaseline(parts, names, options.compat ?? 'tidemark');
    return { ...createBaseline(data, options), attributions: findAttributions(files.analysis) };
  } finally {
    profile?.opened[Symbol.dispose]();
  }
}

/** Null where there are none: the monitor of bias has a document of the same name. */
function findAttributions(analysis: DocumentInput | null | undefined): readonly LabelAttributions[] | null {
  return analysis && isAnalysis(parseDocument(analysis, 'analysis.json')) ? readAnalysis(analysis) : null;
}

function readAnyStatistics(input: DocumentInput | AsyncIterable<Uint8Array>): Promise<StatisticsDocument> {
  const isStream = typeof input === 'object' && Symbol.asyncIterator in input;
  return isStream ? readStatisticsFrom(input) : Promise.resolve(readStatistics(input));
}

/**
 * Model Monitor's documents name every value, as its own do; ours those that enough rows share, if there is a profile to
 * get the others back from.
 */
function createBaseline(data: BaselineData, { compat }: BaselineOptions): Baseline {
  const shared = compat === 'sagemaker' || data.profile === null ? data : nameCommonValues(data);
  const { statistics, constraints, report } = shared;
  return {
    ...data,
    toText: () => toBaselineText(shared),
    toJSON: () => ({ schema: 'baseline/v1', statistics, constraints, report }),
    toArrow: async () => {
      if (statistics === null) throw invalidArgument('expected a baseline with statistics, found constraints alone');
      return statisticsToArrow(statistics);
    },
    save: (directory) => saveDirectory(directory, toBaselineFiles(shared)),
  };
}
