/** Two histograms over common bins: the baseline as hatched bars, the window as an outline over them. */
import type { Bin } from '../distribution/histogram.js';
import { SIDES, type Side } from '../distribution/sides.js';
import { html, type Markup } from '../html/markup.js';
import { toShareText } from '../plain.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toAxisText, toCoordinate } from './number-text.js';

const HEIGHT = 168;
const PLOT = { left: 36, right: WIDTH - 8, top: 10, bottom: HEIGHT - 22 };

/** How many bins lie between two labels of the axis. */
const BINS_BETWEEN_LABELS = 4;

export function toHistogramChart(text: ChartText, bins: readonly Bin[]): Markup {
  const highest = Math.max(...bins.flatMap(({ shares }) => SIDES.map((side) => shares[side] ?? 0)));
  const toX = (index: number) => toCoordinate(PLOT.left + ((PLOT.right - PLOT.left) * index) / bins.length);
  const toY = (share: number) =>
    toCoordinate(PLOT.bottom - ((PLOT.bottom - PLOT.top) * share) / (highest === 0 ? 1 : highest));
  const areas = SIDES.filter((side) => bins.some(({ shares }) => shares[side] !== null)).map(
    (side) => html`<path class="${side}" d="${toOutline(bins, side, toX, toY)}"/>`,
  );
  return toChart(text, HEIGHT, [toShareAxis(highest, toY), areas, toValueAxis(bins, toX)]);
}

/** The outline of all bars of a side, closed along the bottom. */
function toOutline(
  bins: readonly Bin[],
  side: Side,
  toX: (index: number) => number,
  toY: (share: number) => number,
): string {
  const steps = bins.map(({ shares }, index) => `V${toY(shares[side] ?? 0)}H${toX(index + 1)}`);
  return `M${toX(0)} ${PLOT.bottom}${steps.join('')}V${PLOT.bottom}Z`;
}

function toShareAxis(highest: number, toY: (share: number) => number): Markup[] {
  return [highest, highest / 2].map((share) => {
    const y = toY(share);
    return html`<path class="grid" d="M${PLOT.left} ${y}H${PLOT.right}"/><text class="end" x="${PLOT.left - 5}" y="${y + 4}">${toShareText(share)}</text>`;
  });
}

/** Labels at the edges between bins, at equal distances; an open bin has no outer edge. */
function toValueAxis(bins: readonly Bin[], toX: (index: number) => number): Markup[] {
  const edges = bins.map(({ from }, index) => ({ value: from, x: toX(index) }));
  const closed = [...edges, { value: bins.at(-1)?.to ?? 0, x: toX(bins.length) }].filter(({ value }) =>
    Number.isFinite(value),
  );
  const labels = closed.filter((_, index) => index % BINS_BETWEEN_LABELS === 0);
  return [
    html`<path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>`,
    ...labels.map(({ value, x }) => html`<text class="middle" x="${x}" y="${HEIGHT - 6}">${toAxisText(value)}</text>`),
  ];
}
