//! Rows with their truth and what was predicted, column by column; each column has a role.

use super::Classes;
use crate::error::{Error, Result};
use std::borrow::Cow;

/// The values of a column: numbers, NaN where there is none, or classes.
#[derive(Clone, Debug)]
pub enum Values<'a> {
    /// Numbers.
    Numbers(Cow<'a, [f64]>),
    /// Classes.
    Classes(Classes),
}

/// Columns by role, all of one length.
#[derive(Clone, Debug)]
pub struct QualityRows<'a> {
    rows: usize,
    columns: Vec<(String, Values<'a>)>,
}

impl<'a> QualityRows<'a> {
    /// `invalid-argument` when columns differ in length, or a role comes twice.
    pub fn new(columns: Vec<(String, Values<'a>)>) -> Result<Self> {
        let rows = columns.first().map_or(0, |(_, values)| values.rows());
        for (index, (role, values)) in columns.iter().enumerate() {
            if values.rows() != rows {
                return Err(Error::invalid_argument(format!(
                    "expected columns of one length, found {rows} rows of `{}` and {} of `{role}`",
                    columns[0].0,
                    values.rows()
                )));
            }
            if columns[..index].iter().any(|(other, _)| other == role) {
                return Err(Error::invalid_argument(format!("expected one column a role, found two of `{role}`")));
            }
        }
        Ok(Self { rows, columns })
    }

    /// How many there are.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    fn find(&self, role: &str) -> Option<&Values<'a>> {
        self.columns.iter().find(|(found, _)| found == role).map(|(_, values)| values)
    }

    /// The numbers of a role, if there is such a column.
    pub fn numbers(&self, role: &str) -> Option<&[f64]> {
        match self.find(role)? {
            Values::Numbers(numbers) => Some(numbers),
            Values::Classes(_) => None,
        }
    }

    /// The classes of a role, if there is such a column.
    pub fn classes(&self, role: &str) -> Option<&Classes> {
        match self.find(role)? {
            Values::Classes(classes) => Some(classes),
            Values::Numbers(_) => None,
        }
    }

    /// The columns of numbers whose role is `prefix` with something after it: that, and the numbers.
    pub fn family(&self, prefix: &str) -> Vec<(&str, &[f64])> {
        let members = self.columns.iter().filter_map(|(role, values)| match values {
            Values::Numbers(numbers) => Some((role.strip_prefix(prefix)?, &**numbers)),
            Values::Classes(_) => None,
        });
        members.collect()
    }

    /// The numbers of a role. `invalid-argument` when there is no such column.
    pub fn require_numbers(&self, role: &str) -> Result<&[f64]> {
        self.numbers(role).ok_or_else(|| lacking(role))
    }

    /// The classes of a role. `invalid-argument` when there is no such column.
    pub fn require_classes(&self, role: &str) -> Result<&Classes> {
        self.classes(role).ok_or_else(|| lacking(role))
    }

    /// Some of the rows.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> QualityRows<'static> {
        let columns = self.columns.iter().map(|(role, values)| {
            let chosen = match values {
                Values::Numbers(numbers) => Values::Numbers(rows.iter().map(|&row| numbers[row]).collect()),
                Values::Classes(classes) => Values::Classes(classes.select(rows)),
            };
            (role.clone(), chosen)
        });
        QualityRows { rows: rows.len(), columns: columns.collect() }
    }
}

impl Values<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Classes(classes) => classes.rows(),
        }
    }
}

pub(super) fn lacking(role: &str) -> Error {
    Error::invalid_argument(format!("expected a column `{role}`, found none; pass it among the columns"))
}
