//! How many rows a column saw, and how many values of each lexical kind.
//!
//! Definition: every row is missing or of exactly one kind, decided by the text of the value alone (`lexical`); typed
//! input counts as the kind its shortest text would have. Numbers below zero, equal to zero, and integer literals that no
//! double holds are counted on the side.
//!
//! Edges: an empty column has all counts 0. Accuracy: exact, up to 2^53 - 1 rows.
//!
//! Source: the kinds are those that Deequ's type inference tells apart, and those that people write besides.

use super::{State, add_counts, read_count};
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::kernel::census::Census;
use tidemark_json::words;

/// The lexical kind of a present value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// Digits, with or without a sign: `-12`.
    Integral,
    /// Digits, a point, digits: `0.5`.
    Fractional,
    /// A number with an exponent: `1e-5`.
    Exponent,
    /// A number in another spelling: `.5`, `5.`, padded with blanks.
    Loose,
    /// `nan`, in any case and with any sign.
    Nan,
    /// `inf` or `infinity`, or a number beyond the range of doubles.
    PositiveInfinity,
    /// The same below zero.
    NegativeInfinity,
    /// Anything else.
    Text,
}

/// How many kinds there are.
const KINDS: usize = Kind::Text as usize + 1;

/// The kinds of finite numbers.
pub(crate) const FINITE_KINDS: [Kind; 4] = [Kind::Integral, Kind::Fractional, Kind::Exponent, Kind::Loose];

/// The counts of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    missing: u64,
    kinds: [u64; KINDS],
    negative: u64,
    zero: u64,
    rounded_integers: u64,
}

/// The type that a column reads as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InferredType {
    /// Whole numbers only.
    Integral,
    /// Numbers, not all of them whole.
    Fractional,
    /// `true` and `false` only.
    Boolean,
    /// Text, or kinds that do not go together.
    String,
    /// No value was present.
    Unknown,
}

words!(InferredType {
    Integral = "Integral", Fractional = "Fractional", Boolean = "Boolean", String = "String", Unknown = "Unknown",
});

impl Counts {
    /// Missing rows.
    #[inline]
    pub fn add_missing(&mut self, count: u64) {
        self.missing += count;
    }

    /// Rows in which the column did not appear.
    pub fn add_absent(&mut self, rows: u64) -> Result<()> {
        self.missing = add_counts(self.missing, rows)?;
        Ok(())
    }

    /// Values of one kind that are no finite numbers.
    #[inline]
    pub fn add(&mut self, kind: Kind, count: u64) {
        self.kinds[kind as usize] += count;
    }

    /// One finite number, so many times. `is_rounded`: it was written as an integer that no double holds.
    #[inline]
    pub fn add_number(&mut self, kind: Kind, value: f64, is_rounded: bool, count: u64) {
        self.add(kind, count);
        self.negative += u64::from(value < 0.0) * count;
        self.zero += u64::from(value == 0.0) * count;
        self.rounded_integers += u64::from(is_rounded) * count;
    }

    /// Finite numbers that no integer was rounded to: how many of each of `FINITE_KINDS`, and their signs.
    pub(crate) fn add_finite(&mut self, kinds: [u64; FINITE_KINDS.len()], census: &Census) {
        FINITE_KINDS.into_iter().zip(kinds).for_each(|(kind, count)| self.add(kind, count));
        self.negative += census.negative;
        self.zero += census.zero;
    }

    /// The finite ones among doubles that came as such: whole ones are integral.
    pub(crate) fn add_doubles(&mut self, census: &Census) {
        self.add_finite([census.whole, census.finite - census.whole, 0, 0], census);
    }

    /// Values of one kind.
    pub const fn of(&self, kind: Kind) -> u64 {
        self.kinds[kind as usize]
    }

    /// Rows without a value.
    pub const fn missing(&self) -> u64 {
        self.missing
    }

    /// Rows with a value.
    pub fn present(&self) -> u64 {
        self.kinds.iter().sum()
    }

    /// All rows.
    pub fn rows(&self) -> u64 {
        self.missing + self.present()
    }

    /// Finite numbers.
    pub const fn finite(&self) -> u64 {
        self.of(Kind::Integral) + self.of(Kind::Fractional) + self.of(Kind::Exponent) + self.of(Kind::Loose)
    }

    /// Finite numbers below zero.
    pub const fn negative(&self) -> u64 {
        self.negative
    }

    /// Finite numbers equal to zero.
    pub const fn zero(&self) -> u64 {
        self.zero
    }

    /// Integer literals that no double holds exactly.
    pub const fn rounded_integers(&self) -> u64 {
        self.rounded_integers
    }

    /// The type: numbers in any spelling are numbers, and NaN and infinities are fractional ones.
    pub fn inferred_type(&self) -> InferredType {
        let non_finite = self.of(Kind::Nan) + self.of(Kind::PositiveInfinity) + self.of(Kind::NegativeInfinity);
        let fractional = self.finite() - self.of(Kind::Integral) + non_finite;
        self.decide(self.of(Kind::Text), fractional)
    }

    /// The type as Model Monitor's engine (Deequ 2.0.2) reads it: only plain digits, with or without a fraction, are
    /// numbers.
    pub fn sagemaker_type(&self) -> InferredType {
        let fractional = self.of(Kind::Fractional);
        let others = self.present() - fractional - self.of(Kind::Integral) - self.of(Kind::Boolean);
        self.decide(others, fractional)
    }

    fn decide(&self, text: u64, fractional: u64) -> InferredType {
        let (boolean, integral) = (self.of(Kind::Boolean), self.of(Kind::Integral));
        match (text, boolean, fractional, integral) {
            (0, 0, 0, 0) => InferredType::Unknown,
            (0, 0, 0, _) => InferredType::Integral,
            (0, 0, _, _) => InferredType::Fractional,
            (0, _, 0, 0) => InferredType::Boolean,
            _ => InferredType::String,
        }
    }

    fn fields(&self) -> impl Iterator<Item = u64> {
        [self.missing].into_iter().chain(self.kinds).chain([self.negative, self.zero, self.rounded_integers])
    }
}

impl State for Counts {
    fn merge(&mut self, other: &Self) -> Result<()> {
        add_counts(self.rows(), other.rows())?;
        self.missing += other.missing;
        self.kinds.iter_mut().zip(other.kinds).for_each(|(count, added)| *count += added);
        self.negative += other.negative;
        self.zero += other.zero;
        self.rounded_integers += other.rounded_integers;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        self.fields().for_each(|count| writer.varint(count));
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut counts = Self { missing: read_count(reader, "a count of missing values")?, ..Self::default() };
        for kind in &mut counts.kinds {
            *kind = read_count(reader, "a count of a kind of values")?;
        }
        counts.negative = read_count(reader, "a count of negative numbers")?;
        counts.zero = read_count(reader, "a count of zeros")?;
        counts.rounded_integers = read_count(reader, "a count of rounded integers")?;
        let rows = counts.kinds.iter().try_fold(counts.missing, |sum, &count| add_counts(sum, count));
        let is_consistent = rows.is_ok()
            && counts.negative + counts.zero <= counts.finite()
            && counts.rounded_integers <= counts.of(Kind::Integral);
        if !is_consistent {
            return Err(damaged("expected counts that add up, found others"));
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(kinds: &[Kind]) -> Counts {
        let mut counts = Counts::default();
        kinds.iter().for_each(|&kind| counts.add(kind, 1));
        counts
    }

    #[test]
    fn the_type_is_read_from_the_kinds() {
        for (kinds, ours, sagemaker) in [
            (&[][..], InferredType::Unknown, InferredType::Unknown),
            (&[Kind::Integral], InferredType::Integral, InferredType::Integral),
            (&[Kind::Integral, Kind::Fractional], InferredType::Fractional, InferredType::Fractional),
            (&[Kind::Boolean], InferredType::Boolean, InferredType::Boolean),
            (&[Kind::Boolean, Kind::Integral], InferredType::String, InferredType::String),
            (&[Kind::Text, Kind::Integral], InferredType::String, InferredType::String),
            (&[Kind::Exponent], InferredType::Fractional, InferredType::String),
            (&[Kind::Loose, Kind::Integral], InferredType::Fractional, InferredType::String),
            (&[Kind::Nan], InferredType::Fractional, InferredType::String),
        ] {
            assert_eq!(counts(kinds).inferred_type(), ours, "{kinds:?}");
            assert_eq!(counts(kinds).sagemaker_type(), sagemaker, "{kinds:?}");
        }
    }

    #[test]
    fn counts_that_do_not_add_up_are_refused() {
        let mut state = counts(&[Kind::Integral]);
        state.negative = 2;
        let mut writer = Writer::new();
        state.write(&mut writer);
        assert!(Counts::read(&mut Reader::new(&writer.into_bytes())).is_err());
    }
}
