/** The result of a check as Markdown, for issues and pull requests. */
import type { StoredResult } from '../../monitor/check/check-result.js';
import type { DriftImpact } from '../../monitor/estimate/drift-impact.js';
import type { FeatureStatistics } from '../../monitor/document/statistics.js';
import { IMPACT_HEAD, toImpactRows, toImpactSentences } from '../drift-impact.js';
import { toSummary } from '../check-text.js';
import type { Sides } from '../distribution/sides.js';
import { toFeatures } from '../features.js';
import { toCheckName, toCountText, toPValueText, toQuantityText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toMarkdownEnd, toMarkdownItem, toMarkdownSection, toMarkdownTable, toMarkdownText } from './markdown.js';

export function toCheckMarkdown(result: StoredResult): string {
  const { violations, notEvaluated, report, impact, reproduce } = result;
  return [
    '# Data quality',
    '',
    toMarkdownText(toSummary(result)),
    ...toMarkdownSection('Violations', toViolationLines(result), violations.length),
    ...(impact ? toMarkdownSection(`What drift does to ${toMarkdownText(impact.metric)}`, toImpactLines(impact)) : []),
    ...toMarkdownSection('Features', toFeatureLines(result)),
    ...toMarkdownEnd(
      notEvaluated.map((each) => `- ${[each.feature, each.check, each.reason].map(toMarkdownText).join(': ')}`),
      report === null ? [] : toReadingLines(report),
      reproduce,
    ),
  ].join('\n');
}

function toViolationLines({ violations }: StoredResult): string[] {
  const head = ['feature', 'check', 'observed', 'expected', 'p adjusted', 'what'];
  const rows = violations.map((violation) => [
    toMarkdownText(violation.feature_name),
    toMarkdownText(toCheckName(violation.constraint_check_type)),
    toQuantityText(violation.value),
    toQuantityText(violation.expected),
    toPValueText(violation.adjustedPValue),
    toMarkdownText(violation.description),
  ]);
  return toMarkdownTable(head, rows);
}

function toImpactLines(impact: DriftImpact): string[] {
  const rows = toImpactRows(impact).map((cells) => cells.map(toMarkdownText));
  return [...toImpactSentences(impact).map(toMarkdownItem), '', ...toMarkdownTable(IMPACT_HEAD, rows)];
}

/** Baseline and window in one cell each, `before → now`. */
function toFeatureLines(result: StoredResult): string[] {
  const rows = toFeatures(result).map(({ name, statistics }) => [
    toMarkdownText(name),
    toChange(statistics, (feature) => feature.inferred_type),
    toChange(statistics, (feature) => toCountText(commonOf(feature)?.num_missing ?? 0)),
    toChange(statistics, (feature) => toQuantityText(feature.numerical_statistics?.mean)),
    toChange(statistics, (feature) => toQuantityText(feature.numerical_statistics?.std_dev)),
    toChange(statistics, (feature) => toQuantityText(feature.string_statistics?.distinct_count)),
  ]);
  return toMarkdownTable(['feature', 'type', 'missing', 'mean', 'std dev', 'distinct'], rows);
}

function toChange({ baseline, current }: Sides<FeatureStatistics>, read: (side: FeatureStatistics) => string): string {
  const texts = [baseline, current].map((side) => (side === null ? '-' : read(side)));
  return texts[0] === texts[1] ? (texts[0] ?? '') : texts.join(' → ');
}

function commonOf({ numerical_statistics: numbers, string_statistics: strings }: FeatureStatistics) {
  return numbers?.common ?? strings?.common;
}
