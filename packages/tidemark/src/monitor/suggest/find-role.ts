/**
 * Which columns look like identifiers or timestamps, by their statistics alone. An amount in cents can be as distinct as
 * an identifier, so numbers must be spread evenly as well, which amounts are not and numbers given out in turn are.
 */
import type { TextShape } from '../../engine/statistics.js';
import type { FeatureRole } from '../document/constraints.js';
import { countUnnamed } from '../document/common-values.js';
import { type FeatureStatistics, type NumericalStatistics, toCommonStatistics } from '../document/statistics.js';

/** A role, and what in the statistics speaks for it. */
export interface RoleFinding {
  readonly role: Exclude<FeatureRole, 'feature'>;
  readonly reason: string;
}

/** With fewer values, text and numbers, many columns are all distinct by chance. */
const FEWEST_TEXTS = 100;
const FEWEST_NUMBERS = 1000;
const FEWEST_DATES = 30;

const DISTINCT_FRACTION = 0.99;
/** Three standard errors below, where the count of distinct values is an estimate. */
const ESTIMATED_DISTINCT_FRACTION = 0.95;

/** The start of 2000 and of 2100 in seconds of Unix time, and the factors to milliseconds and microseconds. */
const [EARLIEST, LATEST] = [946_684_800, 4_102_444_800];
const TIME_UNITS = [
  ['seconds', 1],
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
] as const;

const ISO_DATE = /^\d{4}-?[01]\d-?[0-3]\d([T ][0-2]\d:?[0-5]\d(:?[0-5]\d([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Bins of `TextShape.lengths`: 8 to 15 characters as dates have, 16 to 31 as times do, the first of 64 and more. */
const DATE_BIN = 4;
const TIME_BIN = 5;
const FIRST_LONG_BIN = 7;

export function findRole(feature: FeatureStatistics): RoleFinding | null {
  const { numerical_statistics: numerical } = feature;
  if (numerical) return findTime(numerical) ?? findNumberedRecords(feature, numerical);
  return findDates(feature) ?? findNamedRecords(feature);
}

function findTime({ common, min, max }: NumericalStatistics): RoleFinding | null {
  if (common.num_present < FEWEST_DATES || min === null || max === null || min === max) return null;
  const unit = TIME_UNITS.find(([, factor]) => min >= EARLIEST * factor && max <= LATEST * factor);
  return unit === undefined
    ? null
    : { role: 'timestamp', reason: `all values lie where ${unit[0]} of Unix time do, from 2000 to 2100` };
}

function findNumberedRecords(feature: FeatureStatistics, { distribution }: NumericalStatistics): RoleFinding | null {
  if (feature.inferred_type !== 'Integral' || !isDistinct(feature, FEWEST_NUMBERS)) return null;
  const counts = distribution?.kll.buckets.map(({ count }) => count) ?? [];
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const isEven = counts.length > 0 && counts.every((count) => count > mean / 2 && count < mean * 1.5);
  return isEven ? { role: 'identifier', reason: 'its integers are all but distinct and evenly spread' } : null;
}

function findDates(feature: FeatureStatistics): RoleFinding | null {
  const { string_statistics: string, tidemark } = feature;
  if (string === undefined || string.common.num_present < FEWEST_DATES) return null;
  const values = string.distribution?.categorical.buckets;
  if (values !== undefined && countUnnamed(feature) === 0) {
    const areDates = values.length > 1 && values.every(({ value }) => ISO_DATE.test(value));
    return areDates ? { role: 'timestamp', reason: 'all values are dates' } : null;
  }
  return tidemark?.shape !== undefined && hasShapeOfDates(tidemark.shape)
    ? { role: 'timestamp', reason: 'its texts have the shape of dates' }
    : null;
}

/** Digits and punctuation of a fitting length, and nothing else but the `T` or the blank before a time of day. */
function hasShapeOfDates(shape: TextShape): boolean {
  const total = shape.lengths.reduce((sum, count) => sum + count, 0);
  const [dates, times] = [shape.lengths[DATE_BIN] ?? 0, shape.lengths[TIME_BIN] ?? 0];
  const hasTime = shape.withUppercase + shape.withSpace > 0;
  const isAllOrNone = (count: number) => count === 0 || count === total;
  return (
    total > 0 &&
    (hasTime ? times : dates + times) === total &&
    shape.withDigit === total &&
    shape.withPunctuation === total &&
    shape.withLowercase === 0 &&
    shape.withBeyondAscii === 0 &&
    isAllOrNone(shape.withUppercase) &&
    isAllOrNone(shape.withSpace)
  );
}

function findNamedRecords(feature: FeatureStatistics): RoleFinding | null {
  const isLong = feature.tidemark?.shape?.lengths.slice(FIRST_LONG_BIN).some((count) => count > 0) ?? false;
  return isDistinct(feature, FEWEST_TEXTS) && !isLong
    ? { role: 'identifier', reason: 'its texts are short and all but distinct' }
    : null;
}

function isDistinct({ tidemark, ...feature }: FeatureStatistics, fewest: number): boolean {
  const { num_present: present } = toCommonStatistics(feature);
  const distinct = tidemark?.distinctCount ?? feature.string_statistics?.distinct_count ?? 0;
  const isExact = tidemark?.isDistinctCountExact ?? false;
  return present >= fewest && distinct >= (isExact ? DISTINCT_FRACTION : ESTIMATED_DISTINCT_FRACTION) * present;
}
