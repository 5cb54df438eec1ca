/** The documents of attributions under the names that Model Monitor gives them, and those of ours beside them. */
import type { FileContent } from '../document/files.js';
import { toDocumentPieces } from '../document/write.js';
import { type LabelAttributions, toAnalysisDocument } from './analysis.js';
import type { AttributionCheck } from './result.js';
import { toVerdictDocument } from './verdict-document.js';

/** What a baseline is stored as. */
export function toBaselineFiles(
  labels: readonly LabelAttributions[],
  profile: Uint8Array | null,
  baselineRows: readonly object[] | null,
): FileContent[] {
  return [
    { name: 'analysis.json', content: toDocumentPieces(toAnalysisDocument(labels)) },
    ...(profile === null ? [] : [{ name: 'attributions.tide', content: profile }]),
    ...(baselineRows === null
      ? []
      : [{ name: 'baseline_rows.json', content: toDocumentPieces({ rows: baselineRows }) }]),
  ];
}

/** All that a result can be drawn from again. */
export function toResultFiles(result: AttributionCheck): FileContent[] {
  const { attributions, baselineAttributions, violations } = result;
  const baseline = baselineAttributions && toAnalysisDocument(baselineAttributions);
  const documents = [
    ['analysis.json', toAnalysisDocument(attributions)],
    ['constraint_violations.json', { version: '1.0', violations }],
    ...(baseline === null ? [] : ([['baseline_analysis.json', baseline]] as const)),
    ['verdict.json', toVerdictDocument(result)],
  ] as const;
  return documents.map(([name, document]) => ({ name, content: toDocumentPieces(document) }));
}

/** The whole result as one document. */
export function toResultDocument(result: AttributionCheck): object {
  const { attributions, baselineAttributions, ...others } = result;
  return {
    schema: 'attribution-result/v1',
    ...others,
    analysis: toAnalysisDocument(attributions),
    baselineAnalysis: baselineAttributions && toAnalysisDocument(baselineAttributions),
  };
}
