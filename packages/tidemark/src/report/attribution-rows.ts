/** What is shown of each feature: its attributions, places and shares on both sides, the ones that matter first. */
import type { AttributionDrift, FeatureAttributionDrift } from '../monitor/attribution/result.js';
import { toPValueText, toQuantityText, toShareText } from './plain.js';

export const ATTRIBUTION_HEAD: readonly string[] = [
  'feature',
  'baseline',
  'window',
  'place before',
  'place now',
  'share before',
  'share now',
  'p adjusted',
];

/** By the higher of both places. */
export function orderFeatures({ features }: AttributionDrift): FeatureAttributionDrift[] {
  return features.toSorted((a, b) => Math.min(...a.ranks) - Math.min(...b.ranks) || a.ranks[0] - b.ranks[0]);
}

/** A cell for each title of the head. */
export function toAttributionCells({
  feature,
  values,
  ranks,
  shares,
  adjustedPValue,
}: FeatureAttributionDrift): string[] {
  return [
    feature,
    ...values.map(toQuantityText),
    ...ranks.map(String),
    ...[0, 1].map((side) => (shares === null ? '-' : toShareText(shares[side] ?? 0))),
    toPValueText(adjustedPValue),
  ];
}

/** What is known of a label besides its features. */
export function toDriftFacts({ ndcg, interval, spearman, kendall, l1, rows }: AttributionDrift): [string, string][] {
  return [
    ['gain of the order (NDCG)', toQuantityText(ndcg)],
    ['its interval', interval?.map(toQuantityText).join(' to ') ?? '-'],
    ["Spearman's rho", toQuantityText(spearman)],
    ["Kendall's tau-b", toQuantityText(kendall)],
    ['share that moved (L1)', toQuantityText(l1)],
    ['rows', rows.map((count) => (count === null ? '-' : String(count))).join(' and ')],
  ];
}
