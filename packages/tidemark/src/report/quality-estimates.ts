/** What is said about a model's quality before its labels come, in words and as rows of a table. */
import type { MetricEstimate, QualityEstimates } from '../monitor/quality/estimates.js';
import type { QualityCheck } from '../monitor/quality/result.js';
import { toCountText, toPlainText, toPluralText, toQuantityText, toShareText } from './plain.js';

/** A metric by its estimate, its cells as text. */
export interface EstimateRow {
  readonly metric: string;
  readonly baseline: number | null;
  readonly threshold: number | null;
  readonly estimate: MetricEstimate;
  readonly cells: readonly string[];
}

export const ESTIMATE_HEAD: readonly string[] = [
  'metric',
  'baseline',
  'threshold',
  'estimate',
  'band',
  'realised',
  'off by',
  'remark',
];

/** How far the estimates can be trusted, a sentence each. */
export function toEstimateSentences(estimates: QualityEstimates): string[] {
  const { count, skipped, labelled, reason, metrics } = estimates;
  const share = count === 0 ? 0 : labelled / count;
  const known =
    labelled === 0
      ? 'none of which has a label yet'
      : `${toCountText(labelled)} of which have a label (${toShareText(share)})`;
  return [
    ...(count === 0 ? [] : [`Estimated over ${toPluralText(count, 'row')}, ${known}.`]),
    ...(skipped === 0 || reason !== null ? [] : [`${toPluralText(skipped, 'row')} had no score or no prediction.`]),
    ...(reason === null ? [] : [reason]),
    ...toTrust(metrics),
    ...toHeldBack(metrics),
  ].map(toPlainText);
}

function toTrust(metrics: readonly MetricEstimate[]): string[] {
  const checked = metrics.filter(({ verdict }) => verdict !== 'unchecked');
  const outside = checked.filter(({ verdict }) => verdict === 'outside');
  if (checked.length === 0) return [];
  if (outside.length === 0) {
    return [`The labels bear the estimates out: all ${checked.length} realised metrics lie within their bands.`];
  }
  const named = outside.map(
    ({ metric, realised, band }) =>
      `${metric} is ${toQuantityText(realised)}, its band was ${(band ?? []).map(toQuantityText).join(' to ')}`,
  );
  return [
    `The estimates should not be trusted: the labels say otherwise (${named.join('; ')}). What a score means has changed; make the baseline again before estimates are used.`,
  ];
}

/** The distances themselves stand in the table. */
function toHeldBack(metrics: readonly MetricEstimate[]): string[] {
  const parts = metrics.reduce((sum, { heldBack }) => sum + heldBack.parts, 0);
  const inside = metrics.reduce((sum, { heldBack }) => sum + heldBack.inside, 0);
  return parts === 0
    ? []
    : [
        `Of parts of the baseline that were held back, ${inside} of ${parts} realised values lay within the band; "off by" is how far estimates of them were off on average.`,
      ];
}

/** Metric by metric; none where there are no estimates. */
export function toEstimateRows({ estimates, baselineStatistics, baselineConstraints }: QualityCheck): EstimateRow[] {
  return (estimates?.metrics ?? []).map((estimate) => {
    const { metric, value, band, realised, heldBack } = estimate;
    const baseline = baselineStatistics?.metrics[metric]?.value ?? null;
    const threshold = baselineConstraints?.metrics[metric]?.threshold ?? null;
    const cells = [
      metric,
      ...[baseline, threshold, value].map(toNumberText),
      band === null ? '-' : band.map(toNumberText).join(' to '),
      toNumberText(realised),
      toNumberText(heldBack.meanAbsoluteError),
      toRemark(estimate),
    ];
    return { metric, baseline, threshold, estimate, cells };
  });
}

function toRemark({ value, isAlert, range, verdict }: MetricEstimate): string {
  if (value === null) return 'cannot tell';
  const remarks = [
    verdict === 'outside' ? 'realised outside the band' : '',
    isAlert ? `estimate outside the baseline's range, ${(range ?? []).map(toNumberText).join(' to ')}` : '',
  ];
  return remarks.filter((remark) => remark !== '').join('; ');
}

function toNumberText(value: number | null): string {
  return toQuantityText(value === null ? null : toShort(value));
}

function toShort(value: number): number {
  return Number(value.toPrecision(4));
}
