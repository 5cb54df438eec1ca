/** The result of a check of bias as Markdown, for issues and pull requests. */
import type { BiasGroup } from '../../monitor/bias/groups.js';
import type { BiasCheck } from '../../monitor/bias/result.js';
import { toIntervalText, toValueText } from '../bias-values.js';
import { toBiasSummary, toGroupText, toNotEvaluatedLines, toRowLines } from '../bias-text.js';
import { toPValueText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toMarkdownEnd, toMarkdownItem, toMarkdownSection, toMarkdownTable, toMarkdownText } from './markdown.js';

export function toBiasMarkdown(result: BiasCheck, groups: readonly BiasGroup[]): string {
  const { report, reproduce, violations } = result;
  const read = [...toRowLines(result), ...(report === null ? [] : toReadingLines(report))];
  return [
    '# Bias',
    '',
    toMarkdownText(toBiasSummary(result)),
    ...toMarkdownSection('Violations', toViolationLines(result), violations.length),
    ...groups.flatMap((group) => {
      const rows = group.lines.map(({ name, baseline, allowed, value, interval }) => [
        name,
        toValueText(baseline),
        toIntervalText(allowed),
        toValueText(value),
        toIntervalText(interval),
      ]);
      const table = toMarkdownTable(['metric', 'baseline', 'allowed', 'value', '95% interval'], rows);
      return toMarkdownSection(toMarkdownText(toGroupText(group)), table);
    }),
    ...toMarkdownEnd(toNotEvaluatedLines(result).map(toMarkdownItem), read, reproduce),
  ].join('\n');
}

function toViolationLines({ violations }: BiasCheck): string[] {
  const rows = violations.map((violation) => [
    toMarkdownText(`${violation.facet} ${violation.facet_value}`),
    toMarkdownText(violation.metric_name),
    toValueText(violation.value ?? null),
    toIntervalText(violation.allowed ?? null),
    toPValueText(violation.adjustedPValue),
    toMarkdownText(violation.description),
  ]);
  return toMarkdownTable(['facet', 'metric', 'observed', 'allowed', 'p adjusted', 'what'], rows);
}
