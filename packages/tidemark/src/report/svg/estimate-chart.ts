/** A metric over windows: its estimate in its band, the realised values that came later, and what happened meanwhile. */
import type { MetricEstimate } from '../../monitor/estimate/estimates.js';
import { toRoundStep } from '../distribution/round-step.js';
import { html, type Markup } from '../html/markup.js';
import { toShortText } from '../plain.js';
import type { ChartText } from './chart.js';
import { toAxisText, toCoordinate } from './number-text.js';

const WIDTH = 760;
const HEIGHT = 280;
const PLOT = { left: 44, right: WIDTH - 14, top: 18, bottom: HEIGHT - 24 };
const LABELS = 7;
const MARK_LENGTH = 40;

/** Texts of marks stand in lines above the plot, so that near ones do not lie over each other. */
const MARK_LINES = 4;
const MARK_HEIGHT = 14;

/** A window of the chart; null where it has no such metric. */
export interface ChartWindow {
  readonly name: string;
  readonly metric: MetricEstimate | null;
}

/** Something that happened at a window. */
export interface ChartMark {
  readonly name: string;
  readonly text: string;
  readonly isAlarm: boolean;
}

type Point = readonly [x: number, value: number];

export function toEstimateChart(
  { title, description }: ChartText,
  windows: readonly ChartWindow[],
  marks: readonly ChartMark[],
): Markup {
  const [low, high] = toScale(windows);
  const top = PLOT.top + Math.min(marks.length, MARK_LINES) * MARK_HEIGHT;
  const toX = (place: number): number =>
    toCoordinate(PLOT.left + ((PLOT.right - PLOT.left) * (place + 0.5)) / Math.max(1, windows.length));
  const toY = (value: number): number =>
    toCoordinate(PLOT.bottom - ((PLOT.bottom - top) * (value - low)) / (high - low));
  const runsOf = (read: (metric: MetricEstimate) => number | null): Point[][] => toRuns(windows, toX, read);
  const lower = runsOf(({ band }) => band?.[0] ?? null);
  const upper = runsOf(({ band }) => band?.[1] ?? null);
  const areas = upper.map((run, place) => `${toLine(run, toY)}L${toPoints((lower[place] ?? []).toReversed(), toY)}Z`);
  const estimate = runsOf(({ value }) => value).map((run) => toLine(run, toY));
  const realised = runsOf((metric) => (metric.verdict === 'unchecked' ? null : metric.realised));
  const dots = realised.flat().map(([x, value]) => html`<circle cx="${x}" cy="${toY(value)}" r="2.4"/>`);
  const content = [
    toGrid(low, high, toY),
    html`<path class="band" d="${areas.join('')}"/><path class="estimated" d="${estimate.join('')}"/>`,
    html`<path class="realised" d="${realised.map((run) => toLine(run, toY)).join('')}"/><g class="realised">${dots}</g>`,
    marks.map((mark, place) => toMark(mark, place, windows, toX)),
    toNames(windows, toX),
  ];
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><title>${title}</title><desc>${description}</desc>${content}</svg>`;
}

/** All that is drawn, and some room. */
function toScale(windows: readonly ChartWindow[]): [number, number] {
  const values = windows.flatMap(({ metric }) => [
    ...(metric?.band ?? []),
    ...[metric?.value, metric?.realised].filter((value) => typeof value === 'number'),
  ]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!Number.isFinite(low)) return [0, 1];
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}

/** Windows without a value part the line. */
function toRuns(
  windows: readonly ChartWindow[],
  toX: (place: number) => number,
  read: (metric: MetricEstimate) => number | null,
): Point[][] {
  const runs: Point[][] = [[]];
  for (const [place, { metric }] of windows.entries()) {
    const value = metric === null ? null : read(metric);
    if (value === null) runs.push([]);
    else runs.at(-1)?.push([toX(place), value]);
  }
  return runs.filter((run) => run.length > 0);
}

function toPoints(run: readonly Point[], toY: (value: number) => number): string {
  return run.map(([x, value]) => `${x} ${toY(value)}`).join('L');
}

function toLine(run: readonly Point[], toY: (value: number) => number): string {
  return `M${toPoints(run, toY)}`;
}

function toGrid(low: number, high: number, toY: (value: number) => number): Markup {
  const step = toRoundStep((high - low) / 5);
  const first = Math.ceil(low / step);
  const marks = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, place) => {
    const value = Number(((first + place) * step).toPrecision(12));
    return { value, y: toY(value) };
  });
  const lines = marks.map(({ y }) => `M${PLOT.left} ${y}H${PLOT.right}`).join('');
  const labels = marks.map(
    ({ value, y }) => html`<text x="${PLOT.left - 5}" y="${toCoordinate(y + 4)}">${toAxisText(value)}</text>`,
  );
  return html`<path class="grid" d="${lines}"/><g class="end">${labels}</g>`;
}

function toNames(windows: readonly ChartWindow[], toX: (place: number) => number): Markup {
  const between = Math.max(1, Math.ceil(windows.length / LABELS));
  const labels = windows.map(({ name }, place) =>
    place % between === 0 ? html`<text x="${toX(place)}" y="${HEIGHT - 7}">${toShortText(name, 14)}</text>` : null,
  );
  return html`<path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/><g class="middle">${labels}</g>`;
}

/** A line from top to bottom, with its text beside it where there is room: to the left in the right half. */
function toMark(
  { name, text, isAlarm }: ChartMark,
  row: number,
  windows: readonly ChartWindow[],
  toX: (place: number) => number,
): Markup | null {
  const place = windows.findIndex((window) => window.name === name);
  if (place === -1) return null;
  const x = toX(place);
  const isRight = place > windows.length / 2;
  const y = 10 + (row % MARK_LINES) * MARK_HEIGHT;
  return html`<path class="mark${isAlarm ? ' alarming' : ''}" d="M${x} ${y + 3}V${PLOT.bottom}"/><text class="${isRight ? 'end' : 'start'}${isAlarm ? ' alarming' : ''}" x="${isRight ? x - 4 : x + 4}" y="${y}">${toShortText(text, MARK_LENGTH)}</text>`;
}
