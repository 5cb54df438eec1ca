//! The record of one column: a fixed set of states, every one fed from the first value on.

use crate::codec::{Reader, Writer, damaged};
use crate::column::{Column, Reading};
use crate::error::{Error, Result};
use crate::hash::{hash_exact_integer, hash_number, hash_text};
use crate::numeric::to_order_key;
use crate::state::{Bucket, Counts, Distinct, Frequent, Kind, Moments, Quantile, State, Text};
use std::borrow::Cow;

/// The parts of a column record, by the number that stands before each.
const COUNTS: u8 = 1;
const MOMENTS: u8 = 2;
const QUANTILE: u8 = 3;
const DISTINCT: u8 = 4;
const FREQUENT: u8 = 5;
const TEXT: u8 = 6;

/// What is kept of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnProfile {
    counts: Counts,
    moments: Moments,
    quantile: Quantile,
    distinct: Distinct,
    frequent: Frequent,
    text: Text,
}

impl ColumnProfile {
    /// An empty record whose quantile sketch has at most `resolution` buckets.
    pub fn new(resolution: u16) -> Result<Self> {
        Ok(Self {
            counts: Counts::default(),
            moments: Moments::default(),
            quantile: Quantile::new(resolution)?,
            distinct: Distinct::default(),
            frequent: Frequent::default(),
            text: Text::default(),
        })
    }

    /// Takes in a column. `numbers` is scratch memory that the caller keeps between calls.
    pub fn update(&mut self, column: &Column<'_>, numbers: &mut Vec<f64>) {
        numbers.clear();
        match column {
            Column::F64(values, _) => self.read(column, numbers, |row| {
                let reading = Reading::from_f64(values[row]);
                (reading, spelling(reading.kind).into())
            }),
            Column::I64(values, _) => self.read(column, numbers, |row| {
                let reading = Reading::from_i64(values[row]);
                (reading, if reading.is_rounded { values[row].to_string().into() } else { "".into() })
            }),
            Column::U64(values, _) => self.read(column, numbers, |row| {
                let reading = Reading::from_u64(values[row]);
                (reading, if reading.is_rounded { values[row].to_string().into() } else { "".into() })
            }),
            Column::Bool(flags) => self.read(column, numbers, |row| {
                (Reading::BOOLEAN, if flags.value(row) { "true" } else { "false" }.into())
            }),
            Column::Utf8(texts) => self.read(column, numbers, |row| from_text(texts.value(row))),
            Column::Dictionary(texts) => {
                self.read(column, numbers, |row| from_text(texts.values().value(texts.codes()[row] as usize)));
            }
        }
        numbers.iter().for_each(|&number| self.distinct.update(hash_number(number)));
        self.moments.update(numbers);
        self.quantile.update(numbers);
    }

    /// Sorts the values of a column: numbers are gathered, everything else goes where it belongs. The hash of a rounded
    /// integer is not that of its double, so these are gathered apart.
    #[inline]
    fn read<'a>(
        &mut self,
        column: &Column<'_>,
        numbers: &mut Vec<f64>,
        value: impl Fn(usize) -> (Reading, Cow<'a, str>),
    ) {
        let mut rounded = Vec::new();
        for row in 0..column.rows() {
            if !column.is_present(row) {
                self.counts.add_missing();
                continue;
            }
            let (reading, text) = value(row);
            if !reading.is_finite() {
                let hash = hash_text(&text);
                self.counts.add(reading.kind);
                self.distinct.update(hash);
                self.frequent.add(&text, hash);
                self.text.update(&text);
                continue;
            }
            self.counts.add_number(reading.kind, reading.number, reading.is_rounded);
            if reading.is_rounded {
                self.distinct.update(hash_exact_integer(&text));
                rounded.push(reading.number);
            } else {
                numbers.push(reading.number);
            }
        }
        self.moments.update(&rounded);
        self.quantile.update(&rounded);
    }

    /// Rows in which the column did not appear.
    pub(super) fn add_absent(&mut self, rows: u64) -> Result<()> {
        self.counts.add_absent(rows)
    }

    /// How many values of which kind.
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Minimum, maximum, and what mean and variance come from.
    pub const fn moments(&self) -> &Moments {
        &self.moments
    }

    /// The quantile sketch.
    pub const fn quantile(&self) -> &Quantile {
        &self.quantile
    }

    /// The registers from which the number of distinct values is estimated.
    pub const fn distinct(&self) -> &Distinct {
        &self.distinct
    }

    /// The values that are no finite numbers.
    pub const fn frequent(&self) -> &Frequent {
        &self.frequent
    }

    /// The shape of these values.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    /// How many distinct values there are, and whether that is exact: it is while every value is still known.
    pub fn distinct_count(&self) -> (u64, bool) {
        let exact = self.quantile.distinct_count().zip(self.frequent.distinct_count());
        match exact.filter(|_| self.counts.rounded_integers() == 0) {
            Some((numbers, others)) => (numbers + others, true),
            None => (self.distinct.estimate().round() as u64, false),
        }
    }

    /// The buckets of the sketch, cut to the range of the column.
    pub fn buckets(&self) -> impl Iterator<Item = Bucket> {
        let (minimum, maximum) = self.moments.range().unwrap_or_default();
        self.quantile.buckets().map(move |bucket| Bucket {
            low: bucket.low.max(minimum),
            high: bucket.high.min(maximum),
            count: bucket.count,
        })
    }

    /// How many finite numbers lie outside [minimum, maximum]: at least the first result, at most the second.
    pub fn count_outside(&self, minimum: f64, maximum: f64) -> (u64, u64) {
        self.buckets().fold((0, 0), |(certain, possible), bucket| {
            let is_outside = bucket.high < minimum || bucket.low > maximum;
            let is_inside = bucket.low >= minimum && bucket.high <= maximum;
            (certain + if is_outside { bucket.count } else { 0 }, possible + if is_inside { 0 } else { bucket.count })
        })
    }

    fn is_consistent(&self) -> bool {
        let finite = self.counts.finite();
        let is_in_range = match (self.moments.range(), self.quantile.buckets().next(), self.quantile.buckets().last()) {
            (Some((minimum, maximum)), Some(first), Some(last)) => {
                first.low <= minimum && minimum <= first.high && last.low <= maximum && maximum <= last.high
            }
            (None, None, None) => true,
            _ => false,
        };
        let has_signs = |(minimum, maximum): (f64, f64)| {
            (minimum < 0.0) == (self.counts.negative() > 0)
                && (to_order_key(maximum) > to_order_key(0.0)) == (self.counts.negative() + self.counts.zero() < finite)
        };
        let others = self.counts.present() - finite;
        self.quantile.count() == finite
            && self.frequent.count() == others
            && self.text.count() == others
            && (self.distinct == Distinct::default()) == (self.counts.present() == 0)
            && self.moments.fit(finite)
            && is_in_range
            && self.moments.range().is_none_or(has_signs)
    }

    fn part(state: &impl State, id: u8, writer: &mut Writer) {
        let mut part = Writer::new();
        state.write(&mut part);
        writer.u8(id);
        writer.block(&part.into_bytes());
    }

    fn read_part<S: State>(reader: &mut Reader<'_>, id: u8, name: &str) -> Result<S> {
        let found = reader.u8("the number of a part")?;
        if found != id {
            return Err(Error::unsupported(format!(
                "expected part {id} ({name}) of a column, found part {found}; read the profile with the version of Tidemark that wrote it, or a newer one"
            )));
        }
        let mut part = Reader::new(reader.block(name)?);
        let state = S::read(&mut part)?;
        part.end(name)?;
        Ok(state)
    }
}

impl State for ColumnProfile {
    fn merge(&mut self, other: &Self) -> Result<()> {
        let mut counts = self.counts.clone();
        counts.merge(&other.counts)?;
        self.quantile.merge(&other.quantile)?;
        self.moments.merge(&other.moments)?;
        self.distinct.merge(&other.distinct)?;
        self.frequent.merge(&other.frequent)?;
        self.text.merge(&other.text)?;
        self.counts = counts;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.u8(TEXT);
        Self::part(&self.counts, COUNTS, writer);
        Self::part(&self.moments, MOMENTS, writer);
        Self::part(&self.quantile, QUANTILE, writer);
        Self::part(&self.distinct, DISTINCT, writer);
        Self::part(&self.frequent, FREQUENT, writer);
        Self::part(&self.text, TEXT, writer);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let parts = reader.u8("the number of parts of a column")?;
        if parts != TEXT {
            return Err(Error::unsupported(format!(
                "expected a column of {TEXT} parts, found {parts}; read the profile with the version of Tidemark that wrote it, or a newer one"
            )));
        }
        let profile = Self {
            counts: Self::read_part(reader, COUNTS, "counts")?,
            moments: Self::read_part(reader, MOMENTS, "moments")?,
            quantile: Self::read_part(reader, QUANTILE, "quantile")?,
            distinct: Self::read_part(reader, DISTINCT, "distinct")?,
            frequent: Self::read_part(reader, FREQUENT, "frequent")?,
            text: Self::read_part(reader, TEXT, "text")?,
        };
        if !profile.is_consistent() {
            return Err(damaged("expected the parts of a column to agree, found that they do not"));
        }
        Ok(profile)
    }
}

#[inline]
fn from_text(text: &str) -> (Reading, Cow<'_, str>) {
    (Reading::from_text(text), text.into())
}

/// How typed values that are no finite numbers are written.
const fn spelling(kind: Kind) -> &'static str {
    match kind {
        Kind::PositiveInfinity => "Infinity",
        Kind::NegativeInfinity => "-Infinity",
        _ => "NaN",
    }
}
