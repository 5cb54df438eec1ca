//! One view a kind of column. Constructors check the layout once, so that reading needs no checks.

use super::Validity;
use crate::error::{Error, Result};

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

impl Column<'_> {
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
            Self::Bool(column) => column.validity.is_present(index),
            Self::Utf8(column) => column.validity.is_present(index),
            Self::Dictionary(column) => column.validity.is_present(index),
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

    /// The value of entry `index`, whether or not it is present.
    #[inline]
    pub fn value(&self, index: usize) -> bool {
        self.bits[index / 8] >> (index % 8) & 1 == 1
    }
}

/// Text: value `i` stands at `offsets[i]..offsets[i + 1]` of `data`.
#[derive(Clone, Copy, Debug)]
pub struct Utf8Column<'a> {
    offsets: &'a [u32],
    data: &'a str,
    validity: Validity<'a>,
}

impl<'a> Utf8Column<'a> {
    /// One more offset than rows, ascending, each at the border of a character and inside `data`;
    /// `invalid-argument` otherwise. Time linear in the rows.
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
        Ok(Self { offsets, data, validity })
    }

    /// The number of entries.
    pub const fn rows(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The text of entry `index`, whether or not it is present.
    #[inline]
    pub fn value(&self, index: usize) -> &'a str {
        &self.data[self.offsets[index] as usize..self.offsets[index + 1] as usize]
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

    /// The codes, one a row.
    pub const fn codes(&self) -> &'a [u32] {
        self.codes
    }

    /// The values that codes stand for.
    pub const fn values(&self) -> &Utf8Column<'a> {
        &self.values
    }
}
