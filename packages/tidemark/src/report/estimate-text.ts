/** Estimates of quality as text for a terminal: how far they can be trusted, and then window by window. */
import type {
  MetricEstimate,
  QualityEstimatesData,
  QualityEstimator,
  WindowEstimate,
} from '../monitor/estimate/estimates.js';
import { toPlainText, toPluralText, toShareText } from './plain.js';
import { toTable } from './table.js';

export function toEstimateText(estimates: QualityEstimatesData): string {
  const { windows, trust, estimator } = estimates;
  const lines = trust.map(({ text }) => toPlainText(text));
  const told = windows.filter(({ reason }) => reason !== null);
  const reasons = told.map(({ name, reason }) => toPlainText(`${name}: ${reason ?? ''}`));
  const tables = trust.map(({ id }) => toMetricTable(id, windows));
  return `${[...lines, ...reasons, '', ...tables, toEstimatorText(estimator), ''].join('\n')}${estimator.skipped > 0 ? `${toPluralText(estimator.skipped, 'row')} of the reference were left out: they lack a score, a prediction or a label.\n` : ''}`;
}

function toMetricTable(id: string, windows: readonly WindowEstimate[]): string {
  const rows = windows.map((window) => {
    const metric = window.metrics.find((each) => each.id === id);
    return [window.name, ...toMetricCells(metric), toLabelledText(window), toVerdictText(metric)];
  });
  const titles = [id, 'estimate', 'band', 'realised', 'labels', ''];
  return `${toTable(
    titles.map((title) => ({ title })),
    rows,
  )}\n`;
}

/** Estimate, band and realised value, as cells. */
export function toMetricCells(metric: MetricEstimate | undefined): [string, string, string] {
  const { value = null, band = null, realised = null } = metric ?? {};
  return [toNumberText(value), band === null ? '-' : band.map(toNumberText).join(' to '), toNumberText(realised)];
}

export function toLabelledText({ labelled, count }: WindowEstimate): string {
  return count === 0 ? '-' : toShareText(labelled / count);
}

export function toVerdictText(metric: MetricEstimate | undefined): string {
  if (metric === undefined || metric.value === null) return 'cannot tell';
  const [value, error] = metric.assisted ?? [];
  const remarks = [
    metric.verdict === 'outside' ? 'realised outside the band' : '',
    metric.isAlert ? 'estimate outside the range of the reference' : '',
    value === undefined || error === undefined
      ? ''
      : `put right by its labels so far: ${toNumberText(value)} (standard error ${toNumberText(error)})`,
  ];
  return remarks.filter((remark) => remark !== '').join('; ');
}

/** How good the estimator was on parts of its own reference. */
export function toEstimatorText({ estimator }: Pick<QualityEstimator, 'estimator'>): string {
  const { metrics, calibrations } = estimator;
  const held = metrics.map(({ id, heldBack: { parts, inside, meanAbsoluteError } }) =>
    meanAbsoluteError === null
      ? `${id} could not be held back`
      : `${id} was off by ${toNumberText(meanAbsoluteError)} on average, and within the band in ${inside} of ${parts}`,
  );
  const errors = calibrations.map(({ error, isNeeded }) => `${toNumberText(error)}${isNeeded ? ' (put right)' : ''}`);
  const calibration = errors.length === 0 ? '' : ` The calibration error of the scores was ${errors.join(', ')}.`;
  return `On parts of the reference that were held back, ${held.join('; ')}.${calibration}`;
}

export function toNumberText(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(4)));
}
