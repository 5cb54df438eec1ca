/** The bias of a window as one HTML file that needs no script, no network and no colour. */
import type { BiasGroup } from '../../monitor/bias/groups.js';
import type { BiasCheck } from '../../monitor/bias/result.js';
import { toIntervalText, toValueText } from '../bias-values.js';
import { toBiasSummary, toNotEvaluatedLines, toRowLines } from '../bias-text.js';
import { toPluralText, toPValueText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toBiasSection } from './bias-section.js';
import { html, type Markup } from './markup.js';
import { toPageHeader } from './page-header.js';
import { toPage } from './page.js';

export function toBiasHtml(result: BiasCheck, groups: readonly BiasGroup[]): string {
  return [...toBiasHtmlPieces(result, groups)].join('');
}

/** The file in pieces, of which none holds more than one value of a facet. */
export function toBiasHtmlPieces(result: BiasCheck, groups: readonly BiasGroup[]): Iterable<string> {
  const { violations } = result;
  const verdict = violations.length === 0 ? 'No violations' : toPluralText(violations.length, 'violation');
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
  yield toViolationsTable(result);
  for (const [index, group] of groups.entries()) yield toBiasSection(group, index);
  yield toNotEvaluated(result);
  yield toRun(result);
}

/** Roles stand in full, as styles that turn a table into cards take its own roles away. */
function toViolationsTable({ violations }: BiasCheck): Markup | null {
  if (violations.length === 0) return null;
  const hasEvidence = violations.some(({ interval }) => interval !== undefined);
  const titles = ['facet', 'metric', 'what', ...(hasEvidence ? ['observed', 'allowed', 'p adjusted'] : [])];
  const rows = violations.map((violation) => {
    const numbers = [
      ['observed', toValueText(violation.value ?? null)],
      ['allowed', toIntervalText(violation.allowed ?? null)],
      ['p adjusted', toPValueText(violation.adjustedPValue)],
    ];
    const cells = numbers.map(
      ([title = '', shown = '']) => html`<td role="cell" class="number" data-title="${title}">${shown}</td>`,
    );
    return html`
<tr role="row"><th role="rowheader" scope="row">${violation.facet} ${violation.facet_value}</th><td role="cell"><span class="check">${violation.metric_name}</span></td><td role="cell" class="what">${violation.description}</td>${hasEvidence ? cells : null}</tr>`;
  });
  return html`<section aria-labelledby="violations"><h2 id="violations">Violations</h2>
<table class="violations" role="table" aria-labelledby="violations"><thead role="rowgroup"><tr role="row">${titles.map(
    (title) => html`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></section>`;
}

function toNotEvaluated(result: BiasCheck): Markup | null {
  const lines = toNotEvaluatedLines(result);
  if (lines.length === 0) return null;
  return html`<section class="wide" aria-labelledby="not-evaluated"><h2 id="not-evaluated">Not evaluated</h2>
<p>What could not be judged is neither passed nor violated.</p>
<ul>${lines.map((line) => html`<li>${line.trim()}</li>`)}</ul></section>`;
}

function toRun(result: BiasCheck): Markup {
  const { report, reading, falseAlarmRate, reproduce } = result;
  const read = [...toRowLines(result), ...(report === null ? [] : toReadingLines(report))];
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Clarify decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all facets and metrics of the window.`;
  return html`<section class="wide" aria-labelledby="run"><h2 id="run">How this came about</h2>
<ul>${read.map((line) => html`<li>${line.trim()}</li>`)}<li>${rules}</li></ul>${
    reproduce === null ? null : html`<p>Run again with:</p><pre tabindex="0">${reproduce}</pre>`
  }</section>`;
}
