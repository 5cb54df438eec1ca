/** Statistics read from a profile in, statistics.json out. */
import type { Profile } from '../../engine/port.js';
import type { ColumnStatistics, NumericStatistics, ProfileStatistics } from '../../engine/statistics.js';
import { mapInTurns } from '../in-turns.js';
import type { Reading } from '../reading.js';
import type {
  CommonStatistics,
  FeatureStatistics,
  NumericalStatistics,
  OwnStatistics,
  SketchDistribution,
  StatisticsDocument,
  StringStatistics,
} from './statistics.js';

/** The sketch parameters of Model Monitor, which its readers expect to find. */
const SKETCH_PARAMETERS = { c: 0.64, k: 2048 };

/** The statistics of a profile, column by column in turns. */
export async function readProfileStatistics(profile: Profile, reading: Reading): Promise<ProfileStatistics> {
  const { rows, columns } = profile.outline();
  return { rows, columns: await mapInTurns(columns, (column) => profile.columnStatistics(column, reading)) };
}

export function toStatisticsDocument(statistics: ProfileStatistics, reading: Reading): StatisticsDocument {
  return {
    version: 0,
    dataset: { item_count: statistics.rows },
    features: statistics.columns.map((column) => toFeature(column, reading)),
  };
}

function toFeature(column: ColumnStatistics, reading: Reading): FeatureStatistics {
  const common = { num_present: column.counts.present, num_missing: column.counts.missing };
  const isNumeric = column.type === 'Integral' || column.type === 'Fractional';
  return {
    name: column.name,
    inferred_type: column.type,
    ...(isNumeric
      ? { numerical_statistics: toNumerical(common, column.numeric) }
      : { string_statistics: toStringStatistics(common, column) }),
    ...(reading === 'tidemark' && { tidemark: toOwn(column) }),
  };
}

function toOwn({ counts, distinctCount, isDistinctCountExact, text }: ColumnStatistics): OwnStatistics {
  return { counts, distinctCount, isDistinctCountExact, ...(text?.shape && { shape: text.shape }) };
}

function toNumerical(common: CommonStatistics, numeric: NumericStatistics | null): NumericalStatistics {
  return {
    common,
    mean: numeric?.mean ?? null,
    sum: numeric?.sum ?? null,
    std_dev: numeric?.standardDeviation ?? null,
    min: numeric?.minimum ?? null,
    max: numeric?.maximum ?? null,
    ...(numeric && { distribution: { kll: toSketch(numeric) } }),
  };
}

function toSketch(numeric: NumericStatistics): SketchDistribution {
  return {
    buckets: numeric.buckets.map((bucket) => ({
      lower_bound: bucket.lowerBound,
      upper_bound: bucket.upperBound,
      count: bucket.count,
    })),
    sketch: { parameters: SKETCH_PARAMETERS, data: numeric.levels },
  };
}

function toStringStatistics(common: CommonStatistics, { text, distinctCount }: ColumnStatistics): StringStatistics {
  return {
    common,
    ...(text && { distinct_count: distinctCount }),
    ...(text?.values && { distribution: { categorical: { buckets: text.values } } }),
  };
}
