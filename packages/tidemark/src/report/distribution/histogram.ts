/** Two numeric distributions over common bins with round edges; what lies far out is gathered in open bins. */
import type { NumericDistribution } from './numeric-distribution.js';
import { toRoundStep } from './round-step.js';
import type { Sides } from './sides.js';

/** A bin holds the numbers from `from` up to but without `to`. The outermost may be open: -Infinity, Infinity. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  /** The share of each side's numbers; null for a side that has none. */
  readonly shares: Sides<number>;
}

/** The round steps lie at most a factor of 2 apart, which makes it ten bins or more. */
const MOST_BINS = 20;

/** A whole step of 2 in place of 2.5 makes a quarter more; rounding adds one at either end. */
const MOST_EDGES = 28;

/** The share of the numbers at either end that makes a tail. */
const TAIL = 0.02;

/** How far a tail may reach, as a part of the range without tails, before an open bin gathers it. */
const LONGEST_TAIL = 0.5;

/** Integers get a bin each where they are few, and bins between integers otherwise. */
export function toHistogram(sides: Sides<NumericDistribution>, isIntegral: boolean): Bin[] {
  const present = [sides.baseline, sides.current].filter((side) => side !== null);
  if (present.length === 0) return [];
  const minimum = Math.min(...present.map((side) => side.minimum));
  const maximum = Math.max(...present.map((side) => side.maximum));
  const [low, high] = findCentre(present, minimum, maximum);
  const edges = toEdges(low, high, isIntegral);
  const [first = low, last = high] = [edges[0], edges.at(-1)];
  const bounds = [...(minimum < first ? [-Infinity] : []), ...edges, ...(maximum >= last ? [Infinity] : [])];
  return bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? -Infinity;
    const toShare = (side: NumericDistribution | null) => side && massBelow(side, to) - massBelow(side, from);
    return { from, to, shares: { baseline: toShare(sides.baseline), current: toShare(sides.current) } };
  });
}

/** The range without the tails that would press everything else together. */
function findCentre(sides: readonly NumericDistribution[], minimum: number, maximum: number): [number, number] {
  const low = Math.min(...sides.map((side) => side.quantile(TAIL)));
  const high = Math.max(...sides.map((side) => side.quantile(1 - TAIL)));
  const reach = (high - low) * LONGEST_TAIL;
  return [low - minimum <= reach ? minimum : low, maximum - high <= reach ? maximum : high];
}

/** Multiples of a round step that enclose the range. For integers the step is whole, or bins would hold unlike many. */
function toEdges(low: number, high: number, isIntegral: boolean): number[] {
  const width = high / MOST_BINS - low / MOST_BINS;
  if (isIntegral && width <= 1) return toSteps(low, high, 1);
  if (width > 0) {
    const step = toRoundStep(width);
    return toSteps(low, high, isIntegral && !Number.isInteger(step) ? Math.floor(step) : step);
  }
  const step = toRoundStep(Math.max(Math.abs(low) / MOST_BINS, Number.MIN_VALUE * 2 ** 60));
  return toSteps(low - 5 * step, low + 4 * step, step);
}

function toSteps(low: number, high: number, step: number): number[] {
  const first = Math.floor(low / step);
  const count = Math.floor(high / step) - first + 2;
  const edges = Array.from({ length: Math.min(count, MOST_EDGES) }, (_, index) => (first + index) * step);
  return edges.filter((edge, index) => Number.isFinite(edge) && edge !== edges[index - 1]);
}

function massBelow(side: NumericDistribution, bound: number): number {
  if (bound === Infinity) return 1;
  return bound === -Infinity ? 0 : side.massBelow(bound);
}
