/** The order of features before and now: two columns of names with a line from each place to the other. */
import type { FeatureAttributionDrift } from '../../monitor/attribution/result.js';
import { html, type Markup } from '../html/markup.js';
import { toShortText } from '../plain.js';
import { type ChartText, toChart, WIDTH } from './chart.js';

const TOP = 24;
const STEP = 19;
const LONGEST_NAME = 19;
const COLUMNS = { left: 138, right: WIDTH - 138 };

/** Between a name and the end of its line. */
const GAP = 6;

/** Features stand in the order of their ranks on either side; a line that crosses places is drawn thicker. */
export function toSlopeChart(text: ChartText, features: readonly FeatureAttributionDrift[]): Markup {
  const [before, now] = [0, 1].map((side) =>
    features.toSorted((a, b) => (a.ranks[side] ?? 0) - (b.ranks[side] ?? 0)),
  ) as [FeatureAttributionDrift[], FeatureAttributionDrift[]];
  const toY = (place: number) => TOP + place * STEP;
  const lines = before.map((feature, place) => {
    const other = now.indexOf(feature);
    const kind = feature.ranks[0] === feature.ranks[1] ? 'slope' : 'slope moved';
    return html`<path class="${kind}" d="M${COLUMNS.left} ${toY(place)}L${COLUMNS.right} ${toY(other)}"/>`;
  });
  const toNames = (side: 0 | 1, ordered: readonly FeatureAttributionDrift[]) =>
    ordered.map(({ feature, ranks }, place) => {
      const name = toShortText(feature, LONGEST_NAME);
      const label = side === 0 ? `${name}  ${ranks[side]}` : `${ranks[side]}  ${name}`;
      const x = side === 0 ? COLUMNS.left - GAP : COLUMNS.right + GAP;
      return html`<text x="${x}" y="${toY(place) + 4}">${label}</text>`;
    });
  return toChart(text, TOP + features.length * STEP, [
    html`<g class="group end"><text x="${COLUMNS.left - GAP}" y="10">baseline</text></g>`,
    html`<g class="group"><text x="${COLUMNS.right + GAP}" y="10">window</text></g>`,
    lines,
    html`<g class="end">${toNames(0, before)}</g>`,
    html`<g>${toNames(1, now)}</g>`,
  ]);
}
