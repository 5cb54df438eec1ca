//! One side of a comparison: how values are distributed, from whatever is known of them.

use super::side::not_finite;
use crate::error::{Error, Result};
use crate::kernel::equal_mass_sort::sorted;
use crate::kernel::finite_range::finite_range;
use crate::order::in_order;
use crate::profile::ColumnProfile;
use crate::state::{Bucket, MOST};

/// A distribution: ascending buckets that do not overlap, and in which form they were given.
#[derive(Clone, Debug)]
pub struct Distribution {
    buckets: Vec<Bucket>,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Sketch,
    Values,
    Levels(Vec<Vec<f64>>),
}

impl Distribution {
    /// The finite numbers of a column.
    pub fn from_column(column: &ColumnProfile) -> Self {
        Self { buckets: column.buckets().collect(), form: Form::Sketch }
    }

    /// The numbers themselves. `invalid-argument` when one is not finite.
    pub fn from_values(values: &[f64]) -> Result<Self> {
        finite_range(values).ok_or_else(|| not_finite(values))?;
        let sorted = sorted(values);
        let runs = sorted.chunk_by(|a, b| a == b);
        let buckets = runs.map(|run| Bucket { low: run[0], high: run[0], count: run.len() as u64 }).collect();
        Ok(Self { buckets, form: Form::Values })
    }

    /// A sketch document: an item at level h stands for 2^h values. `invalid-argument` for items that are not finite and
    /// for more than 2^53 values.
    pub fn from_levels(levels: Vec<Vec<f64>>) -> Result<Self> {
        if let Some(level) = levels.iter().find(|level| level.iter().any(|item| !item.is_finite())) {
            return Err(not_finite(level));
        }
        let total = levels.iter().zip(0..).try_fold(0u64, |total, (level, height)| {
            let weight = 1u64.checked_shl(height)?;
            total.checked_add(weight.checked_mul(level.len() as u64)?).filter(|&sum| sum <= MOST)
        });
        if total.is_none() {
            return Err(Error::invalid_argument("expected a sketch of fewer than 2^53 values, found one of more"));
        }
        Ok(Self { buckets: to_atoms(weighted(&levels), |sum, weight| sum + weight), form: Form::Levels(levels) })
    }

    /// The buckets, each with all its values.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Every distinct value once, with the weight of the highest level on which it stands: what Model Monitor's engine
    /// (Deequ up to 2.0.2) compares.
    pub fn collapsed(&self) -> Vec<Bucket> {
        let with_counts = |change: fn(u64) -> u64| {
            self.buckets.iter().map(|bucket| Bucket { count: change(bucket.count), ..*bucket }).collect()
        };
        match &self.form {
            Form::Sketch => with_counts(|count| 1 << count.ilog2()),
            Form::Values => with_counts(|_| 1),
            Form::Levels(levels) => to_atoms(weighted(levels), u64::max),
        }
    }
}

/// Every item with the weight of its level.
fn weighted(levels: &[Vec<f64>]) -> Vec<(f64, u64)> {
    let level =
        |(items, height): (&Vec<f64>, u32)| items.iter().map(|&item| (item + 0.0, 1 << height)).collect::<Vec<_>>();
    levels.iter().zip(0..).flat_map(level).collect()
}

/// Ascending atoms; the weights of equal values are combined.
fn to_atoms(items: Vec<(f64, u64)>, combine: fn(u64, u64) -> u64) -> Vec<Bucket> {
    let mut atoms: Vec<Bucket> = Vec::new();
    for (value, weight) in in_order(items, |a, b| a.0.total_cmp(&b.0)) {
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
        assert!(Distribution::from_values(&[1.0, f64::NAN]).is_err());
        assert!(Distribution::from_levels([vec![Vec::new(); 64], vec![vec![1.0]]].concat()).is_err());
        assert!(Distribution::from_levels([vec![Vec::new(); 53], vec![vec![1.0]]].concat()).is_err());
    }
}
