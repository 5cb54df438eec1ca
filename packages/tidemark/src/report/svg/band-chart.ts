/** A metric on its axis: the band of its estimate, the realised value where labels have come, and the threshold. */
import { html, type Markup } from '../html/markup.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toAxisText, toCoordinate } from './number-text.js';

export interface BandChart {
  readonly value: number;
  readonly band: readonly [number, number];
  readonly realised: number | null;
  readonly threshold: number | null;
}

const PLOT = { left: 12, right: WIDTH - 12, top: 18, bottom: 62 };
const MIDDLE = 40;
const BAND = 18;

export function toBandChart(text: ChartText, { value, band, realised, threshold }: BandChart): Markup {
  const ends = [value, ...band, realised, threshold].filter((end) => end !== null);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = (most - least) * 0.08 || Math.abs(most) * 0.1 || 1;
  const [low, high] = [least - margin, most + margin];
  const toX = (end: number): number =>
    toCoordinate(PLOT.left + ((PLOT.right - PLOT.left) * (end - low)) / (high - low));
  const [from, to] = [toX(band[0]), toX(band[1])];
  return toChart(text, PLOT.bottom + 16, [
    html`<path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>`,
    html`<path class="current" d="M${from} ${MIDDLE - BAND / 2}H${to}v${BAND}H${from}Z"/><circle class="current" cx="${toX(value)}" cy="${MIDDLE}" r="4.5"/>`,
    threshold === null ? null : toThreshold(threshold, toX(threshold)),
    realised === null ? null : toRealised(toX(realised)),
    [band[0], band[1]].map((end, place) => {
      const name = place === 0 ? 'end' : 'start';
      const isFree = Math.abs(from - to) > 60;
      const x = isFree ? toX(end) : place === 0 ? from : to;
      return html`<text class="${isFree ? 'middle' : name}" x="${Math.min(PLOT.right - 14, Math.max(PLOT.left + 14, x))}" y="${PLOT.bottom + 13}">${toAxisText(Number(end.toPrecision(3)))}</text>`;
    }),
  ]);
}

/** Its label stands to the left of the line in the right half. */
function toThreshold(threshold: number, x: number): Markup {
  const isRight = x > WIDTH / 2;
  return html`<path class="mark" d="M${x} 4V${PLOT.bottom}"/><text class="${isRight ? 'end' : 'start'}" x="${isRight ? x - 5 : x + 5}" y="12">threshold ${toAxisText(Number(threshold.toPrecision(3)))}</text>`;
}

/** A diamond, which is no circle without colour either. */
function toRealised(x: number): Markup {
  return html`<path class="diamond" d="M${x} ${MIDDLE - 7}L${toCoordinate(x + 6)} ${MIDDLE}L${x} ${MIDDLE + 7}L${toCoordinate(x - 6)} ${MIDDLE}Z"/>`;
}
