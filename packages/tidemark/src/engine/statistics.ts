/** Numbers read from a profile: what `Profile.statistics()` gives. JSON, never merged. */

/** The type of a column, read from its counts. `Unknown`: no value was present. */
export type InferredType = 'Integral' | 'Fractional' | 'Boolean' | 'String' | 'Unknown';

/** How often each lexical kind of value stood in a column. `present` + `missing` = `rows`. */
export interface Counts {
  readonly rows: number;
  readonly missing: number;
  readonly present: number;
  readonly boolean: number;
  readonly integral: number;
  readonly fractional: number;
  /** Numbers with an exponent, such as `1e-5`: Fractional here, text for Model Monitor. */
  readonly exponent: number;
  /** Numbers in other spellings, `.5`, `5.` or padded with blanks: Fractional here, text for Model Monitor. */
  readonly loose: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  /** Everything else. */
  readonly text: number;
  /** Finite numbers below zero, and equal to zero. */
  readonly negative: number;
  readonly zero: number;
  /** Integer literals that no double holds exactly; they are counted under `integral` too. */
  readonly roundedIntegers: number;
}

/** One of ten equal bins between minimum and maximum; the last one includes its upper bound. */
export interface Bucket {
  readonly lowerBound: number;
  readonly upperBound: number;
  readonly count: number;
}

/** What is known of the finite numbers of a column. A result beyond the range of doubles is null. */
export interface NumericStatistics {
  readonly count: number;
  readonly sum: number | null;
  readonly mean: number | null;
  /** Population variance and its root: divided by the count, not by the count less one. */
  readonly variance: number | null;
  readonly standardDeviation: number | null;
  readonly minimum: number;
  readonly maximum: number;
  readonly buckets: readonly Bucket[];
  /** Items by level: an item at level h stands for 2^h values. */
  readonly levels: readonly (readonly number[])[];
  /** The largest share of values whose order inside their sketch bucket is not known; 0 is exact. */
  readonly certificate: number;
}

/** A value and how often it was present. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** How long the texts of a column are and of which characters. */
export interface TextShape {
  /** Texts of 0, 1, 2 to 3, 4 to 7, … 512 to 1,023, 1,024 and more characters. */
  readonly lengths: readonly number[];
  readonly withLowercase: number;
  readonly withUppercase: number;
  readonly withDigit: number;
  readonly withSpace: number;
  readonly withPunctuation: number;
  readonly withBeyondAscii: number;
}

/** What is known of the values of a text column. */
export interface TextStatistics {
  /**
   * Each distinct value with its count, up to 120 of them, else null. `tidemark`: the most frequent first; `sagemaker`:
   * first seen first.
   */
  readonly values: readonly ValueCount[] | null;
  /** Null in the `sagemaker` reading. */
  readonly shape: TextShape | null;
}

/** Everything that is read from one column. */
export interface ColumnStatistics {
  readonly name: string;
  readonly position: number;
  readonly type: InferredType;
  readonly counts: Counts;
  /** How many distinct values were present. */
  readonly distinctCount: number;
  /** Whether that is exact, or an estimate with a standard error of some 1.2 % (`sagemaker`: 1.6 %). */
  readonly isDistinctCountExact: boolean;
  /** Null when no finite number was seen, or when the column is read as text. */
  readonly numeric: NumericStatistics | null;
  /** Null when the column is read as numbers. */
  readonly text: TextStatistics | null;
}

/** What a profile is about: how many rows, and the names of its columns in order. */
export interface ProfileOutline {
  readonly rows: number;
  readonly columns: readonly string[];
}

/** Everything that is read from a profile, columns in order. */
export interface ProfileStatistics {
  readonly rows: number;
  readonly columns: readonly ColumnStatistics[];
}
