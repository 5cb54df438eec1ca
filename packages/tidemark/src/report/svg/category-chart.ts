/** Shares of values side by side: for each value a hatched bar of the baseline above a bar of the window. */
import type { Category } from '../distribution/categories.js';
import { SIDES } from '../distribution/sides.js';
import { html, type Markup } from '../html/markup.js';
import { toShareText, toShortText } from '../plain.js';
import { type ChartText, toChart, WIDTH } from './chart.js';
import { toCoordinate } from './number-text.js';

const ROW = 32;
const BAR = 11;
const PLOT = { left: 112, right: WIDTH - 44 };
const LABEL_LENGTH = 17;

export function toCategoryChart(text: ChartText, categories: readonly Category[]): Markup {
  const highest = Math.max(...categories.flatMap(({ shares }) => SIDES.map((side) => shares[side] ?? 0)));
  const toLength = (share: number) => toCoordinate(((PLOT.right - PLOT.left) * share) / (highest === 0 ? 1 : highest));
  const labels = categories.map(
    ({ label, kind }, row) =>
      html`<text class="end${kind === 'value' ? '' : ' group'}" x="${PLOT.left - 8}" y="${row * ROW + 19}">${toShortText(label, LABEL_LENGTH)}</text>`,
  );
  const bars = SIDES.map((side, lane) => {
    const drawn = categories.flatMap(({ shares }, row) => {
      const share = shares[side];
      return share === null ? [] : [{ share, length: toLength(share), y: row * ROW + 4 + lane * (BAR + 1) }];
    });
    if (drawn.length === 0) return null;
    const path = drawn.map(({ length, y }) => `M${PLOT.left} ${y}h${length}v${BAR}h${-length}Z`).join('');
    const shares = drawn.map(
      ({ share, length, y }) =>
        html`<text x="${toCoordinate(PLOT.left + length + 5)}" y="${y + 10}">${toShareText(share)}</text>`,
    );
    return html`<path class="${side}" d="${path}"/>${shares}`;
  });
  return toChart(text, categories.length * ROW, [labels, bars]);
}
