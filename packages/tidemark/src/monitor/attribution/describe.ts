/** A changed order of features in a sentence. */
import type { AttributionDrift, FeatureAttributionDrift } from '../../engine/attribution.js';
import { toPythonText } from '../document/python-number.js';
import { THRESHOLD } from './violations.js';

/** How many features are named. */
const MOST_NAMED = 3;

/** Word for word; the number is below the threshold all the same. */
export function describeAsModelMonitor(ndcg: number): string {
  return `Feature attribution drift ${toPythonText(ndcg)} exceeds threshold ${THRESHOLD}`;
}

export function describeCalibrated({ interval, features }: AttributionDrift, ndcg: number, rate: number): string {
  const range = interval?.map(toShortText).join(' to ');
  const sure = range === undefined ? '' : ` (at a false-alarm rate of ${rate}: ${range})`;
  const moved = features
    .filter(({ ranks }) => ranks[0] !== ranks[1])
    .toSorted((a, b) => toMove(b) - toMove(a))
    .slice(0, MOST_NAMED)
    .map(({ feature, ranks }) => `${feature} went from place ${ranks[0]} to ${ranks[1]}`);
  return `The model listens to other features than in the baseline: ${moved.join(', ')}. The gain of their order is ${toShortText(ndcg)}${sure}, expected ${THRESHOLD} or more.`;
}

/** How much of all attributions has moved with a feature. */
function toMove({ shares, ranks }: FeatureAttributionDrift): number {
  return shares === null ? Math.abs(ranks[0] - ranks[1]) : Math.abs(shares[0] - shares[1]);
}

function toShortText(value: number): string {
  return String(Number(value.toPrecision(3)));
}
