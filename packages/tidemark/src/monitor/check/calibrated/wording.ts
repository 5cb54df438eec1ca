/** Numbers in sentences: counts with separators, shares in percent that never round to all or nothing. */

const COUNT = new Intl.NumberFormat('en-US');
const QUANTITY = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 2 });

/** Below and above these a share would be written as 0% or 100% although it is neither. */
const LEAST_SHARE = 0.0001;
const GREATEST_SHARE = 0.9999;

/** Why values cannot be compared of which the documents name the common ones only. */
export const UNNAMED =
  'the documents name values of ten rows or more, and profile.tide, which holds the others, is not beside them';

export function toCountText(count: number): string {
  return COUNT.format(count);
}

export function toShareText(share: number): string {
  if (share > 0 && share < LEAST_SHARE) return 'less than 0.01%';
  if (share < 1 && share > GREATEST_SHARE) return 'more than 99.99%';
  return PERCENT.format(share);
}

export function toQuantityText(value: number): string {
  const magnitude = Math.abs(value);
  return magnitude !== 0 && (magnitude >= 1e15 || magnitude < 1e-6) ? value.toExponential(3) : QUANTITY.format(value);
}

/** `12.5% (250 of 2,000)` */
export function toPartText(part: number, total: number): string {
  return `${toShareText(total === 0 ? 0 : part / total)} (${toCountText(part)} of ${toCountText(total)})`;
}
