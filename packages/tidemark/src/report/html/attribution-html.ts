/** The drift of attributions as one HTML file that needs no script, no network and no colour. */
import type { AttributionCheck, LabelDrift } from '../../monitor/attribution/result.js';
import { ATTRIBUTION_HEAD, orderFeatures, toAttributionCells, toDriftFacts } from '../attribution-rows.js';
import { toAttributionGaps, toAttributionSummary } from '../attribution-text.js';
import { toPluralText, toQuantityText, toViolationCountText } from '../plain.js';
import { toReadingLines } from '../reading-text.js';
import { toSlopeChart } from '../svg/slope-chart.js';
import { html, type Markup } from './markup.js';
import { toPage } from './page.js';
import { toPageHeader } from './page-header.js';
import { toNotEvaluatedList, toRunList } from './run-section.js';
import { toHtmlTable } from './table.js';
import { toViolationsTable } from './violations-table.js';

/** The features that the chart shows; the table has all. */
const MOST_DRAWN = 20;

export function toAttributionHtml(result: AttributionCheck): string {
  return [...toAttributionHtmlPieces(result)].join('');
}

/** The file in pieces, of which none holds more than a label. */
export function toAttributionHtmlPieces(result: AttributionCheck): Iterable<string> {
  const { violations } = result;
  const verdict = toViolationCountText(violations);
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
  yield toNotEvaluatedList(toAttributionGaps(result));
  yield toRun(result);
}

function toViolations({ violations }: AttributionCheck): Markup | null {
  const hasEvidence = violations.some(({ counts }) => counts !== undefined);
  const lines = violations.map(({ label, constraint_check_type: check, description, value, expected }) => ({
    subject: label,
    check,
    what: description,
    numbers: hasEvidence
      ? ([
          ['observed', toQuantityText(value)],
          ['expected', toQuantityText(expected)],
        ] as const)
      : [],
  }));
  return toViolationsTable(['label', 'check'], lines);
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

function toRun({ report, reading, falseAlarmRate, reproduce }: AttributionCheck): Markup {
  const read = report === null ? [] : toReadingLines(report);
  const rules =
    reading === 'sagemaker'
      ? 'Decided exactly as SageMaker Model Monitor decides.'
      : `Decided at a false-alarm rate of ${falseAlarmRate ?? '-'}: where rows are known, the whole interval must lie below the threshold.`;
  return toRunList([...read, rules], reproduce);
}
