//! How delimited text is read.

use tidemark_core::error::{Error, Result};

/// The delimiters there are, the preferred ones first.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How the columns of several sources find each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairing {
    /// By name: every source has the same names, in any order.
    #[default]
    Name,
    /// By position: every source has as many columns as the first, whose names hold.
    Position,
}

/// How delimited text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether the first record of each source holds the names; without, columns are `_c0`, `_c1`, …
    pub header: bool,
    /// One of `,` `;` tab `|`; detected when absent.
    pub delimiter: Option<u8>,
    /// Spellings of a missing value besides the empty field.
    pub missing: Vec<String>,
    /// How the columns of several sources find each other.
    pub pairing: Pairing,
    /// A source with more columns is refused; none: any number is read.
    pub most_columns: Option<usize>,
    /// Whether records are held back, as arrays of their fields, instead of becoming rows.
    pub is_holding: bool,
    /// How many rows a batch has, at least 1. A batch with much text has fewer.
    pub batch_rows: usize,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            header: true,
            delimiter: None,
            missing: Vec::new(),
            pairing: Pairing::default(),
            most_columns: None,
            is_holding: false,
            batch_rows: 4096,
        }
    }
}

impl CsvOptions {
    /// `invalid-argument` for another delimiter than the four, and for batches without rows.
    pub(crate) fn validate(&self) -> Result<()> {
        if let Some(delimiter) = self.delimiter.filter(|delimiter| !DELIMITERS.contains(delimiter)) {
            let found = char::from(delimiter);
            return Err(Error::invalid_argument(format!(
                "expected one of `,` `;` `\\t` `|` for `delimiter`, found {found:?}; leave it out to have it detected"
            ))
            .with("delimiter", found));
        }
        if self.batch_rows == 0 {
            return Err(Error::invalid_argument(
                "expected at least 1 for the rows of a batch, found 0; 4096 is a good number",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::error::ErrorKind;

    #[test]
    fn the_four_delimiters_are_accepted_and_no_other() {
        for delimiter in DELIMITERS {
            CsvOptions { delimiter: Some(delimiter), ..CsvOptions::default() }.validate().unwrap();
        }
        let error = CsvOptions { delimiter: Some(b'"'), ..CsvOptions::default() }.validate().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(error.message().contains("found '\"'"), "{error}");
    }

    #[test]
    fn a_batch_needs_a_row() {
        let error = CsvOptions { batch_rows: 0, ..CsvOptions::default() }.validate().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
}
