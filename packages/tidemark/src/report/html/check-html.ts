/** The result of a check as one HTML file that needs no script, no network and no colour. */
import type { StoredResult } from '../../monitor/check/check-result.js';
import { toSummary } from '../check-text.js';
import { toFeatures } from '../features.js';
import { toViolationCountText } from '../plain.js';
import { toFeatureSection } from './feature-section.js';
import { toImpactSection } from './impact-section.js';
import type { Markup } from './markup.js';
import { toPage } from './page.js';
import { toPageHeader } from './page-header.js';
import { toNotEvaluatedSection, toRunSection } from './run-section.js';
import { toViolationSection } from './violation-section.js';

export function toCheckHtml(result: StoredResult): string {
  return [...toCheckHtmlPieces(result)].join('');
}

/** The file in pieces, of which none holds more than a feature. */
export function toCheckHtmlPieces(result: StoredResult): Iterable<string> {
  return toPage(toVerdict(result), toSections(result));
}

function* toSections(result: StoredResult): Generator<Markup | null> {
  const features = toFeatures(result);
  yield toHeader(result);
  yield toViolationSection(result, features);
  yield toImpactSection(result);
  yield* toFeatureSection(features);
  yield toNotEvaluatedSection(result);
  yield toRunSection(result);
}

function toVerdict({ violations }: StoredResult): string {
  return toViolationCountText(violations);
}

function toHeader(result: StoredResult): Markup {
  const { violations, statistics, testCount, notEvaluated, report } = result;
  const violated = new Set(violations.map(({ feature_name: name }) => name)).size;
  const facts = [
    ['rows', statistics.dataset.item_count],
    ['features', statistics.features.length],
    ['features violated', violated],
    ['tests', testCount],
    ['not evaluated', notEvaluated.length],
    ...(report === null ? [] : [['records set aside', report.quarantined] as const]),
  ] as const;
  return toPageHeader({
    brand: 'data quality',
    isClean: violations.length === 0,
    verdict: toVerdict(result),
    summary: toSummary(result),
    facts,
  });
}
