/** The documents of bias under the names that Clarify gives them, and those of ours beside them. */
import type { FileContent } from '../document/files.js';
import { toDocumentPieces } from '../document/write.js';
import type { BiasAnalysis } from './analysis.js';
import type { MonitorConfig } from './config.js';
import type { BiasCheck } from './result.js';
import { toVerdictDocument } from './verdict-document.js';

/** A baseline: what was measured, and what was asked, so that windows can be asked the same. */
export function toBaselineFiles(analysis: BiasAnalysis, config: MonitorConfig | null): FileContent[] {
  return [
    { name: 'analysis.json', content: toDocumentPieces(analysis) },
    ...(config ? [{ name: 'analysis_config.json', content: toDocumentPieces(config) }] : []),
  ];
}

/** All that a result can be drawn from again. */
export function toResultFiles(result: BiasCheck): FileContent[] {
  const { analysis, baselineAnalysis, violations } = result;
  const documents = {
    'analysis.json': analysis,
    'constraint_violations.json': { version: '1.0', violations },
    'baseline_analysis.json': baselineAnalysis,
    'verdict.json': toVerdictDocument(result),
  };
  return Object.entries(documents).map(([name, document]) => ({ name, content: toDocumentPieces(document) }));
}

/** The whole result as one document. */
export function toResultDocument(result: BiasCheck): object {
  return { schema: 'bias-result/v1', ...result };
}
