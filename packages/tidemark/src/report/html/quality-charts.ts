/** The curves of scores, baseline and window in one drawing, and both confusion matrices as tables. */
import type { QualityCheck } from '../../monitor/quality/result.js';
import type { ConfusionMatrix, QualityStatistics } from '../../monitor/quality/statistics.js';
import type { Sides } from '../distribution/sides.js';
import { SIDES } from '../distribution/sides.js';
import { toCountText, toQuantityText, toShareText, toShortText } from '../plain.js';
import { type CurveChart, type Point, toCurveChart } from '../svg/curve-chart.js';
import { html, type Markup } from './markup.js';
import { toHtmlTable } from './table.js';

/** Rows of the table behind a curve. */
const TABLE_POINTS = 20;

/** More classes than that are no table that anybody reads. */
const MOST_CLASSES = 20;

const DIAGONAL: readonly Point[] = [
  [0, 0],
  [1, 1],
];

export function toQualityCharts({ statistics, baselineStatistics }: QualityCheck): Markup | null {
  const sides: Sides<QualityStatistics> = { baseline: baselineStatistics, current: statistics };
  const figures = [toRocFigure(sides), toPrecisionRecallFigure(sides), toCalibrationFigure(sides)];
  const matrices = SIDES.map((side) => toMatrixCard(side, sides[side]));
  const cards = [...figures, ...matrices].filter((card) => card !== null);
  if (cards.length === 0) return null;
  return html`<section aria-labelledby="curves"><h2 id="curves">Answers against labels</h2>
<p class="legend"><span><span class="swatch" aria-hidden="true"></span>baseline, dashed</span><span><span class="swatch current" aria-hidden="true"></span>current</span></p>
<div class="cards">${cards}</div></section>`;
}

function toRocFigure(sides: Sides<QualityStatistics>): Markup | null {
  const curves = mapSides(sides, ({ receiver_operating_characteristic_curve: roc }) =>
    roc ? zip(roc.false_positive_rates, roc.true_positive_rates) : null,
  );
  return toFigure('ROC curve', ['false positive rate', 'true positive rate'], curves, DIAGONAL);
}

function toPrecisionRecallFigure(sides: Sides<QualityStatistics>): Markup | null {
  const curves = mapSides(sides, ({ precision_recall_curve: curve }) =>
    curve ? zip(curve.recalls, curve.precisions) : null,
  );
  return toFigure('Precision and recall', ['recall', 'precision'], curves, []);
}

function toCalibrationFigure(sides: Sides<QualityStatistics>): Markup | null {
  const curves = mapSides(sides, ({ tidemark }) =>
    (tidemark?.calibration ?? []).map(({ meanScore, positiveShare }) => [meanScore, positiveShare] as const),
  );
  return toFigure('Calibration', ['mean score', 'share of positives'], curves, DIAGONAL, true);
}

function toFigure(
  title: string,
  axes: CurveChart['axes'],
  curves: Sides<readonly Point[]>,
  reference: readonly Point[],
  isMarked = false,
): Markup | null {
  const drawn = SIDES.filter((side) => (curves[side]?.length ?? 0) > 0);
  if (drawn.length === 0) return null;
  const sidesText = drawn.length === 2 ? 'baseline and current data' : `the ${drawn[0] ?? 'current'} data`;
  const text = { title, description: `${axes[1]} against ${axes[0]} of ${sidesText}; the table below has the points.` };
  const rows = drawn.flatMap((side) =>
    pick(curves[side] ?? []).map(([x, y]) => [side, toQuantityText(x), toQuantityText(y)]),
  );
  const table = toHtmlTable({ caption: title, head: ['data', ...axes], rows });
  return html`<article><h3>${title}</h3><figure>${toCurveChart({ text, axes, curves, reference, isMarked })}<details><summary>Table of the chart</summary>${table}</details></figure></article>`;
}

/** Rows are what is true, columns what was predicted. */
function toMatrixCard(side: string, statistics: QualityStatistics | null): Markup | null {
  const matrix = statistics?.confusion_matrix;
  if (matrix === undefined) return null;
  const classes = [...new Set([...Object.keys(matrix), ...Object.values(matrix).flatMap((row) => Object.keys(row))])];
  const title = `Confusion matrix, ${side}`;
  if (classes.length > MOST_CLASSES) {
    return html`<article><h3>${title}</h3><p class="note">${toCountText(classes.length)} classes are too many to show; statistics.json has them.</p></article>`;
  }
  const rows = classes.map((actual) => toMatrixRow(matrix, actual, classes));
  const head = ['true', ...classes.map((name) => `predicted ${toShortText(name, 20)}`), 'right'];
  return html`<article><h3>${title}</h3>${toHtmlTable({ caption: title, head, rows })}</article>`;
}

function toMatrixRow(matrix: ConfusionMatrix, actual: string, classes: readonly string[]): string[] {
  const counts = classes.map((predicted) => matrix[actual]?.[predicted] ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const right = matrix[actual]?.[actual] ?? 0;
  return [toShortText(actual, 20), ...counts.map(toCountText), total === 0 ? '-' : toShareText(right / total)];
}

function zip(xs: readonly number[], ys: readonly number[]): readonly Point[] {
  return xs.map((x, place) => [x, ys[place] ?? 0] as const);
}

function pick(points: readonly Point[]): readonly Point[] {
  if (points.length <= TABLE_POINTS) return points;
  const step = (points.length - 1) / (TABLE_POINTS - 1);
  return Array.from({ length: TABLE_POINTS }, (_, place) => points[Math.round(place * step)] ?? [0, 0]);
}

function mapSides<T, U>({ baseline, current }: Sides<T>, map: (side: T) => U | null): Sides<U> {
  return { baseline: baseline && map(baseline), current: current && map(current) };
}
