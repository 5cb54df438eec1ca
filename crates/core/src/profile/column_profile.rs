//! The record of one column: a fixed set of states, every one fed from the first value on.

use super::Scratch;
use crate::codec::{Reader, Writer, damaged};
use crate::column::{BoolColumn, Column, DictionaryColumn, Reading, Utf8Column, Validity};
use crate::error::{Error, Result};
use crate::hash::{hash_exact_integer, hash_number, hash_text};
use crate::kernel::census::{keep_finite, keep_present, take_census};
use crate::kernel::distinct_registers::Marks;
use crate::kernel::prefix_window::PrefixWindow;
use crate::kernel::short_numbers::{RUN, ShortNumbers};
use crate::numeric::to_order_key;
use crate::state::{Bucket, CHUNK, Counts, Distinct, FINITE_KINDS, Frequent, Kind, Moments, Quantile, State, Text};
use std::fmt::Display;

/// The parts of a column record, by the number that stands before each.
const COUNTS: u8 = 1;
const MOMENTS: u8 = 2;
const QUANTILE: u8 = 3;
const DISTINCT: u8 = 4;
const FREQUENT: u8 = 5;
const TEXT: u8 = 6;

/// The doubles that are no finite numbers, and how they are written.
const OTHER_DOUBLES: [(Kind, &str); 3] =
    [(Kind::Nan, "NaN"), (Kind::PositiveInfinity, "Infinity"), (Kind::NegativeInfinity, "-Infinity")];

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

    /// Takes in a column. `scratch` is memory that the caller keeps between calls.
    pub fn update(&mut self, column: &Column<'_>, scratch: &mut Scratch) {
        match column {
            Column::F64(values, validity) => self.read_doubles(values, *validity, scratch),
            Column::I64(values, validity) => self.read_integers(values, *validity, Reading::from_i64, scratch),
            Column::U64(values, validity) => self.read_integers(values, *validity, Reading::from_u64, scratch),
            Column::Bool(flags) => self.read_flags(flags),
            Column::Utf8(texts) => {
                self.read_texts(texts, texts.rows(), |row| texts.is_present(row).then_some(row), scratch);
            }
            Column::Dictionary(texts) if texts.codes().len() >= texts.values().rows() => self.read_codes(texts),
            Column::Dictionary(texts) => {
                let place = |row: usize| texts.is_present(row).then(|| texts.codes()[row] as usize);
                self.read_texts(texts.values(), texts.codes().len(), place, scratch);
            }
        }
        self.quantile.settle(&mut scratch.window);
        self.distinct.settle(&mut scratch.marks);
    }

    fn read_doubles(&mut self, values: &[f64], validity: Validity<'_>, scratch: &mut Scratch) {
        let Scratch { numbers, present, window, marks } = scratch;
        let mut others = [0; OTHER_DOUBLES.len()];
        for (start, chunk) in (0..).step_by(CHUNK).zip(values.chunks(CHUNK)) {
            let mut kept = chunk;
            if let Some(bits) = validity.bits() {
                keep_present(chunk, bits, start, present);
                self.counts.add_missing((chunk.len() - present.len()) as u64);
                kept = present;
            }
            let census = take_census(kept);
            if census.finite < kept.len() as u64 {
                for value in kept.iter().filter(|value| !value.is_finite()) {
                    let kind = Reading::from_f64(*value).kind;
                    others
                        .iter_mut()
                        .zip(OTHER_DOUBLES)
                        .for_each(|(count, other)| *count += u64::from(other.0 == kind));
                }
                keep_finite(kept, numbers);
                kept = numbers;
            }
            self.counts.add_doubles(&census);
            self.add_numbers(kept, values.len() - start, window, marks);
        }
        for (count, (kind, text)) in others.into_iter().zip(OTHER_DOUBLES).filter(|(count, _)| *count > 0) {
            self.add_other(kind, text, count);
        }
    }

    fn read_integers<T: Copy + Display>(
        &mut self,
        values: &[T],
        validity: Validity<'_>,
        read: impl Fn(T) -> Reading,
        scratch: &mut Scratch,
    ) {
        let mut rounded = Vec::new();
        for (start, chunk) in (0..).step_by(CHUNK).zip(values.chunks(CHUNK)) {
            scratch.numbers.clear();
            for (row, &value) in (start..).zip(chunk) {
                let reading = read(value);
                if !validity.is_present(row) {
                    self.counts.add_missing(1);
                } else if reading.is_rounded {
                    self.add_rounded(&reading, &value.to_string(), &mut rounded);
                } else {
                    scratch.numbers.push(reading.number);
                }
            }
            self.counts.add_finite([scratch.numbers.len() as u64, 0, 0, 0], &take_census(&scratch.numbers));
            self.add_numbers(&scratch.numbers, values.len() - start, &mut scratch.window, &mut scratch.marks);
        }
        self.add_rounded_numbers(&rounded, scratch);
    }

    fn read_flags(&mut self, flags: &BoolColumn<'_>) {
        let mut counts = [0; 2];
        for row in 0..flags.rows() {
            if flags.is_present(row) {
                counts[usize::from(flags.value(row))] += 1;
            } else {
                self.counts.add_missing(1);
            }
        }
        for (count, text) in counts.into_iter().zip(["false", "true"]).filter(|(count, _)| *count > 0) {
            self.add_other(Kind::Boolean, text, count);
        }
    }

    /// Each text of a dictionary is read once, however often it stands in the column.
    fn read_codes(&mut self, texts: &DictionaryColumn<'_>) {
        let mut counts = vec![0; texts.values().rows()];
        for (row, &code) in texts.codes().iter().enumerate() {
            if texts.is_present(row) {
                counts[code as usize] += 1;
            } else {
                self.counts.add_missing(1);
            }
        }
        for (index, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let text = texts.values().value(index);
            let reading = Reading::from_text(text);
            if reading.is_finite() {
                self.add_repeated(&reading, text, count);
            } else {
                self.add_other(reading.kind, text, count);
            }
        }
    }

    /// Sorts texts: numbers are gathered, everything else goes where it belongs. `place` says where the text of a row
    /// stands, if it is present.
    #[inline]
    fn read_texts(
        &mut self,
        texts: &Utf8Column<'_>,
        rows: usize,
        place: impl Fn(usize) -> Option<usize>,
        scratch: &mut Scratch,
    ) {
        let mut rounded = Vec::new();
        let mut run = ShortNumbers::default();
        for start in (0..rows).step_by(CHUNK) {
            scratch.numbers.clear();
            // The kinds of finite numbers, 16 bits each: they stay in a register.
            let mut kinds = 0u64;
            let mut read_other = |row: usize, numbers: &mut Vec<f64>| {
                let Some(place) = place(row) else {
                    self.counts.add_missing(1);
                    return 0;
                };
                let reading = texts.reading(place);
                if !reading.is_finite() {
                    self.add_other(reading.kind, texts.value(place), 1);
                } else if reading.is_rounded {
                    self.add_rounded(&reading, texts.value(place), &mut rounded);
                } else {
                    numbers.push(reading.number);
                    return 1 << (16 * (reading.kind as u32 - FINITE_KINDS[0] as u32));
                }
                0
            };
            let end = rows.min(start + CHUNK);
            // Where short numbers are rare, the rest of the chunk is read text by text.
            let mut are_short = true;
            for first in (start..end).step_by(RUN) {
                let last = end.min(first + RUN);
                if !are_short {
                    kinds += (first..last).map(|row| read_other(row, &mut scratch.numbers)).sum::<u64>();
                    continue;
                }
                run.clear();
                for row in first..last {
                    match place(row) {
                        Some(place) => texts.push_to(place, &mut run),
                        None => run.push_other(),
                    }
                }
                let found = run.read(&mut scratch.numbers);
                are_short = found.integers + found.fractions > 0;
                kinds += found.integers + (found.fractions << 16);
                kinds += run.others().map(|index| read_other(first + index, &mut scratch.numbers)).sum::<u64>();
            }
            let kinds = [0, 1, 2, 3].map(|index| kinds >> (16 * index) & 0xffff);
            self.counts.add_finite(kinds, &take_census(&scratch.numbers));
            self.add_numbers(&scratch.numbers, rows - start, &mut scratch.window, &mut scratch.marks);
        }
        self.add_rounded_numbers(&rounded, scratch);
    }

    /// Finite numbers that are counted already. As many as `ahead` are to come for this column, these included.
    fn add_numbers(&mut self, finite: &[f64], ahead: usize, window: &mut PrefixWindow, marks: &mut Marks) {
        let reach = self.moments.add(finite);
        let known = self.quantile.known_values(window);
        self.quantile.add(finite, &reach, ahead, window);
        // While the sketch knows every value, those it knew are among the distinct ones already; but a rounded integer is
        // there by its text.
        match known.filter(|_| self.quantile.known_values(window).is_some() && self.counts.rounded_integers() == 0) {
            Some(count) => self.distinct.add_each(self.quantile.values_after(count, window)),
            None => self.distinct.add_numbers(finite, ahead, marks),
        }
    }

    /// A value that is no finite number, so many times.
    fn add_other(&mut self, kind: Kind, text: &str, count: u64) {
        let hash = hash_text(text);
        self.counts.add(kind, count);
        self.distinct.update(hash);
        self.frequent.add(text, hash, count);
        self.text.add(text, count);
    }

    /// A finite number, so many times.
    fn add_repeated(&mut self, reading: &Reading, text: &str, count: u64) {
        self.counts.add_number(reading.kind, reading.number, reading.is_rounded, count);
        self.distinct.update(if reading.is_rounded { hash_exact_integer(text) } else { hash_number(reading.number) });
        self.moments.add_repeated(reading.number, count);
        self.quantile.add_repeated(reading.number, count);
    }

    /// A rounded integer: its hash is not that of its double, so these numbers are gathered apart.
    fn add_rounded(&mut self, reading: &Reading, text: &str, rounded: &mut Vec<f64>) {
        self.counts.add_number(reading.kind, reading.number, true, 1);
        self.distinct.update(hash_exact_integer(text));
        rounded.push(reading.number);
    }

    fn add_rounded_numbers(&mut self, rounded: &[f64], scratch: &mut Scratch) {
        let reach = self.moments.add(rounded);
        self.quantile.add(rounded, &reach, rounded.len(), &mut scratch.window);
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
        self.quantile.buckets_within(minimum, maximum).into_iter()
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
