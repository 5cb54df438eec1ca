/** Values with their intervals, as the engine compares them. */
import type { IntervalEstimate } from '../engine/port.js';

/** An end that should be the value itself may lie beside it by rounding, and the middle of resamples need not hold it. */
export function toIntervalEstimate(value: number, [lowest, highest]: IntervalEstimate['interval']): IntervalEstimate {
  return { value, interval: [Math.min(lowest, value), Math.max(highest, value)] };
}

/** A fall of the one is a rise of the other. */
export function negate({ value, interval: [lowest, highest] }: IntervalEstimate): IntervalEstimate {
  return { value: -value, interval: [-highest, -lowest] };
}
