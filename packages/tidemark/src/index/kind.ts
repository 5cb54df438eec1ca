/** A kind of monitor besides data quality: what making, opening and checking a baseline of this kind does. */
import type { Engine, IngestReport } from '../engine/port.js';
import type { DocumentInput } from '../monitor/document/parse.js';
import type { Field } from '../monitor/document/field.js';
import type { KindName } from '../monitor/kind-name.js';
import type { ReadingOptions } from './options.js';
import type { Source } from '../source/source.js';

/** What the baseline of any such kind gives besides its own data. */
export interface KindBaseline {
  readonly monitor: KindName;
  /** What was read to make it; null for a baseline that was stored. */
  readonly report: IngestReport | null;
  /** How a command line names it; null where it cannot. */
  readonly names: readonly string[] | null;
  toText(): string;
  toJSON(): object;
  /** Writes its documents into a directory. */
  save(directory: string): Promise<void>;
}

/** What the result of any such kind gives besides its own data. */
export interface KindResult {
  readonly monitor: KindName;
  readonly violations: readonly object[];
  /** The first line is the verdict. */
  toText(): string;
  toJSON(): object;
  /** By extension `.html`, `.md`, `.csv`, `.txt` or `.json`; without one, a directory that `openResult` opens again. */
  save(path: string): Promise<void>;
}

/** Stored documents, as many of them as there are, by the names that `Kind` gives them. */
export type StoredDocuments = Readonly<Record<string, DocumentInput | null | undefined>>;

/** The documents of a kind: the name of each, and the file in which it is stored. */
export type DocumentFiles = Readonly<Record<string, string>>;

/** Options are those of reading, those that `options` names, and `falseAlarmRate`. */
export interface Kind<Options extends ReadingOptions, Base extends KindBaseline, Result extends KindResult> {
  /** How the options are spelled that it has besides those of reading and `falseAlarmRate`. */
  readonly options: readonly string[];
  /** Of a baseline, any of which may be missing. */
  readonly baselineFiles: DocumentFiles;
  /** Of a result directory, any of which may be missing. */
  readonly resultFiles: DocumentFiles;
  makeBaseline(engine: Engine, source: Source, options: Options): Promise<Base>;
  openBaseline(
    engine: Engine,
    documents: StoredDocuments,
    names: readonly string[] | null,
    options: Options,
  ): Promise<Base>;
  check(engine: Engine, source: Source, base: Base, options: Options): Promise<Result>;
  openResult(engine: Engine, documents: StoredDocuments): Promise<Result>;
  /** A document of this kind as text for people; null for any other. */
  toDocumentText(document: Field): string | null;
}
