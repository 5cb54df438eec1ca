/** The result of a check of attributions as Markdown, for issues and pull requests. */
import type { AttributionCheck } from '../../monitor/attribution/result.js';
import { ATTRIBUTION_HEAD, orderFeatures, toAttributionCells, toDriftFacts } from '../attribution-rows.js';
import { toAttributionGaps, toAttributionSummary } from '../attribution-text.js';
import { toQuantityText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toMarkdownEnd, toMarkdownItem, toMarkdownSection, toMarkdownTable, toMarkdownText } from './markdown.js';

export function toAttributionMarkdown(result: AttributionCheck): string {
  const { violations, drifts, report, reproduce } = result;
  const rows = violations.map(({ label, constraint_check_type: check, value, expected, description }) => [
    toMarkdownText(label),
    toMarkdownText(check),
    toQuantityText(value),
    toQuantityText(expected),
    toMarkdownText(description),
  ]);
  return [
    '# Feature attribution',
    '',
    toMarkdownText(toAttributionSummary(result)),
    ...toMarkdownSection(
      'Violations',
      toMarkdownTable(['label', 'check', 'observed', 'expected', 'what'], rows),
      rows.length,
    ),
    ...drifts.flatMap(({ label, drift }) =>
      toMarkdownSection(toMarkdownText(label), [
        ...toDriftFacts(drift).map(([title, shown]) => `- ${toMarkdownText(title)}: ${toMarkdownText(shown)}`),
        '',
        ...toMarkdownTable(
          ATTRIBUTION_HEAD,
          orderFeatures(drift).map((feature) => toAttributionCells(feature).map(toMarkdownText)),
        ),
      ]),
    ),
    ...toMarkdownEnd(
      toAttributionGaps(result).map(toMarkdownItem),
      report === null ? [] : toReadingLines(report),
      reproduce,
    ),
  ].join('\n');
}
