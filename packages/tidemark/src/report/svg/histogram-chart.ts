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
function toShareAxis(highest: number, toY: (share: number) => number): Markup {
  const step = toRoundStep(highest / 4);
  const marks = Array.from({ length: Math.floor(highest / step) }, (_, index) => {
    const share = (index + 1) * step;
    return { share, y: toY(share) };
  });
  const lines = marks.map(({ y }) => `M${PLOT.left} ${y}H${PLOT.right}`).join('');
  const labels = marks.map(
    ({ share, y }) => html`<text x="${PLOT.left - 5}" y="${toCoordinate(y + 4)}">${toShareText(share)}</text>`,
  );
  return html`<path class="grid" d="${lines}"/><g class="end">${labels}</g>`;
}

/** Labels at the edges between bins, at equal distances. An open bin is set off by a dashed line, its bound named. */
function toValueAxis(bins: readonly Bin[], toX: (index: number) => number): Markup[] {
  const isOpenBelow = bins[0]?.from === -Infinity;
  const isOpenAbove = bins.at(-1)?.to === Infinity;
  const edges = [...bins.map(({ from }) => from), bins.at(-1)?.to ?? 0]
    .map((value, index) => ({ value, x: toX(index) }))
    .filter(({ value }) => Number.isFinite(value));
  const first = edges[0];
  const last = edges.at(-1);
  const inner = edges.filter(
    ({ value }, index) =>
      index % BINS_BETWEEN_LABELS === 0 &&
      !(isOpenBelow && value === first?.value) &&
      !(isOpenAbove && edges.length - 1 - index < BINS_BETWEEN_LABELS / 2),
  );
  return [
    html`<path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>`,
    html`<g class="middle">${inner.map(({ value, x }) => html`<text x="${x}" y="${LABEL_LINE}">${toAxisText(value)}</text>`)}</g>`,
    ...(isOpenBelow && first ? [toOpenLabel('end', first.x, `<${toAxisText(first.value)}`)] : []),
    ...(isOpenAbove && last ? [toOpenLabel('start', last.x, `≥${toAxisText(last.value)}`)] : []),
  ];
}

function toOpenLabel(anchor: 'start' | 'end', x: number, text: string): Markup {
  return html`<path class="open" d="M${x} ${PLOT.top}V${PLOT.bottom}"/><text class="${anchor}" x="${x}" y="${LABEL_LINE}">${text}</text>`;
}
