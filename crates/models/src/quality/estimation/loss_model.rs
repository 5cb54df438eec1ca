//! The loss of a row whose label is not known yet, from its features and what was predicted for it.
//!
//! Definition: the reference in five parts, in its order; for each, trees that have learned the losses of the other four.
//! A row's loss is the mean of the five, each at least 0; a row of the reference is judged by the trees that have not seen
//! it. The error of the trees in a mean is that of the jackknife over the five.

use super::loss::Loss;
use super::numbers::{Numbers, NumbersReader, damaged};
use super::trees::{Binned, TREE_NUMBERS, Trees};
use crate::error::Result;

const LOSSES: [Loss; 4] = [Loss::Absolute, Loss::Squared, Loss::Relative, Loss::SquaredLog];
const FOLDS: usize = 5;

/// The trees of each loss that some metric needs.
pub(crate) struct LossModel(Vec<(Loss, Vec<Trees>)>);

impl LossModel {
    /// Trees for some losses, given those of every row.
    pub(crate) fn fit(columns: &[&[f64]], wanted: &[Loss], losses_of: impl Fn(Loss) -> Vec<f64>) -> Self {
        let binned = Binned::new(columns);
        let count = columns[0].len();
        let fit_folds = |loss: Loss| {
            let losses = losses_of(loss);
            let fit_fold = |fold: usize| {
                let rows: Vec<usize> = (0..count).filter(|&row| fold_of(row, count) != fold).collect();
                Trees::fit(&binned, &losses, &rows)
            };
            (loss, (0..FOLDS).map(fit_fold).collect())
        };
        Self(LOSSES.into_iter().filter(|loss| wanted.contains(loss)).map(fit_folds).collect())
    }

    fn trees(&self, loss: Loss) -> &[Trees] {
        self.0.iter().find(|(each, _)| *each == loss).map_or(&[], |(_, trees)| trees)
    }

    /// The losses of rows that no tree has seen.
    pub(crate) fn predict(&self, loss: Loss, columns: &[&[f64]]) -> Vec<f64> {
        let trees = self.trees(loss);
        let mean = |row| trees.iter().map(|trees| at_least_zero(trees, columns, row)).sum::<f64>() / FOLDS as f64;
        (0..columns[0].len()).map(mean).collect()
    }

    /// The losses of the reference's rows, each by trees that have not seen it.
    pub(crate) fn predict_reference(&self, loss: Loss, columns: &[&[f64]]) -> Vec<f64> {
        let (trees, count) = (self.trees(loss), columns[0].len());
        (0..count).map(|row| at_least_zero(&trees[fold_of(row, count)], columns, row)).collect()
    }

    /// The mean loss, and the error of the trees in it.
    pub(crate) fn estimate(&self, loss: Loss, columns: &[&[f64]]) -> (f64, f64) {
        let rows = columns[0].len();
        let mean = |trees: &Trees| (0..rows).map(|row| at_least_zero(trees, columns, row)).sum::<f64>() / rows as f64;
        let means: Vec<f64> = self.trees(loss).iter().map(mean).collect();
        let middle = means.iter().sum::<f64>() / FOLDS as f64;
        let spread: f64 = means.iter().map(|mean| (mean - middle) * (mean - middle)).sum();
        (middle, (spread * (FOLDS - 1) as f64 / FOLDS as f64).sqrt())
    }

    pub(crate) fn write(&self, numbers: &mut Numbers) {
        numbers.push(self.0.len() as f64);
        for (loss, trees) in &self.0 {
            numbers.push(LOSSES.iter().position(|each| each == loss).unwrap_or_default() as f64);
            trees.iter().for_each(|trees| numbers.push_list(&trees.0));
        }
    }

    pub(crate) fn read(numbers: &mut NumbersReader<'_>, columns: usize) -> Result<Self> {
        let read_trees = |numbers: &mut NumbersReader<'_>| Trees::from_numbers(numbers.list()?, columns);
        let read_loss = |numbers: &mut NumbersReader<'_>| {
            let loss = numbers.number()?;
            let loss = LOSSES.get(loss as usize).copied().ok_or_else(damaged)?;
            Ok((loss, (0..FOLDS).map(|_| read_trees(numbers)).collect::<Result<_>>()?))
        };
        let count = numbers.count()?;
        Ok(Self((0..count).map(|_| read_loss(numbers)).collect::<Result<_>>()?))
    }
}

impl Trees {
    /// `invalid-data` for numbers that are no trees over so many features.
    fn from_numbers(numbers: &[f64], columns: usize) -> Result<Self> {
        let is_whole = !numbers.is_empty() && (numbers.len() - 1).is_multiple_of(TREE_NUMBERS);
        if is_whole && Self(numbers.to_vec()).features().all(|feature| (feature as usize) < columns) {
            Ok(Self(numbers.to_vec()))
        } else {
            Err(damaged())
        }
    }
}

fn fold_of(row: usize, count: usize) -> usize {
    row * FOLDS / count
}

fn at_least_zero(trees: &Trees, columns: &[&[f64]], row: usize) -> f64 {
    trees.predict(columns, row).max(0.0)
}
