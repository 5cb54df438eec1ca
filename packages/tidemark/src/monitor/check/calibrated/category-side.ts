/** The categories of a column of the window, also where all of them look like numbers. */
import type { MeasureSide, Profile } from '../../../engine/port.js';
import type { ColumnStatistics } from '../../../engine/statistics.js';

/** Null for a column of numbers whose values are not known one by one. */
export function toCategorySide(profile: Profile, column: ColumnStatistics): MeasureSide | null {
  const { numeric, counts, name } = column;
  if (numeric === null) return { profile, column: name };
  if (numeric.certificate > 0 || numeric.count < counts.present) return null;
  const categories = new Map<string, number>();
  for (const [level, items] of numeric.levels.entries()) {
    for (const item of items) categories.set(String(item), (categories.get(String(item)) ?? 0) + 2 ** level);
  }
  return { categories: Array.from(categories, ([value, count]) => ({ value, count })) };
}
