/**
 * The files of a baseline and of a result, under the names that Model Monitor gives them. What its documents have no
 * place for lies beside them, so that they hold nothing but their own keys where its reading was asked for.
 */
import type { StoredResult } from '../check/check-result.js';
import type { ConstraintsDocument } from './constraints.js';
import type { StatisticsDocument } from './statistics.js';
import { toVerdictDocument } from './verdict.js';
import { toDocumentPieces } from './write.js';

/** A file to be written: its name, and what it holds, whole or as pieces of text. */
export interface FileContent {
  readonly name: string;
  readonly content: string | Uint8Array | Iterable<string>;
}

/** What is stored of a baseline. */
export interface BaselineDocuments {
  readonly statistics: StatisticsDocument | null;
  readonly constraints: ConstraintsDocument;
  readonly profile: Uint8Array | null;
}

export function toBaselineFiles({ statistics, constraints, profile }: BaselineDocuments): FileContent[] {
  return [
    ...(statistics ? [{ name: 'statistics.json', content: toDocumentPieces(statistics) }] : []),
    { name: 'constraints.json', content: toDocumentPieces(constraints) },
    ...(profile ? [{ name: 'profile.tide', content: profile }] : []),
  ];
}

/** All that a result can be drawn from again. */
export function toResultFiles(result: StoredResult, profile: Uint8Array | null): FileContent[] {
  const { statistics, baselineStatistics, constraints, violations } = result;
  return [
    ...toBaselineFiles({ statistics, constraints, profile }),
    { name: 'constraint_violations.json', content: toDocumentPieces({ violations }) },
    ...(baselineStatistics
      ? [{ name: 'baseline_statistics.json', content: toDocumentPieces(baselineStatistics) }]
      : []),
    { name: 'verdict.json', content: toDocumentPieces(toVerdictDocument(result)) },
  ];
}
