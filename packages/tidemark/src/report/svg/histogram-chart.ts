/** Two histograms over common bins: the baseline as hatched bars, the window as an outline over them. */
import type { Bin } from '../distribution/histogram.js';
import { toRoundStep } from '../distribution/round-step.js';
import { SIDES, type Side } from '../distribution/sides.js';
import { html, type Markup } from '../html/markup.js';
import { toShareText } from '../plain.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toAxisText, toCoordinate } from './number-text.js';

const HEIGHT = 168;
const PLOT = { left: 36, right: WIDTH - 12, top: 10, bottom: HEIGHT - 22 };
const LABEL_LINE = HEIGHT - 6;

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

/** Lines at round shares. */
function toShareAxis(highest: number, toY: (share: number) => number): Markup[] {
  const step = toRoundStep(highest / 4);
  const shares = Array.from({ length: Math.floor(highest / step) }, (_, index) => (index + 1) * step);
  return shares.map((share) => {
    const y = toY(share);
    return html`<path class="grid" d="M${PLOT.left} ${y}H${PLOT.right}"/><text class="end" x="${PLOT.left - 5}" y="${y + 4}">${toShareText(share)}</text>`;
  });
}

/** Labels at the edges between bins, at equal distances. An open bin is set off by a dashed line, its bound named. */
function toValueAxis(bins: readonly Bin[], toX: (index: number) => number): Markup[] {
  const isOpenBelow = bins[0]?.from === -Infinity;
  const isOpenAbove = bins.at(-1)?.to === Infinity;
  const edges = bins.map(({ from }, index) => ({ value: from, x: toX(index) }));
  const closed = [...edges, { value: bins.at(-1)?.to ?? 0, x: toX(bins.length) }].filter(({ value }) =>
    Number.isFinite(value),
  );
  const last = closed.length - 1;
  const labels = closed.map(({ value, x }, index): Markup | null => {
    if (index === 0 && isOpenBelow) return toOpenLabel('end', x, `<${toAxisText(value)}`);
    if (index === last && isOpenAbove) return toOpenLabel('start', x, `≥${toAxisText(value)}`);
    const isClear = index % BINS_BETWEEN_LABELS === 0 && !(isOpenAbove && last - index < BINS_BETWEEN_LABELS / 2);
    return isClear ? html`<text class="middle" x="${x}" y="${LABEL_LINE}">${toAxisText(value)}</text>` : null;
  });
  return [
    html`<path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>`,
    ...labels.filter((each) => each !== null),
  ];
}

function toOpenLabel(anchor: 'start' | 'end', x: number, text: string): Markup {
  return html`<path class="open" d="M${x} ${PLOT.top}V${PLOT.bottom}"/><text class="${anchor}" x="${x}" y="${LABEL_LINE}">${text}</text>`;
}
