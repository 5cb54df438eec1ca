//! One side of a comparison as it is given, and its two readings: numbers, or categories.

use super::bins::count_in_bins;
use super::moments::moments;
use super::{Categories, Distribution, Span};
use crate::error::{Error, Result};
use crate::kernel::edge_bins::count_between;
use crate::kernel::finite_range::finite_range;
use crate::kernel::two_sample::Samples;
use crate::profile::ColumnProfile;
use crate::state::InferredType;
use std::borrow::Cow;
use tidemark_json::plain_text;

/// One side of a comparison.
#[derive(Clone, Debug)]
pub enum Side<'a> {
    /// A column of a profile.
    Column(&'a ColumnProfile),
    /// A sketch document: an item at level h stands for 2^h values.
    Levels(Vec<Vec<f64>>),
    /// The numbers themselves.
    Values(Cow<'a, [f64]>),
    /// Values with their counts.
    Categories(Vec<(String, u64)>),
}

impl Side<'_> {
    /// Whether the side reads as numbers.
    fn is_numeric(&self) -> bool {
        match self {
            Self::Column(column) => {
                matches!(column.counts().inferred_type(), InferredType::Integral | InferredType::Fractional)
            }
            Self::Levels(_) | Self::Values(_) => true,
            Self::Categories(_) => false,
        }
    }

    /// The numbers. `invalid-argument` for categories.
    pub(crate) fn distribution(&self) -> Result<Distribution> {
        match self {
            Self::Column(column) => Ok(Distribution::from_column(column)),
            Self::Levels(levels) => Distribution::from_levels(levels.clone()),
            Self::Values(values) => Distribution::from_values(values),
            Self::Categories(_) => Err(Error::invalid_argument(
                "expected numbers to compare, found categories; give a column, `values` or `levels`",
            )),
        }
    }

    /// How many numbers lie in each bin between ascending edges. `invalid-argument` for categories.
    pub(crate) fn count_in_bins(&self, edges: &[f64]) -> Result<Vec<Span>> {
        if let Self::Values(values) = self {
            let counts = count_between(values, edges).ok_or_else(|| not_finite(values))?;
            return Ok(counts.into_iter().map(|count| Span::exact(count as f64)).collect());
        }
        Ok(count_in_bins(self.distribution()?.buckets(), edges))
    }

    /// The population variance of the numbers: exact of a column, too, since its moments are.
    pub(crate) fn variance(&self) -> Result<f64> {
        match self {
            Self::Column(column) => {
                return Ok(column.moments().variance(column.counts().finite()).unwrap_or(f64::INFINITY));
            }
            Self::Values(values) => return Ok(moments(values).variance.unwrap_or(f64::INFINITY)),
            Self::Levels(_) | Self::Categories(_) => {}
        }
        let distribution = self.distribution()?;
        let total: f64 = distribution.buckets().iter().map(|bucket| bucket.count as f64).sum();
        let average = |weigh: &dyn Fn(f64) -> f64| -> f64 {
            distribution.buckets().iter().map(|bucket| weigh(bucket.low) * bucket.count as f64).sum::<f64>() / total
        };
        let mean = average(&|value| value);
        Ok(average(&|value| (value - mean) * (value - mean)))
    }

    fn categories(&self, spelling: Spelling) -> Result<Categories> {
        match self {
            Self::Column(column) => Ok(Categories::from_column(column)),
            Self::Categories(counts) => Categories::from_counts(counts, spelling == Spelling::Shortest),
            Self::Levels(_) | Self::Values(_) => Ok(Categories::from_distribution(&self.distribution()?)),
        }
    }
}

/// Whether a given category that is a number is taken in its shortest spelling, as the numbers of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    AsGiven,
    Shortest,
}

/// Says which of some numbers cannot be compared.
#[cold]
pub(super) fn not_finite(values: &[f64]) -> Error {
    let found = values.iter().enumerate().find(|(_, value)| !value.is_finite());
    let found =
        found.map_or_else(|| "none".to_owned(), |(place, value)| format!("{} at place {place}", plain_text(*value)));
    Error::invalid_argument(format!(
        "expected finite numbers to compare, found {found}; leave missing and non-finite values out"
    ))
}

/// The numbers themselves, where both sides are that. `invalid-argument` when one is not finite or a side has none.
pub(crate) fn to_samples<'a>(sides: [&'a Side<'_>; 2]) -> Result<Option<Samples<'a>>> {
    let [Side::Values(reference), Side::Values(current)] = sides else { return Ok(None) };
    let range = |values| finite_range(values).ok_or_else(|| not_finite(values));
    let [a, b] = [range(reference)?, range(current)?];
    require("number", [reference.is_empty(), current.is_empty()])?;
    Ok(Some(Samples { arrays: [reference, current], range: [a[0].min(b[0]), a[1].max(b[1])] }))
}

/// Whether both sides read as numbers.
pub(crate) fn are_numeric(sides: [&Side<'_>; 2]) -> bool {
    sides.iter().all(|side| side.is_numeric())
}

/// The numbers of both sides. `invalid-argument` when one has none.
pub(crate) fn to_distributions(sides: [&Side<'_>; 2]) -> Result<[Distribution; 2]> {
    let read = [sides[0].distribution()?, sides[1].distribution()?];
    require("number", [0, 1].map(|side| read[side].buckets().is_empty()))?;
    Ok(read)
}

/// The categories of both sides. `invalid-argument` when one has none.
pub(crate) fn to_categories(sides: [&Side<'_>; 2]) -> Result<[Categories; 2]> {
    let are_all_given = sides.iter().all(|side| matches!(side, Side::Categories(_)));
    let spelling = if are_all_given { Spelling::AsGiven } else { Spelling::Shortest };
    let read = [sides[0].categories(spelling)?, sides[1].categories(spelling)?];
    require("value", [0, 1].map(|side| read[side].total() == 0))?;
    Ok(read)
}

/// `invalid-argument` that names the side which is empty.
pub(super) fn require(what: &str, is_empty: [bool; 2]) -> Result<()> {
    for (name, is_empty) in ["reference", "current"].into_iter().zip(is_empty) {
        if is_empty {
            return Err(Error::invalid_argument(format!(
                "expected at least one {what} on the {name} side, found none; a distance to nothing is not defined"
            )));
        }
    }
    Ok(())
}
