/** What drift does to a model's quality, in words and as rows of a table. */
import type { DriftImpact, EstimatedChange } from '../monitor/estimate/drift-impact.js';
import { toCountText, toPlainText, toQuantityText } from './plain.js';

export const IMPACT_HEAD: readonly string[] = ['feature', 'estimated change', 'band', 'effective rows', 'remark'];

export function toImpactSentences({ metric, reference, estimatedChange }: DriftImpact): string[] {
  const { value, band, reason } = estimatedChange;
  const whole =
    value === null
      ? `The change of ${metric} over the window cannot be told: ${reason ?? ''}`
      : `The window changes ${metric} by an estimated ${toChangeText(value)} (band ${toBandText(band)}), from ${toQuantityText(toShort(reference ?? 0))} in the reference`;
  return [
    `${whole.replace(/\.$/, '')}.`,
    'Below, the change that the drift of each feature alone would bring, all else given the feature being as it was. Changes of features that go together do not add up.',
  ].map(toPlainText);
}

export function toImpactRows({ features }: DriftImpact): string[][] {
  return features.map(({ feature, value, band, effectiveRows, reason }) => [
    feature,
    toChangeText(value),
    toBandText(band),
    effectiveRows === null ? '-' : toCountText(effectiveRows),
    reason === null ? '' : `cannot tell: ${reason}`,
  ]);
}

/** With its sign: `+0.012` */
export function toChangeText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return `${value > 0 ? '+' : ''}${toQuantityText(toShort(value))}`;
}

function toBandText(band: EstimatedChange['band']): string {
  return band === null ? '-' : band.map(toChangeText).join(' to ');
}

function toShort(value: number): number {
  return Number(value.toPrecision(3));
}
