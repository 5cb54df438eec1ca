//! Chances from scores: what a classifier's reference says about rows whose label is not known yet.
//!
//! Definition: for each class a curve of its share over its score, fitted to the reference where the scores are better
//! calibrated with it than without; the chances of several classes are divided by their sum, and even where it is 0. The
//! error of the curves is the standard deviation of a metric over curves of resampled references.

use super::expected::{Judged, evaluate};
use super::isotonic::Isotonic;
use super::metric::Metric;
use super::numbers::{Numbers, NumbersReader};
use super::options::{EstimationOptions, Rules};
use super::sampling_error::component;
use crate::error::Result;
use crate::numeric::Random;

/// The curves of each class; one without knots leaves scores as they are.
pub(crate) struct Classifier {
    fitted: Vec<Isotonic>,
    resampled: Vec<Vec<Isotonic>>,
}

impl Classifier {
    /// `is_needed` says for each class whether its scores are replaced; `orders` are `sort_by_score`.
    pub(crate) fn fit(
        scores: &[&[f64]],
        labels: &[Vec<f64>],
        orders: &[Vec<usize>],
        is_needed: &[bool],
        weights: &[f64],
    ) -> Self {
        let fit_class = |class: usize| {
            if is_needed[class] {
                Isotonic::fit(scores[class], &labels[class], &orders[class], weights)
            } else {
                Isotonic::default()
            }
        };
        Self { fitted: (0..scores.len()).map(fit_class).collect(), resampled: Vec::new() }
    }

    /// Fits curves to as many resamples of the reference.
    pub(crate) fn resample(
        &mut self,
        scores: &[&[f64]],
        labels: &[Vec<f64>],
        orders: &[Vec<usize>],
        count: usize,
        random: &mut Random,
    ) {
        let rows = labels[0].len();
        let is_needed = vec![true; scores.len()];
        for _ in 0..count {
            let times = random.resample(rows, rows);
            self.resampled.push(Self::fit(scores, labels, orders, &is_needed, &times).fitted);
        }
    }

    /// The chances of each class.
    pub(crate) fn chances(&self, scores: &[&[f64]]) -> Vec<Vec<f64>> {
        to_chances(&self.fitted, scores)
    }

    /// A metric, and the error of the curves in it.
    pub(crate) fn estimate(
        &self,
        metric: Metric,
        scores: &[&[f64]],
        judged: &[Judged<'_>],
        options: &EstimationOptions,
    ) -> (f64, f64) {
        let value =
            |curves: &[Isotonic]| evaluate(metric, judged, &to_chances(curves, scores), options.rules, options.worths);
        let error = match options.rules {
            Rules::Nannyml => 0.0,
            Rules::Tidemark => {
                let values = self.resampled.iter().map(|curves| value(curves)).filter(|value| value.is_finite());
                let values: Vec<f64> = values.collect();
                component(&values, values.len()).variance.sqrt()
            }
        };
        (value(&self.fitted), error)
    }

    pub(crate) fn write(&self, numbers: &mut Numbers) {
        numbers.push(self.resampled.len() as f64);
        for curve in self.fitted.iter().chain(self.resampled.iter().flatten()) {
            numbers.push_list(&curve.scores);
            numbers.push_list(&curve.shares);
        }
    }

    pub(crate) fn read(numbers: &mut NumbersReader<'_>, classes: usize) -> Result<Self> {
        let resamples = numbers.count()?;
        let mut curves = || (0..classes).map(|_| Isotonic::from_knots(numbers.list()?, numbers.list()?)).collect();
        let fitted: Vec<Isotonic> = curves()?;
        let resampled = (0..resamples).map(|_| curves()).collect::<Result<_>>()?;
        Ok(Self { fitted, resampled })
    }
}

fn to_chances(curves: &[Isotonic], scores: &[&[f64]]) -> Vec<Vec<f64>> {
    let mut chances: Vec<Vec<f64>> = curves
        .iter()
        .zip(scores)
        .map(|(curve, scores)| scores.iter().map(|&score| curve.at(score)).collect())
        .collect();
    if chances.len() > 1 {
        for row in 0..chances[0].len() {
            let sum: f64 = chances.iter().map(|class| class[row]).sum();
            let even = 1.0 / chances.len() as f64;
            chances.iter_mut().for_each(|class| class[row] = if sum > 0.0 { class[row] / sum } else { even });
        }
    }
    chances
}
