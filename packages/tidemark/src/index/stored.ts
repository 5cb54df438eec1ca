/** What was stored before, opened again: profiles to be merged, and documents to be looked at. */
import { invalidArgument, TidemarkError } from '../engine/errors.js';
import { loadEngine } from './load-engine.js';
import { findKindText } from './kinds.js';
import { nameCommonStatistics } from '../monitor/document/common-values.js';
import { readProfileStatistics, toStatisticsDocument } from '../monitor/document/from-profile.js';
import type { BaselineOptions } from './options.js';
import { parseDocument, parseRoot } from '../monitor/document/parse.js';
import { readConstraints } from '../monitor/document/read-constraints.js';
import { readStatistics } from '../monitor/document/read-statistics.js';
import { readViolations } from '../monitor/document/read-violations.js';
import type { Profile } from '../engine/port.js';
import { toConstraintsText, toStatisticsText, toViolationsText } from '../report/index.js';
import { readBytes } from '../source/read-bytes.js';
import { saveFile } from '../source/save.js';
import type { Source } from '../source/source.js';

/** A profile, or one of Model Monitor's documents. */
export interface StoredDocument {
  /** `document`: one of another monitor than data quality. */
  readonly kind: 'profile' | 'statistics' | 'constraints' | 'violations' | 'document';
  toText(): string;
  toJSON(): object;
}

/** A profile as it is stored. */
export interface StoredProfile extends StoredDocument {
  readonly kind: 'profile';
  readonly bytes: Uint8Array;
  save(path: string): Promise<void>;
}

/** Merges stored profiles, in any order to the same bytes. `incompatible` when they were made with other options. */
export async function merge(
  sources: readonly Source[],
  options: Pick<BaselineOptions, 'engine'> = {},
): Promise<StoredProfile> {
  const engine = options.engine ?? (await loadEngine());
  const files = await readBytes(sources);
  const profiles: Profile[] = [];
  try {
    for (const { bytes } of files) profiles.push(engine.readProfile(bytes));
    const merged = engine.mergeProfiles(profiles);
    profiles.push(merged);
    return await createStoredProfile(merged);
  } finally {
    for (const profile of profiles) profile[Symbol.dispose]();
  }
}

/** Opens a profile or a document, whichever the bytes are. */
export async function openDocument(
  source: Source,
  options: Pick<BaselineOptions, 'engine'> = {},
): Promise<StoredDocument> {
  const [file, ...others] = await readBytes(source);
  if (file === undefined || others.length > 0) {
    throw invalidArgument(`expected one file to open, found ${others.length + 1}; name one of them`);
  }
  const { name, bytes } = file;
  return startsLikeObject(bytes) ? openJson(bytes, name) : openProfile(bytes, options);
}

async function openProfile(
  bytes: Uint8Array,
  { engine: given }: Pick<BaselineOptions, 'engine'>,
): Promise<StoredProfile> {
  const engine = given ?? (await loadEngine());
  const profile = engine.readProfile(bytes);
  try {
    return await createStoredProfile(profile);
  } finally {
    profile[Symbol.dispose]();
  }
}

function openJson(bytes: Uint8Array, name: string): StoredDocument {
  const root = parseRoot(bytes, name);
  const text = findKindText(root);
  if (text !== null) {
    return { kind: 'document', toText: () => text, toJSON: () => parseDocument(bytes, name).value as object };
  }
  if (root.has('violations')) {
    const violations = readViolations(bytes, name);
    return { kind: 'violations', toText: () => toViolationsText(violations), toJSON: () => violations };
  }
  if (root.has('dataset')) {
    const statistics = readStatistics(bytes, name);
    return { kind: 'statistics', toText: () => toStatisticsText(statistics), toJSON: () => statistics };
  }
  if (!root.has('features')) throw notADocument(name);
  const constraints = readConstraints(bytes, name);
  return { kind: 'constraints', toText: () => toConstraintsText(constraints), toJSON: () => constraints };
}

function notADocument(name: string): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected profile.tide, statistics.json, constraints.json or constraint_violations.json in ${name}, found other JSON`,
  );
}

async function createStoredProfile(profile: Profile): Promise<StoredProfile> {
  const read = await readProfileStatistics(profile, 'tidemark');
  const statistics = nameCommonStatistics(toStatisticsDocument(read, 'tidemark'));
  const bytes = profile.toBytes();
  return {
    kind: 'profile',
    bytes,
    toText: () => toStatisticsText(statistics),
    toJSON: () => statistics,
    save: (path) => saveFile(path, bytes),
  };
}

/** Whether the first character that is not blank opens a JSON object. */
function startsLikeObject(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\{/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 64)));
}
