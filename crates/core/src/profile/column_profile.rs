//! The record of one column: a fixed set of states, every one fed from the first value on.

use crate::codec::{Reader, Writer, damaged};
use crate::column::{Column, Reading};
use crate::error::{Error, Result};
use crate::numeric::to_order_key;
use crate::state::{Bucket, Counts, Moments, Quantile, State};

/// The parts of a column record, by the number that stands before each.
const COUNTS: u8 = 1;
const MOMENTS: u8 = 2;
const QUANTILE: u8 = 3;

/// What is kept of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnProfile {
    counts: Counts,
    moments: Moments,
    quantile: Quantile,
}

impl ColumnProfile {
    /// An empty record whose quantile sketch has at most `resolution` buckets.
    pub fn new(resolution: u16) -> Result<Self> {
        Ok(Self { counts: Counts::default(), moments: Moments::default(), quantile: Quantile::new(resolution)? })
    }

    /// Takes in a column. `numbers` is scratch memory that the caller keeps between calls.
    pub fn update(&mut self, column: &Column<'_>, numbers: &mut Vec<f64>) {
        numbers.clear();
        for row in 0..column.rows() {
            if !column.is_present(row) {
                self.counts.add_missing();
                continue;
            }
            let reading = match column {
                Column::F64(values, _) => Reading::from_f64(values[row]),
                Column::I64(values, _) => Reading::from_i64(values[row]),
                Column::Bool(_) => Reading::BOOLEAN,
                Column::Utf8(column) => Reading::from_text(column.value(row)),
                Column::Dictionary(column) => Reading::from_text(column.values().value(column.codes()[row] as usize)),
            };
            if reading.is_finite() {
                self.counts.add_number(reading.kind, reading.number, reading.is_rounded);
                numbers.push(reading.number);
            } else {
                self.counts.add(reading.kind);
            }
        }
        self.moments.update(numbers);
        self.quantile.update(numbers);
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
        self.quantile.count() == finite
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
        self.counts = counts;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.u8(QUANTILE);
        Self::part(&self.counts, COUNTS, writer);
        Self::part(&self.moments, MOMENTS, writer);
        Self::part(&self.quantile, QUANTILE, writer);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let parts = reader.u8("the number of parts of a column")?;
        if parts != QUANTILE {
            return Err(Error::unsupported(format!(
                "expected a column of {QUANTILE} parts, found {parts}; read the profile with the version of Tidemark that wrote it, or a newer one"
            )));
        }
        let profile = Self {
            counts: Self::read_part(reader, COUNTS, "counts")?,
            moments: Self::read_part(reader, MOMENTS, "moments")?,
            quantile: Self::read_part(reader, QUANTILE, "quantile")?,
        };
        if !profile.is_consistent() {
            return Err(damaged("expected the parts of a column to agree, found that they do not"));
        }
        Ok(profile)
    }
}
