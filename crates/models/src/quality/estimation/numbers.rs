//! What an estimator has learned, as one list of finite numbers: it is stored as JSON and crosses as a buffer.

use crate::error::{Error, Result};
use tidemark_json::plain_text;

/// The layout that this engine writes.
const VERSION: f64 = 1.0;

/// Numbers in the making.
pub(crate) struct Numbers(pub(crate) Vec<f64>);

impl Numbers {
    pub(crate) fn new() -> Self {
        Self(vec![VERSION])
    }

    pub(crate) fn push(&mut self, number: f64) {
        self.0.push(number);
    }

    pub(crate) fn push_list(&mut self, list: &[f64]) {
        self.push(list.len() as f64);
        self.0.extend(list);
    }
}

/// Numbers that are read back, in their order.
pub(crate) struct NumbersReader<'a>(&'a [f64]);

impl<'a> NumbersReader<'a> {
    /// `unsupported` for another layout.
    pub(crate) fn new(numbers: &'a [f64]) -> Result<Self> {
        match numbers.split_first() {
            Some((&VERSION, rest)) => Ok(Self(rest)),
            found => Err(Error::unsupported(format!(
                "expected an estimator of layout {}, found {}; fit it again",
                plain_text(VERSION),
                found.map_or_else(|| "no numbers".to_owned(), |(version, _)| plain_text(*version))
            ))),
        }
    }

    pub(crate) fn number(&mut self) -> Result<f64> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn count(&mut self) -> Result<usize> {
        let number = self.number()?;
        // More than there are numbers left cannot be meant, and must not be made room for.
        if number >= 0.0 && number.fract() == 0.0 && number <= self.0.len() as f64 {
            Ok(number as usize)
        } else {
            Err(damaged())
        }
    }

    pub(crate) fn list(&mut self) -> Result<&'a [f64]> {
        let count = self.count()?;
        self.take(count)
    }

    fn take(&mut self, count: usize) -> Result<&'a [f64]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(taken)
    }
}

/// Numbers that do not stand where they should.
pub(crate) fn damaged() -> Error {
    Error::invalid_data("expected the numbers of an estimator, found a list that does not fit together; fit it again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_is_cut_is_refused() {
        let mut numbers = Numbers::new();
        numbers.push_list(&[0.5, 0.25]);
        let mut reader = NumbersReader::new(&numbers.0).unwrap();
        assert_eq!(reader.list().unwrap(), [0.5, 0.25]);
        assert!(reader.number().is_err());
        assert!(NumbersReader::new(&numbers.0[..3]).unwrap().list().is_err());
        for numbers in [&[][..], &[2.0]] {
            assert!(NumbersReader::new(numbers).is_err());
        }
        for count in [1e300, -1.0, 0.5, f64::NAN] {
            assert!(NumbersReader::new(&[1.0, count]).unwrap().count().is_err());
        }
    }
}
