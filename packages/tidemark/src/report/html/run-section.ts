/** How the result came about: what was read and set aside, what was not evaluated, and the command that runs it again. */
import type { StoredResult } from '../../monitor/check/check-result.js';
import { toCheckName, toPluralText, toShortText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { LONGEST_NAME } from './feature-section.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

export function toNotEvaluatedSection({ notEvaluated }: StoredResult): Markup | null {
  if (notEvaluated.length === 0) return null;
  const rows = notEvaluated.map(({ feature, check, reason }) => [
    toShortText(feature, LONGEST_NAME),
    toCheckName(check),
    reason,
  ]);
  const table = toHtmlTable({ caption: 'Checks that could not be made', head: ['feature', 'check', 'reason'], rows });
  const summary = `${toPluralText(rows.length, 'check')}, with the reason of each`;
  return toNotEvaluatedPart(html`<details><summary>${summary}</summary>${table}</details>`);
}

/** What could not be judged, a line each. */
export function toNotEvaluatedList(lines: readonly string[]): Markup | null {
  return lines.length === 0 ? null : toNotEvaluatedPart(html`<ul>${lines.map(toItem)}</ul>`);
}

export function toRunSection({ report, reproduce, reading, falseAlarmRate }: StoredResult): Markup {
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all tests of the window.`;
  const aggregates =
    'This page holds aggregates only. A value is named where it stands in 10 rows or more; the others are counted as rare values.';
  return toRunList([...(report === null ? [] : toReadingLines(report)), rules, aggregates], reproduce);
}

/** What was read and by which rules, a line each, and the command that runs it again. */
export function toRunList(lines: readonly string[], reproduce: string | null): Markup {
  return html`<section class="wide" aria-labelledby="run"><h2 id="run">How this came about</h2>
<ul>${lines.map(toItem)}</ul>${
    reproduce === null ? null : html`<p>Run again with:</p><pre tabindex="0">${reproduce}</pre>`
  }</section>`;
}

function toNotEvaluatedPart(list: Markup): Markup {
  return html`<section class="wide" aria-labelledby="not-evaluated"><h2 id="not-evaluated">Not evaluated</h2>
<p>What could not be judged is neither passed nor violated.</p>
${list}</section>`;
}

function toItem(line: string): Markup {
  return html`<li>${line.trim()}</li>`;
}
