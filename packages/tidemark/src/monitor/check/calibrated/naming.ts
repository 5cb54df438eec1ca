/** Values of the data in sentences: quoted and short, and only where enough rows share them to give nobody away. */
import type { ValueCount } from '../../../engine/statistics.js';
import { toCountText } from './wording.js';

/** A value with fewer rows than this is not spelled out. */
const FEWEST_ROWS = 10;
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

export function nameValue({ value, count }: ValueCount): string {
  if (count < FEWEST_ROWS) return 'a rare value';
  const characters = Array.from(value);
  const isLong = characters.length > LONGEST_NAME;
  return JSON.stringify(isLong ? `${characters.slice(0, LONGEST_NAME).join('')}…` : value);
}

/** `"boat" (60), "bike" (12) and 2 rare values` */
export function listValues(values: readonly ValueCount[]): string {
  const spelled = values.filter(({ count }) => count >= FEWEST_ROWS);
  const named = spelled.slice(0, MOST_NAMED).map((value) => `${nameValue(value)} (${toCountText(value.count)})`);
  const unnamed = spelled.length - named.length;
  const rare = values.length - spelled.length;
  const parts = [
    ...named,
    ...(unnamed > 0 ? [`${toCountText(unnamed)} more`] : []),
    ...(rare > 0 ? [rare === 1 ? 'a rare value' : `${toCountText(rare)} rare values`] : []),
  ];
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
