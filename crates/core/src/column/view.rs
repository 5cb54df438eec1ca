//! One view a kind of column. Constructors check the layout once, so that reading needs no checks.

use super::{Reading, Validity};
use crate::error::{Error, Result};
use crate::kernel::short_numbers::ShortNumbers;
use std::ops::Range;

/// A column of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Doubles.
    F64(&'a [f64], Validity<'a>),
    /// 64-bit integers.
    I64(&'a [i64], Validity<'a>),
    /// 64-bit integers without a sign.
    U64(&'a [u64], Validity<'a>),
    /// Booleans, one bit each.
    Bool(BoolColumn<'a>),
    /// Text, each value somewhere in one shared buffer. Numbers written as text are read as numbers.
    Utf8(Utf8Column<'a>),
    /// Text by code.
    Dictionary(DictionaryColumn<'a>),
}

impl<'a> Column<'a> {
    /// Some of the entries. They begin at a multiple of eight, so that bitmaps are cut between bytes.
    #[must_use]
    pub fn slice(&self, Range { start, end }: Range<usize>) -> Column<'a> {
        debug_assert!(start.is_multiple_of(8), "bitmaps are cut between bytes");
        match *self {
            Self::F64(values, validity) => Column::F64(&values[start..end], validity.skip(start)),
            Self::I64(values, validity) => Column::I64(&values[start..end], validity.skip(start)),
            Self::U64(values, validity) => Column::U64(&values[start..end], validity.skip(start)),
            Self::Bool(BoolColumn { bits, validity, .. }) => {
                Column::Bool(BoolColumn { bits: &bits[start / 8..], rows: end - start, validity: validity.skip(start) })
            }
            Self::Utf8(Utf8Column { starts, ends, data, validity }) => {
                let (starts, ends) = (&starts[start..end], &ends[start..end]);
                Column::Utf8(Utf8Column { starts, ends, data, validity: validity.skip(start) })
            }
            Self::Dictionary(DictionaryColumn { codes, values, validity }) => Column::Dictionary(DictionaryColumn {
                codes: &codes[start..end],
                values,
                validity: validity.skip(start),
            }),
        }
    }

    /// The number of entries, present or missing.
    pub fn rows(&self) -> usize {
        match self {
            Self::F64(values, _) => values.len(),
            Self::I64(values, _) => values.len(),
            Self::U64(values, _) => values.len(),
            Self::Bool(column) => column.rows,
            Self::Utf8(column) => column.rows(),
            Self::Dictionary(column) => column.codes.len(),
        }
    }

    /// Whether entry `index` is present.
    pub fn is_present(&self, index: usize) -> bool {
        match self {
            Self::F64(_, validity) | Self::I64(_, validity) | Self::U64(_, validity) => validity.is_present(index),
            Self::Bool(column) => column.is_present(index),
            Self::Utf8(column) => column.is_present(index),
            Self::Dictionary(column) => column.is_present(index),
        }
    }
}

/// Booleans, one bit each, least significant bit first.
#[derive(Clone, Copy, Debug)]
pub struct BoolColumn<'a> {
    bits: &'a [u8],
    rows: usize,
    validity: Validity<'a>,
}

impl<'a> BoolColumn<'a> {
    /// `rows` bits. `invalid-argument` when either bitmap is too short.
    pub fn new(bits: &'a [u8], rows: usize, validity: Validity<'a>) -> Result<Self> {
        if bits.len() < rows.div_ceil(8) || !validity.covers(rows) {
            return Err(Error::invalid_argument(format!(
                "expected a bit for each of {rows} rows, found fewer; pass {} bytes",
                rows.div_ceil(8)
            )));
        }
        Ok(Self { bits, rows, validity })
    }

    /// The number of entries.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Whether entry `index` is present.
    #[inline]
    pub fn is_present(&self, index: usize) -> bool {
        self.validity.is_present(index)
    }

    /// The value of entry `index`, whether or not it is present.
    #[inline]
    pub fn value(&self, index: usize) -> bool {
        self.bits[index / 8] >> (index % 8) & 1 == 1
    }
}

/// Text: value `i` stands at `starts[i]..ends[i]` of `data`. What stands between values is nobody's.
#[derive(Clone, Copy, Debug)]
pub struct Utf8Column<'a> {
    starts: &'a [u32],
    ends: &'a [u32],
    data: &'a str,
    validity: Validity<'a>,
}

impl<'a> Utf8Column<'a> {
    /// Values one after another, as Arrow has them: one more offset than rows, ascending, each at the border of a character
    /// and inside `data`; `invalid-argument` otherwise. Time linear in the rows.
    pub fn new(offsets: &'a [u32], data: &'a str, validity: Validity<'a>) -> Result<Self> {
        let fits = !offsets.is_empty()
            && offsets.is_sorted()
            && validity.covers(offsets.len() - 1)
            && offsets.iter().all(|&offset| data.is_char_boundary(offset as usize));
        if !fits {
            return Err(Error::invalid_argument(
                "expected ascending text offsets inside the text buffer and a validity bit for each row, found others",
            ));
        }
        Ok(Self { starts: &offsets[..offsets.len() - 1], ends: &offsets[1..], data, validity })
    }

    /// Values anywhere in `data`, which the caller has found there: one that is outside, or between the bytes of a
    /// character, is met with a panic when it is read. `invalid-argument` for unequal numbers of starts, ends and validity
    /// bits.
    pub fn from_places(starts: &'a [u32], ends: &'a [u32], data: &'a str, validity: Validity<'a>) -> Result<Self> {
        if starts.len() != ends.len() || !validity.covers(starts.len()) {
            return Err(Error::invalid_argument(
                "expected a start, an end and a validity bit for each row, found unequal numbers of them",
            ));
        }
        Ok(Self { starts, ends, data, validity })
    }

    /// The number of entries.
    pub const fn rows(&self) -> usize {
        self.starts.len()
    }

    /// Whether entry `index` is present.
    #[inline]
    pub fn is_present(&self, index: usize) -> bool {
        self.validity.is_present(index)
    }

    /// The text of entry `index`, whether or not it is present.
    #[inline]
    pub fn value(&self, index: usize) -> &'a str {
        &self.data[self.starts[index] as usize..self.ends[index] as usize]
    }

    /// Adds the text of entry `index` to those that are read together.
    #[inline]
    pub(crate) fn push_to(&self, index: usize, run: &mut ShortNumbers) {
        run.push(self.data.as_bytes(), self.starts[index] as usize, self.ends[index] as usize);
    }

    /// What the text of entry `index` is.
    #[inline]
    pub fn reading(&self, index: usize) -> Reading {
        Reading::from_part(self.data, self.starts[index] as usize, self.ends[index] as usize)
    }
}

/// Text by code: value `i` is `values[codes[i]]`.
#[derive(Clone, Copy, Debug)]
pub struct DictionaryColumn<'a> {
    codes: &'a [u32],
    values: Utf8Column<'a>,
    validity: Validity<'a>,
}

impl<'a> DictionaryColumn<'a> {
    /// Codes into `values`; `invalid-argument` when a present entry's code is outside.
    pub fn new(codes: &'a [u32], values: Utf8Column<'a>, validity: Validity<'a>) -> Result<Self> {
        let known = values.rows();
        let fits = validity.covers(codes.len())
            && codes.iter().enumerate().all(|(row, &code)| (code as usize) < known || !validity.is_present(row));
        if !fits {
            return Err(Error::invalid_argument(format!(
                "expected codes below {known}, the number of values in the dictionary, found a larger one or too few validity bits"
            )));
        }
        Ok(Self { codes, values, validity })
    }

    /// Whether entry `index` is present.
    #[inline]
    pub fn is_present(&self, index: usize) -> bool {
        self.validity.is_present(index)
    }

    /// The codes, one a row.
    pub const fn codes(&self) -> &'a [u32] {
        self.codes
    }

    /// The values that codes stand for.
    pub const fn values(&self) -> &Utf8Column<'a> {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Kind;

    #[test]
    fn values_stand_anywhere_and_read_as_what_they_are() {
        let column = Utf8Column::from_places(&[3, 0, 1], &[6, 1, 1], "1.25é", Validity::ALL).unwrap();
        assert_eq!((column.rows(), column.value(0), column.value(1), column.value(2)), (3, "5é", "1", ""));
        let kinds = [0, 1, 2].map(|index| column.reading(index).kind);
        assert_eq!(kinds, [Kind::Text, Kind::Integral, Kind::Text]);
        assert!(Utf8Column::from_places(&[0], &[], "", Validity::ALL).is_err());
        assert!(Utf8Column::from_places(&[0], &[0], "", Validity::from_bits(&[])).is_err());
    }
}
