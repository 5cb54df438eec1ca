/** The shape of statistics.json, Model Monitor's keys as they are. What it has no place for lies under `tidemark`. */
import type { Counts, InferredType, TextShape } from '../../engine/statistics.js';

/** How often a feature had a value, and how often none. */
export interface CommonStatistics {
  readonly num_present: number;
  readonly num_missing: number;
}

/** One of ten equal bins between minimum and maximum. */
export interface NumericBucket {
  readonly lower_bound: number;
  readonly upper_bound: number;
  readonly count: number;
}

/** A sketch of the distribution: an item of `data[h]` stands for 2^h values. */
export interface SketchDistribution {
  readonly buckets: readonly NumericBucket[];
  readonly sketch: {
    readonly parameters: { readonly c: number; readonly k: number };
    readonly data: readonly (readonly number[])[];
  };
}

/** Numbers of a numeric feature; null where no finite number was seen or a result is beyond the range of doubles. */
export interface NumericalStatistics {
  readonly common: CommonStatistics;
  readonly mean: number | null;
  readonly sum: number | null;
  readonly std_dev: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly distribution?: { readonly kll: SketchDistribution };
}

/** A value of a text feature, and how often it stood there. */
export interface CategoricalBucket {
  readonly value: string;
  readonly count: number;
}

/** Numbers of a text feature; the values themselves only where they are few. */
export interface StringStatistics {
  readonly common: CommonStatistics;
  readonly distinct_count?: number;
  readonly distribution?: { readonly categorical: { readonly buckets: readonly CategoricalBucket[] } };
}

/** What Model Monitor has no key for. A member that is absent is not known. */
export interface OwnStatistics {
  readonly counts: Counts;
  readonly distinctCount?: number;
  readonly isDistinctCountExact?: boolean;
  /** Of the texts of a text feature. */
  readonly shape?: TextShape;
}

/** Everything known of one feature. */
export interface FeatureStatistics {
  readonly name: string;
  readonly inferred_type: InferredType;
  readonly numerical_statistics?: NumericalStatistics;
  readonly string_statistics?: StringStatistics;
  readonly tidemark?: OwnStatistics;
}

/** statistics.json: one entry a feature, in column order. */
export interface StatisticsDocument {
  readonly version: number;
  readonly dataset: { readonly item_count: number };
  readonly features: readonly FeatureStatistics[];
}

/** How often a feature had a value; zero and zero where the document does not say. */
export function toCommonStatistics(feature: FeatureStatistics): CommonStatistics {
  return (
    feature.numerical_statistics?.common ?? feature.string_statistics?.common ?? { num_present: 0, num_missing: 0 }
  );
}
