/**
 * Whether values have the shares of the baseline. The effect is the largest change of a share (L-infinity), the p-value
 * that of the two-sample chi-square test.
 */
import type { CategoryComparison, MeasureSide } from '../../../engine/port.js';
import { toCategoricalThreshold } from '../../constraint/monitoring-config.js';
import type { ComparedFeature, Window } from './feature.js';
import { type Finding, notEvaluated, tested } from './finding.js';
import { listValues, nameValue } from './naming.js';
import { countOfOtherType } from './type-change.js';
import { toQuantityText, toShareText } from './wording.js';

/** How many changes of shares a sentence names. */
const NAMED_SHARES = 3;

const SAMPLE_NOTE =
  'There are too many values to know each: a sample of them was compared one by one, the others in groups.';

export function testCategories(feature: ComparedFeature, side: MeasureSide, { engine, profile }: Window): Finding[] {
  const { name, monitoring, current } = feature;
  const now = { profile, column: current.name };
  const distance = engine.measure('l-infinity', side, now);
  const { value } = distance;
  const pValue = value === 0 ? 1 : engine.measure('chi-square', side, now, { variant: 'two-sample' }).pValue;
  if (value === null || pValue === null) {
    return [notEvaluated(name, 'baseline_drift_check', 'no p-value could be found for the shares of its values')];
  }
  const threshold = toCategoricalThreshold(monitoring);
  const isRelevant = value > threshold;
  const draft = {
    feature: name,
    check: 'baseline_drift_check',
    description: isRelevant ? describe(engine.compareCategories(side, now), value, threshold) : '',
    measure: { id: distance.id, variant: distance.variant },
    value,
    expected: threshold,
    effect: value,
    counts: distance.counts,
    // Of a part of the values that is replaced, no share changes by more than this part.
    followsType: value <= countOfOtherType(feature) / current.counts.present,
  } as const;
  return [tested(draft, pValue, isRelevant)];
}

function describe(comparison: CategoryComparison, distance: number, threshold: number): string {
  const { appeared, vanished, basis, isComplete } = comparison;
  const largest = `largest change ${toQuantityText(distance)}, allowed ${toQuantityText(threshold)}`;
  return [
    `The shares of its values changed${describeShares(comparison)} (${largest}).`,
    ...(appeared.length > 0 ? [`New: ${listValues(appeared, isComplete)}.`] : []),
    ...(vanished.length > 0 ? [`Vanished: ${listValues(vanished, isComplete)}.`] : []),
    ...(basis === 'sample' ? [SAMPLE_NOTE] : []),
  ].join(' ');
}

function describeShares({ shares, referenceTotal, currentTotal }: CategoryComparison): string {
  const changes = shares.flatMap(({ value, reference, current }) => {
    const name = nameValue({ value, count: Math.max(reference, current) });
    const [before, now] = [toShareText(reference / referenceTotal), toShareText(current / currentTotal)];
    return name === null ? [] : [`${name} from ${before} to ${now}`];
  });
  return changes.length === 0 ? '' : `: ${changes.slice(0, NAMED_SHARES).join(', ')}`;
}
