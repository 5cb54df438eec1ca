/** The drift of attributions as one HTML file that needs no script, no network and no colour. */
import type { AttributionCheck, LabelDrift } from '../../monitor/attribution/result.js';
import { ATTRIBUTION_HEAD, orderFeatures, toAttributionCells, toDriftFacts } from '../attribution-rows.js';
import { toAttributionGaps, toAttributionSummary } from '../attribution-text.js';
import { toPluralText, toQuantityText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toSlopeChart } from '../svg/slope-chart.js';
import { html, type Markup } from './markup.js';
import { toPage } from './page.js';
import { toPageHeader } from './page-header.js';
import { toHtmlTable } from './table.js';

/** The features that the chart shows; the table has all. */
const MOST_DRAWN = 20;

export function toAttributionHtml(result: AttributionCheck): string {
  return [...toAttributionHtmlPieces(result)].join('');
}

/** The file in pieces, of which none holds more than a label. */
export function toAttributionHtmlPieces(result: AttributionCheck): Iterable<string> {
  const { violations } = result;
  const verdict = violations.length === 0 ? 'No violations' : toPluralText(violations.length, 'violation');
  return toPage(verdict, toSections(result, verdict));
}

function* toSections(result: AttributionCheck, verdict: string): Generator<Markup | null> {
  const { violations, drifts, notEvaluated, report } = result;
  yield toPageHeader({
    brand: 'feature attribution',
    isClean: violations.length === 0,
    verdict,
    summary: toAttributionSummary(result),
    facts: [
      ['labels', drifts.length],
      ['features', Math.max(0, ...drifts.map(({ drift }) => drift.features.length))],
      ['not evaluated', notEvaluated.length],
      ...(report === null ? [] : [['rows', report.rows] as const]),
    ],
  });
  yield toViolations(result);
  for (const [index, drift] of drifts.entries()) yield toLabelSection(drift, index);
  yield toNotEvaluated(result);
  yield toRun(result);
}

/** Roles stand in full, as styles that turn a table into cards take its own roles away. */
function toViolations({ violations }: AttributionCheck): Markup | null {
  if (violations.length === 0) return null;
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const titles = ['label', 'check', 'what', ...(hasEvidence ? ['observed', 'expected'] : [])];
  const rows = violations.map(({ label, constraint_check_type: check, description, value, expected }) => {
    const cells = [['observed', value] as const, ['expected', expected] as const].map(
      ([title, number]) => html`<td role="cell" class="number" data-title="${title}">${toQuantityText(number)}</td>`,
    );
    return html`
<tr role="row"><th role="rowheader" scope="row">${label}</th><td role="cell"><span class="check">${check}</span></td><td role="cell" class="what">${description}</td>${hasEvidence ? cells : null}</tr>`;
  });
  return html`<section aria-labelledby="violations"><h2 id="violations">Violations</h2>
<table class="violations" role="table" aria-labelledby="violations"><thead role="rowgroup"><tr role="row">${titles.map(
    (title) => html`<th role="columnheader" scope="col">${title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></section>`;
}

function toLabelSection({ label, drift }: LabelDrift, index: number): Markup {
  const ordered = orderFeatures(drift);
  const drawn = ordered.slice(0, MOST_DRAWN);
  const left = ordered.length - drawn.length;
  const chart = toSlopeChart(
    {
      title: `The order of features for ${label}`,
      description: `Places of ${drawn.length} features in the baseline and in the window; the table has all numbers.`,
    },
    drawn,
  );
  const facts = toDriftFacts(drift).map(([title, shown]) => html`<div><dt>${title}</dt><dd>${shown}</dd></div>`);
  const table = toHtmlTable({
    caption: `Attributions of ${label}`,
    head: ATTRIBUTION_HEAD,
    rows: ordered.map(toAttributionCells),
  });
  return html`<section aria-labelledby="label-${index}"><h2 id="label-${index}">${label}</h2>
<dl>${facts}</dl>
<div class="cards"><article><figure>${chart}</figure>${
    left === 0
      ? null
      : html`<p class="note">${toPluralText(left, 'feature')} of lower places stand in the table alone.</p>`
  }</article></div>
<div class="scroll" role="region" aria-label="Attributions of ${label}" tabindex="0">${table}</div></section>
`;
}

function toNotEvaluated(result: AttributionCheck): Markup | null {
  const lines = toAttributionGaps(result);
  if (lines.length === 0) return null;
  return html`<section class="wide" aria-labelledby="not-evaluated"><h2 id="not-evaluated">Not evaluated</h2>
<p>What could not be judged is neither passed nor violated.</p>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

function toRun({ report, reading, falseAlarmRate, reproduce }: AttributionCheck): Markup {
  const read = report === null ? [] : toReadingLines(report);
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}: where rows are known, the whole interval must lie below the threshold.`;
  return html`<section class="wide" aria-labelledby="run"><h2 id="run">How this came about</h2>
<ul>${read.map((line) => html`<li>${line.trim()}</li>`)}<li>${rules}</li></ul>${
    reproduce === null ? null : html`<p>Run again with:</p><pre tabindex="0">${reproduce}</pre>`
  }</section>`;
}
