//! One side of a comparison: how values are distributed, from whatever is known of them.

use crate::error::{Error, Result};
use crate::profile::ColumnProfile;
use crate::state::{Bucket, MOST};

/// A distribution: ascending buckets that do not overlap, and the levels in which a document would list them.
#[derive(Clone, Debug)]
pub struct Distribution {
    buckets: Vec<Bucket>,
    levels: Option<Vec<Vec<f64>>>,
}

impl Distribution {
    /// The finite numbers of a column.
    pub fn from_column(column: &ColumnProfile) -> Self {
        Self { buckets: column.buckets().collect(), levels: None }
    }

    /// The numbers themselves. `invalid-argument` when one is not finite.
    pub fn from_values(values: Vec<f64>) -> Result<Self> {
        Self::from_levels(vec![values])
    }

    /// A sketch document: an item at level h stands for 2^h values. `invalid-argument` for items that are not finite and
    /// for more than 2^53 values.
    pub fn from_levels(levels: Vec<Vec<f64>>) -> Result<Self> {
        if levels.iter().flatten().any(|item| !item.is_finite()) {
            return Err(Error::invalid_argument(
                "expected finite numbers to compare, found one that is not; leave missing and non-finite values out",
            ));
        }
        let total = levels.iter().zip(0..).try_fold(0u64, |total, (level, height)| {
            let weight = 1u64.checked_shl(height)?;
            total.checked_add(weight.checked_mul(level.len() as u64)?).filter(|&sum| sum <= MOST)
        });
        if total.is_none() {
            return Err(Error::invalid_argument("expected a sketch of fewer than 2^53 values, found one of more"));
        }
        Ok(Self { buckets: to_atoms(weighted(&levels), |sum, weight| sum + weight), levels: Some(levels) })
    }

    /// The buckets, each with all its values.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Every distinct value once, with the weight of the highest level on which it stands: what Model Monitor's engine
    /// (Deequ up to 2.0.2) compares.
    pub fn collapsed(&self) -> Vec<Bucket> {
        if let Some(levels) = &self.levels {
            return to_atoms(weighted(levels), u64::max);
        }
        let highest = |count: u64| 1 << count.ilog2();
        self.buckets.iter().map(|bucket| Bucket { count: highest(bucket.count), ..*bucket }).collect()
    }
}

/// Every item with the weight of its level.
fn weighted(levels: &[Vec<f64>]) -> Vec<(f64, u64)> {
    let level =
        |(items, height): (&Vec<f64>, u32)| items.iter().map(|&item| (item + 0.0, 1 << height)).collect::<Vec<_>>();
    levels.iter().zip(0..).flat_map(level).collect()
}

/// Ascending atoms; the weights of equal values are combined.
fn to_atoms(mut items: Vec<(f64, u64)>, combine: impl Fn(u64, u64) -> u64) -> Vec<Bucket> {
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut atoms: Vec<Bucket> = Vec::new();
    for (value, weight) in items {
        match atoms.last_mut() {
            Some(last) if last.low == value => last.count = combine(last.count, weight),
            _ => atoms.push(Bucket { low: value, high: value, count: weight }),
        }
    }
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(buckets: &[Bucket]) -> Vec<(f64, u64)> {
        buckets.iter().map(|bucket| (bucket.low, bucket.count)).collect()
    }

    #[test]
    fn an_item_stands_for_two_to_the_power_of_its_level_and_collapsed_for_its_highest_once() {
        let sketch = Distribution::from_levels(vec![vec![1.0, 2.0, 1.0, -0.0], vec![0.0, 1.0], vec![]]).unwrap();
        assert_eq!(counts(sketch.buckets()), [(0.0, 3), (1.0, 4), (2.0, 1)]);
        assert_eq!(counts(&sketch.collapsed()), [(0.0, 2), (1.0, 2), (2.0, 1)]);
    }

    #[test]
    fn numbers_that_cannot_be_compared_are_refused() {
        assert!(Distribution::from_values(vec![1.0, f64::NAN]).is_err());
        assert!(Distribution::from_levels([vec![Vec::new(); 64], vec![vec![1.0]]].concat()).is_err());
        assert!(Distribution::from_levels([vec![Vec::new(); 53], vec![vec![1.0]]].concat()).is_err());
    }
}
