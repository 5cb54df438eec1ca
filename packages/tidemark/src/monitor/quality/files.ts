/** The documents of model quality under the names that Model Monitor gives them, and those of ours beside them. */
import type { FileContent } from '../document/files.js';
import { toDocumentPieces } from '../document/write.js';
import type { QualityBaselineData } from './baseline.js';
import { toConstraintsDocument } from './constraints.js';
import type { QualityCheck } from './result.js';
import { toVerdictDocument } from './verdict-document.js';
import { toStatisticsDocument } from './write-statistics.js';

/** A document for people has a line a value; `isCompact`: one that is thousands of numbers has none. */
export interface NamedDocument {
  readonly name: string;
  readonly document: object;
  readonly isCompact?: boolean;
}

export function toBaselineFiles({
  statistics,
  constraints,
  estimator,
}: Pick<QualityBaselineData, 'statistics' | 'constraints' | 'estimator'>): readonly NamedDocument[] {
  return [
    ...(statistics ? [{ name: 'statistics.json', document: toStatisticsDocument(statistics) }] : []),
    { name: 'constraints.json', document: toConstraintsDocument(constraints) },
    ...(estimator ? [{ name: 'estimator.json', document: estimator, isCompact: true }] : []),
  ];
}

export function toFileContents(documents: readonly NamedDocument[]): FileContent[] {
  return documents.map(({ name, document, isCompact }) => ({
    name,
    content: isCompact ? `${JSON.stringify(document)}\n` : toDocumentPieces(document),
  }));
}

/** All that a result can be drawn from again. */
export function toResultFiles(result: QualityCheck): FileContent[] {
  const { statistics, constraints, violations, baselineStatistics, baselineConstraints } = result;
  const documents: readonly NamedDocument[] = [
    ...toBaselineFiles({ statistics, constraints, estimator: null }),
    { name: 'constraint_violations.json', document: { violations } },
    ...(baselineStatistics
      ? [{ name: 'baseline_statistics.json', document: toStatisticsDocument(baselineStatistics) }]
      : []),
    ...(baselineConstraints
      ? [{ name: 'baseline_constraints.json', document: toConstraintsDocument(baselineConstraints) }]
      : []),
    { name: 'verdict.json', document: toVerdictDocument(result) },
  ];
  return toFileContents(documents);
}

/** The whole result as one document. */
export function toResultDocument(result: QualityCheck): object {
  const { statistics, constraints, violations, baselineStatistics, baselineConstraints, ...others } = result;
  return {
    schema: 'quality-result/v1',
    ...others,
    violations,
    statistics: toStatisticsDocument(statistics),
    baselineStatistics: baselineStatistics && toStatisticsDocument(baselineStatistics),
    baselineConstraints: baselineConstraints && toConstraintsDocument(baselineConstraints),
    constraints: toConstraintsDocument(constraints),
  };
}
