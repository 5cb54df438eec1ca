/** Computes a measure between two sources, column by column. */
import { invalidArgument, isTidemarkError } from '../engine/errors.js';
import type { Engine, MeasureInfo, MeasureOptions, MeasureResult, Profile } from '../engine/port.js';
import { loadEngine } from './load-engine.js';
import { type BaselineOptions, toReadOptions } from './options.js';
import { toMeasureListText, toMeasureText } from '../report/index.js';
import { readBaselineDirectory } from '../source/baseline-directory.js';
import { readBytes } from '../source/read-bytes.js';
import { readSource } from '../source/read-source.js';
import type { Source } from '../source/source.js';

/** Which columns are compared, how sources are read, and what the measure is told. */
export interface MeasureCall {
  /** Default: all that both sides have. */
  readonly column?: string;
  readonly measure?: MeasureOptions;
  readonly reading?: BaselineOptions;
}

/** A measure of one column, or why there is none. */
export interface MeasuredColumn {
  readonly column: string;
  readonly result: MeasureResult | null;
  readonly reason: string | null;
}

/** A measure of each column. */
export interface MeasuredColumns {
  readonly id: string;
  readonly columns: readonly MeasuredColumn[];
  toText(): string;
  toJSON(): object;
}

/** Every measure there is. */
export interface MeasureList {
  readonly measures: readonly MeasureInfo[];
  toText(): string;
  toJSON(): object;
}

/** Lists the measures, with their variants and options. */
export async function listMeasures(): Promise<MeasureList> {
  const measures = (await loadEngine()).measures();
  return { measures, toText: () => toMeasureListText(measures), toJSON: () => ({ schema: 'measures/v1', measures }) };
}

/** A source is data, a profile.tide file, or a baseline directory with one. */
export async function measure(
  id: string,
  reference: Source,
  current: Source,
  { column, measure: options = {}, reading = {} }: MeasureCall = {},
): Promise<MeasuredColumns> {
  const engine = reading.engine ?? (await loadEngine());
  if (!engine.measures().some((known) => known.id === id)) engine.measure(id, { values: [0] }, { values: [0] });
  const profiles: Profile[] = [];
  try {
    for (const source of [reference, current]) profiles.push(await openProfile(engine, source, reading));
    const [before, now] = profiles as [Profile, Profile];
    const columns = toColumns(before, now, column).map((name) => {
      const sides = [before, now].map((profile) => ({ profile, column: name })) as [Side, Side];
      if (column !== undefined) return { column: name, result: engine.measure(id, ...sides, options), reason: null };
      return measureIfPossible(name, () => engine.measure(id, ...sides, options));
    });
    const toJSON = (): object => ({ schema: 'measured-columns/v1', id, columns });
    return { id, columns, toText: () => toMeasureText(columns), toJSON };
  } finally {
    for (const profile of profiles) profile[Symbol.dispose]();
  }
}

type Side = { readonly profile: Profile; readonly column: string };

/** Of several columns, one that has no such measure does not end the run. */
function measureIfPossible(column: string, run: () => MeasureResult): MeasuredColumn {
  try {
    return { column, result: run(), reason: null };
  } catch (error) {
    if (!isTidemarkError(error) || error.code !== 'invalid-argument') throw error;
    return { column, result: null, reason: error.message };
  }
}

function toColumns(reference: Profile, current: Profile, column: string | undefined): readonly string[] {
  const [before, now] = [reference, current].map((profile) => profile.outline().columns);
  const common = before?.filter((name) => now?.includes(name)) ?? [];
  if (column === undefined) return common;
  if (common.includes(column)) return [column];
  throw invalidArgument(`expected a column that both sides have (${common.join(', ')}), found \`${column}\``);
}

async function openProfile(engine: Engine, source: Source, reading: BaselineOptions): Promise<Profile> {
  if (typeof source === 'string' || source instanceof URL) {
    const stored = String(source).endsWith('.tide')
      ? (await readBytes(source))[0]?.bytes
      : (await readBaselineDirectory(source))?.profile;
    if (stored) return engine.readProfile(stored);
  }
  return (await readSource(engine, source, toReadOptions(reading))).profile;
}
