//! Numbers read from a profile, in the form in which they leave the engine.

use super::{ColumnProfile, NamedColumn};
use crate::order::in_order;
use crate::state::{Bucket, CharacterClass, Counts, InferredType, Kind, LENGTH_BINS};
use tidemark_json::{plain_text, write_json};

/// A text column lists its values up to this many distinct ones, as Model Monitor's documents do.
const MOST_LISTED: u64 = 120;

/// Everything read from a column.
#[derive(Clone, Debug)]
pub struct ColumnStatistics {
    /// The name.
    pub name: String,
    /// The smallest position at which it stood.
    pub position: u32,
    /// The type read from the counts.
    pub inferred_type: InferredType,
    /// The counts.
    pub counts: CountStatistics,
    /// How many distinct values were present.
    pub distinct_count: u64,
    /// Whether that is exact, or an estimate with a standard error of 1.2 %.
    pub is_distinct_count_exact: bool,
    /// The numbers, if the column reads as numbers.
    pub numeric: Option<NumericStatistics>,
    /// The texts, where they are known.
    pub text: Option<TextStatistics>,
}

write_json!(ColumnStatistics {
    name, position, inferred_type as "type", counts, distinct_count, is_distinct_count_exact, numeric, text,
});

/// Counts by name.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of the counts and their kinds")]
pub struct CountStatistics {
    pub rows: u64,
    pub missing: u64,
    pub present: u64,
    pub boolean: u64,
    pub integral: u64,
    pub fractional: u64,
    pub exponent: u64,
    pub loose: u64,
    pub nan: u64,
    pub positive_infinity: u64,
    pub negative_infinity: u64,
    pub text: u64,
    pub negative: u64,
    pub zero: u64,
    pub rounded_integers: u64,
}

write_json!(CountStatistics {
    rows,
    missing,
    present,
    boolean,
    integral,
    fractional,
    exponent,
    loose,
    nan,
    positive_infinity,
    negative_infinity,
    text,
    negative,
    zero,
    rounded_integers
});

impl From<&Counts> for CountStatistics {
    fn from(counts: &Counts) -> Self {
        Self {
            rows: counts.rows(),
            missing: counts.missing(),
            present: counts.present(),
            boolean: counts.of(Kind::Boolean),
            integral: counts.of(Kind::Integral),
            fractional: counts.of(Kind::Fractional),
            exponent: counts.of(Kind::Exponent),
            loose: counts.of(Kind::Loose),
            nan: counts.of(Kind::Nan),
            positive_infinity: counts.of(Kind::PositiveInfinity),
            negative_infinity: counts.of(Kind::NegativeInfinity),
            text: counts.of(Kind::Text),
            negative: counts.negative(),
            zero: counts.zero(),
            rounded_integers: counts.rounded_integers(),
        }
    }
}

/// What is known of finite numbers.
#[derive(Clone, Debug)]
pub struct NumericStatistics {
    /// How many there are.
    pub count: u64,
    /// Their sum, mean, population variance and its root; null beyond the range of doubles.
    pub sum: Option<f64>,
    /// See `sum`.
    pub mean: Option<f64>,
    /// See `sum`.
    pub variance: Option<f64>,
    /// See `sum`.
    pub standard_deviation: Option<f64>,
    /// The smallest.
    pub minimum: f64,
    /// The largest.
    pub maximum: f64,
    /// Ten bins of equal width.
    pub buckets: Vec<EqualBucket>,
    /// Items by level; one at level h stands for 2^h values.
    pub levels: Vec<Vec<f64>>,
    /// The largest share of values whose order inside their bucket is not known.
    pub certificate: f64,
}

write_json!(NumericStatistics {
    count,
    sum,
    mean,
    variance,
    standard_deviation,
    minimum,
    maximum,
    buckets,
    levels,
    certificate
});

/// One of ten bins of equal width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EqualBucket {
    /// Included.
    pub lower_bound: f64,
    /// Excluded, but in the last bin.
    pub upper_bound: f64,
    /// How many values.
    pub count: u64,
}

write_json!(EqualBucket { lower_bound, upper_bound, count });

/// What is known of text.
#[derive(Clone, Debug)]
pub struct TextStatistics {
    /// The values with their counts, where they are few.
    pub values: Option<Vec<ValueCount>>,
    /// The shape of the texts, where it is known.
    pub shape: Option<TextShape>,
}

write_json!(TextStatistics { values, shape });

/// How long texts are and of which characters.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of the classes of characters")]
pub struct TextShape {
    /// Texts of 0, 1, 2 to 3, 4 to 7, … 512 to 1,023, 1,024 and more characters.
    pub lengths: [u64; LENGTH_BINS],
    pub with_lowercase: u64,
    pub with_uppercase: u64,
    pub with_digit: u64,
    pub with_space: u64,
    pub with_punctuation: u64,
    pub with_beyond_ascii: u64,
}

write_json!(TextShape {
    lengths,
    with_lowercase,
    with_uppercase,
    with_digit,
    with_space,
    with_punctuation,
    with_beyond_ascii
});

/// A text and how often it stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCount {
    /// The text.
    pub value: String,
    /// How often.
    pub count: u64,
}

write_json!(ValueCount { value, count });

impl NamedColumn<'_> {
    /// Everything that the stored profile tells of the column.
    pub fn statistics(&self) -> ColumnStatistics {
        let Self { name, position, profile } = *self;
        let inferred_type = profile.counts().inferred_type();
        let is_text = matches!(inferred_type, InferredType::String | InferredType::Boolean);
        let (distinct_count, is_distinct_count_exact) = profile.distinct_count();
        ColumnStatistics {
            name: name.to_owned(),
            position,
            inferred_type,
            counts: profile.counts().into(),
            distinct_count,
            is_distinct_count_exact,
            numeric: profile.numeric_statistics(),
            text: is_text.then(|| profile.text_statistics()),
        }
    }
}

impl ColumnProfile {
    fn numeric_statistics(&self) -> Option<NumericStatistics> {
        let is_numeric = matches!(self.counts().inferred_type(), InferredType::Integral | InferredType::Fractional);
        let (minimum, maximum) = self.moments().range().filter(|_| is_numeric)?;
        let count = self.counts().finite();
        let items: Vec<(f64, u64)> = self.buckets().map(|bucket| (middle(&bucket), bucket.count)).collect();
        let variance = self.moments().variance(count);
        Some(NumericStatistics {
            count,
            sum: self.moments().sum(),
            mean: self.moments().mean(count),
            variance,
            standard_deviation: variance.map(f64::sqrt),
            minimum,
            maximum,
            buckets: equal_buckets(minimum, maximum, maximum, &items),
            levels: binary_levels(&items),
            certificate: self.quantile().certificate(),
        })
    }

    fn text_statistics(&self) -> TextStatistics {
        let text = self.text();
        TextStatistics {
            values: (self.distinct_count().0 <= MOST_LISTED).then(|| self.listed_values()).flatten(),
            shape: Some(TextShape {
                lengths: *text.lengths(),
                with_lowercase: text.containing(CharacterClass::Lowercase),
                with_uppercase: text.containing(CharacterClass::Uppercase),
                with_digit: text.containing(CharacterClass::Digit),
                with_space: text.containing(CharacterClass::Space),
                with_punctuation: text.containing(CharacterClass::Punctuation),
                with_beyond_ascii: text.containing(CharacterClass::Beyond),
            }),
        }
    }

    /// Every value with its count, the most frequent first, then by their bytes; none where not every value is known.
    /// Numbers are written in their shortest form, so `007` is `7`.
    fn listed_values(&self) -> Option<Vec<ValueCount>> {
        self.distinct_count().1.then(|| {
            let texts = self.frequent().values().map(|value| (value.text.to_owned(), value.count));
            let numbers = self.quantile().buckets().map(|bucket| (plain_text(bucket.low), bucket.count));
            let values: Vec<_> = texts.chain(numbers).map(|(value, count)| ValueCount { value, count }).collect();
            in_order(values, |a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)))
        })
    }
}

/// The value that stands for a bucket: the value itself in an atom, else the middle. The ends have one sign.
fn middle(bucket: &Bucket) -> f64 {
    bucket.low + (bucket.high - bucket.low) / 2.0
}

/// Every count in binary: an item stands on each level whose bit is set.
fn binary_levels(items: &[(f64, u64)]) -> Vec<Vec<f64>> {
    let heaviest = items.iter().map(|item| item.1).max().unwrap_or(0);
    let on_level = |level: u32| items.iter().filter(|item| item.1 >> level & 1 == 1).map(|item| item.0).collect();
    (0..64 - heaviest.leading_zeros()).map(on_level).collect()
}

/// Ten bins with the bounds minimum + (maximum - minimum) * i / 10, the last of which is `end` and included.
/// `items` are values with their counts, ascending.
pub fn equal_buckets(minimum: f64, maximum: f64, end: f64, items: &[(f64, u64)]) -> Vec<EqualBucket> {
    const BINS: u8 = 10;
    let bound = |index: u8| {
        let offset = (maximum - minimum) * f64::from(index) / f64::from(BINS);
        if index == BINS {
            end
        } else if offset.is_finite() {
            minimum + offset
        } else {
            // The range itself is beyond the doubles: weigh its ends instead.
            let share = f64::from(index) / f64::from(BINS);
            minimum * (1.0 - share) + maximum * share
        }
    };
    let below = |limit: f64, is_included: bool| -> u64 {
        let end = items.partition_point(|item| item.0 < limit || (is_included && item.0 == limit));
        items[..end].iter().map(|item| item.1).sum()
    };
    (0..BINS)
        .map(|index| {
            let (lower_bound, upper_bound) = (bound(index), bound(index + 1));
            let is_last = index + 1 == BINS;
            let count = below(upper_bound, is_last).saturating_sub(below(lower_bound, false));
            EqualBucket { lower_bound, upper_bound, count }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bin_includes_its_upper_bound() {
        let buckets = equal_buckets(0.0, 10.0, 10.0, &[(0.0, 2), (1.0, 1), (9.5, 4), (10.0, 3)]);
        let counts: Vec<u64> = buckets.iter().map(|bucket| bucket.count).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!((buckets[9].lower_bound, buckets[9].upper_bound), (9.0, 10.0));
    }

    #[test]
    fn a_constant_fills_the_last_bin_only() {
        let buckets = equal_buckets(3.0, 3.0, 3.0, &[(3.0, 5)]);
        assert!(buckets.iter().all(|bucket| bucket.lower_bound == 3.0 && bucket.upper_bound == 3.0));
        assert_eq!(buckets.iter().map(|bucket| bucket.count).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    }

    #[test]
    fn a_range_beyond_the_doubles_still_has_bounds() {
        let buckets = equal_buckets(f64::MIN, f64::MAX, f64::MAX, &[(f64::MIN, 1), (f64::MAX, 1)]);
        assert!(buckets.iter().all(|bucket| bucket.lower_bound.is_finite() && bucket.upper_bound.is_finite()));
        assert_eq!(buckets.iter().map(|bucket| bucket.count).sum::<u64>(), 2);
    }

    #[test]
    fn counts_are_written_in_binary_over_the_levels() {
        assert_eq!(binary_levels(&[(1.0, 5), (2.0, 2)]), [vec![1.0], vec![2.0], vec![1.0]]);
        assert!(binary_levels(&[]).is_empty());
    }
}
