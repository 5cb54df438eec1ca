/** The files of a baseline and of a result, under the names that Model Monitor gives them. */
import type { ConstraintsDocument } from './constraints.js';
import type { StatisticsDocument } from './statistics.js';
import type { ViolationsDocument } from './violations.js';
import { toDocumentText } from './write.js';

/** A file to be written: its name, and what it holds. */
export interface FileContent {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What can be stored of a data set. */
export interface StorableDocuments {
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
  readonly violations?: ViolationsDocument;
  readonly profile: Uint8Array | null;
}

export function toFiles(documents: StorableDocuments): FileContent[] {
  const { statistics, constraints, violations, profile } = documents;
  return [
    ...(statistics ? [{ name: 'statistics.json', content: toDocumentText(statistics) }] : []),
    { name: 'constraints.json', content: toDocumentText(constraints) },
    ...(violations ? [{ name: 'constraint_violations.json', content: toDocumentText(violations) }] : []),
    ...(profile ? [{ name: 'profile.tide', content: profile }] : []),
  ];
}
