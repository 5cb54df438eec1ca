/** Curves over the unit square: that of the baseline dashed, that of the window drawn through, a line of reference dotted. */
import { SIDES, type Sides } from '../distribution/sides.js';
import { html, type Markup } from '../html/markup.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toCoordinate } from './number-text.js';

export type Point = readonly [x: number, y: number];

export interface CurveChart {
  readonly text: ChartText;
  readonly axes: readonly [x: string, y: string];
  readonly curves: Sides<readonly Point[]>;
  /** What a model without knowledge would draw, or a perfect one. */
  readonly reference: readonly Point[];
  /** Points by themselves are marked, as those of few bins are. */
  readonly isMarked?: boolean;
}

const PLOT = { left: 48, right: WIDTH - 16, top: 10, size: WIDTH - 64 };
const HEIGHT = PLOT.top + PLOT.size + 36;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** More points than an eye can tell apart are thinned out. */
const MOST_POINTS = 400;

export function toCurveChart({ text, axes, curves, reference, isMarked = false }: CurveChart): Markup {
  const bottom = PLOT.top + PLOT.size;
  const toX = (x: number) => toCoordinate(PLOT.left + PLOT.size * x);
  const toY = (y: number) => toCoordinate(bottom - PLOT.size * y);
  const toPath = (points: readonly Point[]) =>
    points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${toX(x)} ${toY(y)}`).join('');
  const grid = TICKS.map((tick) => `M${PLOT.left} ${toY(tick)}H${PLOT.right}`).join('');
  const lines = SIDES.map((side) => {
    const points = curves[side];
    if (points === null || points.length === 0) return null;
    const drawn = thin(points);
    const marks = isMarked
      ? drawn.map(([x, y]) => html`<circle class="${side}" cx="${toX(x)}" cy="${toY(y)}" r="3"/>`)
      : null;
    return html`<path class="curve ${side}" d="${toPath(drawn)}"/>${marks}`;
  });
  return toChart(text, HEIGHT, [
    html`<path class="grid" d="${grid}"/>`,
    html`<path class="open" d="${toPath(reference)}"/>`,
    lines,
    html`<path class="axis" d="M${PLOT.left} ${PLOT.top}V${bottom}H${PLOT.right}"/>`,
    html`<g class="end">${TICKS.map((tick) => html`<text x="${PLOT.left - 6}" y="${toCoordinate(toY(tick) + 4)}">${tick}</text>`)}</g>`,
    html`<g class="middle">${TICKS.map((tick) => html`<text x="${toX(tick)}" y="${bottom + 15}">${tick}</text>`)}<text x="${toX(0.5)}" y="${bottom + 31}">${axes[0]}</text><text transform="translate(11 ${toY(0.5)}) rotate(-90)">${axes[1]}</text></g>`,
  ]);
}

/** Both ends and points at equal places between them. */
function thin(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, place) => points[Math.round(place * step)] ?? [0, 0]);
}
