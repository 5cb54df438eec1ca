/** Model Monitor's documents by themselves, for those who expect nothing beside them. */
import type { ConstraintsDocument } from '../monitor/document/constraints.js';
import type { StatisticsDocument } from '../monitor/document/statistics.js';
import type { Violation } from '../monitor/document/violations.js';
import { toDocumentPieces } from '../monitor/document/write.js';
import { saveDirectory } from '../source/save.js';

/** What a baseline and the result of a check have of them. */
export interface ModelMonitorDocuments {
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
  readonly violations?: readonly Violation[];
}

/** Writes statistics.json, constraints.json and, of a result, constraint_violations.json; every value is named. */
export async function saveDocuments(directory: string, documents: ModelMonitorDocuments): Promise<void> {
  const { statistics, constraints, violations } = documents;
  const named = { statistics, constraints, constraint_violations: violations && { violations } };
  const files = Object.entries(named).flatMap(([name, document]) =>
    document ? [{ name: `${name}.json`, content: toDocumentPieces(document) }] : [],
  );
  await saveDirectory(directory, files);
}
