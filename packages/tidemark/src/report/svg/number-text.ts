/** Coordinates and bin labels as short text. */
import type { Bin } from '../distribution/histogram.js';
import { toQuantityText } from '../plain.js';

/** A coordinate to a tenth of a unit, which no eye tells from the exact one. */
export function toCoordinate(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Axis labels, shorter than in tables: `25K` */
const AXIS = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

export function toAxisText(value: number): string {
  const magnitude = Math.abs(value);
  return magnitude >= 1e4 && magnitude < 1e15 ? AXIS.format(value) : toQuantityText(value);
}

export function toBinText({ from, to }: Bin, isIntegral: boolean): string {
  if (from === -Infinity) return `below ${toQuantityText(to)}`;
  if (to === Infinity) return `${toQuantityText(from)} or more`;
  return isIntegral && to - from === 1 ? toQuantityText(from) : `${toQuantityText(from)} to ${toQuantityText(to)}`;
}
