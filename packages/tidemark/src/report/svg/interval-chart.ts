/** Intervals against allowed ranges: for each metric a hatched band of what is allowed, and over it value and interval. */
import { html, type Markup } from '../html/markup.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toAxisText, toCoordinate } from './number-text.js';

/** A row of the chart; ends that are null are open, values that are null do not exist. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly allowed: readonly [number | null, number | null] | null;
  readonly isViolated: boolean;
}

const ROW = 24;
const BAND = 12;
const PLOT = { left: 64, right: WIDTH - 12 };
const MIDDLE = ROW / 2;

/** An end of the axis nearer than this to the ideal has no room for both of their labels. */
const LABEL_WIDTH = 40;

/** Rows of one chart share their axis, which spans all that is finite; a ratio, whose ideal is 1, has one of logarithms. */
export function toIntervalChart(text: ChartText, rows: readonly IntervalRow[], ideal: number): Markup {
  const ends = rows.flatMap(({ value, interval, allowed }) => [value, ...(interval ?? []), ...(allowed ?? [])]);
  const [toScale, fromScale] = ideal === 1 ? [Math.log, Math.exp] : [Number, Number];
  const finite = [ideal, ...ends].flatMap((end) => (end === null ? [] : [toScale(end)])).filter(Number.isFinite);
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const margin = most === least ? 1 : (most - least) * 0.04;
  const [low, high] = [least - margin, most + margin];
  const toX = (value: number): number => {
    const share = Math.min(1, Math.max(0, (toScale(value) - low) / (high - low)));
    return toCoordinate(PLOT.left + (PLOT.right - PLOT.left) * share);
  };
  const height = rows.length * ROW;
  const drawn = rows.map((row, index) => toRow(row, index * ROW, toX));
  const x = toX(ideal);
  const axis = [low, high].map((end, index) => {
    const place = index === 0 ? PLOT.left : PLOT.right;
    if (Math.abs(place - x) < LABEL_WIDTH) return null;
    const label = toAxisText(Number(fromScale(end).toPrecision(3)));
    return html`<text class="${index === 0 ? 'start' : 'end'}" x="${place}" y="${height + 14}">${label}</text>`;
  });
  return toChart(text, height + 18, [
    html`<path class="axis" d="M${x} 0V${height}"/>`,
    drawn,
    axis,
    html`<text class="middle" x="${x}" y="${height + 14}">${ideal}</text>`,
  ]);
}

function toRow(
  { name, value, interval, allowed, isViolated }: IntervalRow,
  top: number,
  toX: (value: number) => number,
): Markup {
  const y = top + MIDDLE;
  const band = allowed && [toX(allowed[0] ?? Number.NEGATIVE_INFINITY), toX(allowed[1] ?? Number.POSITIVE_INFINITY)];
  const [start = 0, end = 0] = band ?? [];
  const width = Math.max(1, toCoordinate(end - start));
  const [from = 0, to = 0] = interval?.map(toX) ?? [];
  return html`<text class="end" x="${PLOT.left - 8}" y="${y + 4}">${isViolated ? `! ${name}` : name}</text>${
    band && html`<path class="baseline" d="M${start} ${y - BAND / 2}h${width}v${BAND}h${-width}Z"/>`
  }${interval && html`<path class="current" d="M${from} ${y - 4}V${y + 4}M${from} ${y}H${to}M${to} ${y - 4}V${y + 4}"/>`}${
    value === null ? null : html`<circle class="current" cx="${toX(value)}" cy="${y}" r="3.5"/>`
  }`;
}
