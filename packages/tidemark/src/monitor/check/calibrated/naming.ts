/** Values of the data in sentences: quoted and short, and only where enough rows share them to give nobody away. */
import type { ValueCount } from '../../../engine/statistics.js';
import { FEWEST_ROWS } from '../../document/common-values.js';
import { toCountText } from './wording.js';

const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** Null for a value that is not to be spelled out. */
export function nameValue({ value, count }: ValueCount): string | null {
  if (count < FEWEST_ROWS) return null;
  const characters = Array.from(value);
  const isLong = characters.length > LONGEST_NAME;
  return JSON.stringify(isLong ? `${characters.slice(0, LONGEST_NAME).join('')}…` : value);
}

/** `"boat" (60), "bike" (12) and 2 rare values`; of a list that is not complete `"boat" (60) and others`. */
export function listValues(values: readonly ValueCount[], isComplete: boolean): string {
  const spelled = values.filter(({ count }) => count >= FEWEST_ROWS);
  const named = spelled.slice(0, MOST_NAMED).map((value) => `${nameValue(value)} (${toCountText(value.count)})`);
  const unnamed = spelled.length - named.length;
  const rare = values.length - spelled.length;
  const others = [
    ...(unnamed > 0 ? [`${toCountText(unnamed)} more`] : []),
    ...(rare > 0 ? [rare === 1 ? 'a rare value' : `${toCountText(rare)} rare values`] : []),
  ];
  const parts = [...named, ...(isComplete ? others : [named.length === 0 ? 'rare values' : 'others'])];
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
