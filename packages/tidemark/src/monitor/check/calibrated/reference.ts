/** What the baseline knows of a column: from its profile where there is one, else from its documents. */
import type { MeasureSide, Profile } from '../../../engine/port.js';
import type { ColumnStatistics, Counts, InferredType, ValueCount } from '../../../engine/statistics.js';
import { countUnnamed } from '../../document/common-values.js';
import { type FeatureStatistics, toCommonStatistics } from '../../document/statistics.js';
import { countNumbers, isNumericType } from '../value-kinds.js';

/** A column of the baseline. */
export interface Reference {
  readonly type: InferredType;
  readonly present: number;
  readonly missing: number;
  /** Null where the documents do not say of which kinds the values were. */
  readonly counts: Counts | null;
  readonly numberCount: number;
  /** Its distribution, of numbers or of categories by its type; null where none is known. */
  readonly side: MeasureSide | null;
  readonly levels: readonly (readonly number[])[];
  /** The values of a text column one by one; null where they are not known. */
  readonly values: readonly ValueCount[] | null;
  /** In how many rows stand values that the documents leave unnamed. */
  readonly unnamed: number;
}

/** The column as the profile holds it. */
export function fromProfile(profile: Profile, column: ColumnStatistics): Reference {
  const { counts } = column;
  return {
    type: column.type,
    present: counts.present,
    missing: counts.missing,
    counts,
    numberCount: countNumbers(counts),
    side: { profile, column: column.name },
    levels: column.numeric?.levels ?? [],
    values: column.text?.values ?? null,
    unnamed: 0,
  };
}

/** The column as statistics.json describes it. */
export function fromDocument(feature: FeatureStatistics): Reference {
  const { num_present: present, num_missing: missing } = toCommonStatistics(feature);
  const levels = feature.numerical_statistics?.distribution?.kll.sketch.data ?? [];
  const buckets = feature.string_statistics?.distribution?.categorical.buckets ?? null;
  const unnamed = countUnnamed(feature);
  const values = unnamed === 0 ? buckets : null;
  const counts = feature.tidemark?.counts ?? null;
  return {
    type: feature.inferred_type,
    present,
    missing,
    counts,
    numberCount: countWeights(levels),
    side: isNumericType(feature.inferred_type) ? { levels } : values && { categories: values },
    levels,
    values,
    unnamed,
  };
}

function countWeights(levels: readonly (readonly number[])[]): number {
  return levels.reduce((sum, items, level) => sum + items.length * 2 ** level, 0);
}
