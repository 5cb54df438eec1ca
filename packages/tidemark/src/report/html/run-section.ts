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
  return html`<section class="wide" aria-labelledby="not-evaluated"><h2 id="not-evaluated">Not evaluated</h2>
<p>What could not be judged is neither passed nor violated.</p>
<details><summary>${toPluralText(rows.length, 'check')}, with the reason of each</summary>${table}</details></section>`;
}

export function toRunSection({ report, reproduce, reading, falseAlarmRate }: StoredResult): Markup {
  const lines = report === null ? [] : toReadingLines(report).map((line) => html`<li>${line.trim()}</li>`);
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}, corrected over all tests of the window.`;
  return html`<section class="wide" aria-labelledby="run"><h2 id="run">How this came about</h2>
<ul>${lines}<li>${rules}</li><li>This page holds aggregates only. A value is named where it stands in 10 rows or more; the others are counted as rare values.</li></ul>${
    reproduce === null ? null : html`<p>Run again with:</p><pre tabindex="0">${reproduce}</pre>`
  }</section>`;
}
