/** The bias of a window as one HTML file that needs no script, no network and no colour. */
import type { BiasGroup } from '../../monitor/bias/groups.js';
import type { BiasCheck } from '../../monitor/bias/result.js';
import { toIntervalText, toValueText } from '../bias-values.js';
import { toBiasSummary, toNotEvaluatedLines, toRowLines } from '../bias-text.js';
import { toPValueText, toViolationCountText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toBiasSection } from './bias-section.js';
import type { Markup } from './markup.js';
import { toPageHeader } from './page-header.js';
import { toPage } from './page.js';
import { toNotEvaluatedList, toRunList } from './run-section.js';
import { toViolationsTable } from './violations-table.js';

export function toBiasHtml(result: BiasCheck, groups: readonly BiasGroup[]): string {
  return [...toBiasHtmlPieces(result, groups)].join('');
}

/** The file in pieces, of which none holds more than one value of a facet. */
export function toBiasHtmlPieces(result: BiasCheck, groups: readonly BiasGroup[]): Iterable<string> {
  const { violations } = result;
  const verdict = toViolationCountText(violations);
  return toPage(verdict, toSections(result, groups, verdict));
}

function* toSections(result: BiasCheck, groups: readonly BiasGroup[], verdict: string): Generator<Markup | null> {
  const { violations, testCount, notEvaluated, bias } = result;
  yield toPageHeader({
    brand: 'bias',
    isClean: violations.length === 0,
    verdict,
    summary: toBiasSummary(result),
    facts: [
      ...(bias === null ? [] : [['rows', bias.rows] as const]),
      ['groups', groups.length],
      ['tests', testCount],
      ['not evaluated', notEvaluated.length],
    ],
  });
  yield toViolations(result);
  for (const [index, group] of groups.entries()) yield toBiasSection(group, index);
  yield toNotEvaluatedList(toNotEvaluatedLines(result));
  yield toRun(result);
}

function toViolations({ violations }: BiasCheck): Markup | null {
  const hasEvidence = violations.some(({ interval }) => interval !== undefined);
  const lines = violations.map((violation) => ({
    subject: `${violation.facet} ${violation.facet_value}`,
    check: violation.metric_name,
    what: violation.description,
    numbers: hasEvidence
      ? ([
          ['observed', toValueText(violation.value ?? null)],
          ['allowed', toIntervalText(violation.allowed ?? null)],
          ['p adjusted', toPValueText(violation.adjustedPValue)],
        ] as const)
      : [],
  }));
  return toViolationsTable(['facet', 'metric'], lines);
}

function toRun(result: BiasCheck): Markup {
  const { report, reading, falseAlarmRate, reproduce } = result;
  const read = [...toRowLines(result), ...(report === null ? [] : toReadingLines(report))];
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Clarify decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all facets and metrics of the window.`;
  return toRunList([...read, rules], reproduce);
}
