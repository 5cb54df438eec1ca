/**
 * `range_check`: numbers stay between the bounds. A bound that is the baseline's own extreme is tested, each side by
 * itself and corrected for there being two; one written by hand is exact.
 */
import type { FeatureRange } from '../../document/constraints.js';
import { countNumbers } from '../value-kinds.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, tested, violated } from './finding.js';
import { compareFailing } from './share-test.js';
import { toPartText, toQuantityText } from './wording.js';

export function checkRange(feature: ComparedFeature, window: Window): Finding[] {
  const { name, constraints, suggested, reference, current, apart } = feature;
  const range = constraints.tidemark;
  const total = countNumbers(current.counts);
  if (range === undefined || (range.minimum ?? range.maximum) === undefined || total === 0) return [];
  const isSuggested = range.minimum === suggested?.tidemark?.minimum && range.maximum === suggested?.tidemark?.maximum;
  if (isSuggested && apart !== null) return [];
  const outside = countOutside(feature, window, range);
  const failing = outside.below + outside.above;
  const limits = describeLimits(range);
  const common = { feature: name, check: 'range_check', expected: 0, value: failing / total } as const;
  if (reference === null || !isSuggested) {
    if (failing === 0) return [];
    const description = `Of the numbers, ${toPartText(failing, total)} lie ${limits}, the bounds of the constraint${describeExtremes(feature)}.`;
    const counts = { reference: null, current: total };
    return [violated({ ...common, description, effect: failing / total, counts })];
  }
  const baseline = { failing: 0, total: reference.numberCount };
  const sides = [outside.below, outside.above].map(
    (count) => compareFailing(window.engine, baseline, { failing: count, total }).pValue,
  );
  const { evidence, hasGrown } = compareFailing(window.engine, baseline, { failing, total });
  const description = `Of the numbers, ${toPartText(failing, total)} lie ${limits}, the range of the baseline${describeExtremes(feature)}.`;
  return [tested({ ...evidence, ...common, description }, Math.min(1, sides.length * Math.min(...sides)), hasGrown)];
}

/** How many numbers lie below and above, as far as it is certain. */
function countOutside({ current }: ComparedFeature, { profile }: Window, range: FeatureRange) {
  const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = range;
  return {
    below: profile.countOutside(current.name, minimum, Number.MAX_VALUE).certain,
    above: profile.countOutside(current.name, -Number.MAX_VALUE, maximum).certain,
  };
}

function describeLimits({ minimum, maximum }: FeatureRange): string {
  if (minimum === undefined) return `above ${toQuantityText(maximum ?? 0)}`;
  if (maximum === undefined) return `below ${toQuantityText(minimum)}`;
  return `outside ${toQuantityText(minimum)} to ${toQuantityText(maximum)}`;
}

function describeExtremes({ current: { numeric } }: ComparedFeature): string {
  return numeric === null
    ? ''
    : `; now they reach from ${toQuantityText(numeric.minimum)} to ${toQuantityText(numeric.maximum)}`;
}
