//! How far probabilities are from what happened: log loss and the Brier score.
//!
//! Definition: log loss -mean(y ln s + (1 - y) ln(1 - s)), s held within 2.2e-16 of 0 and 1; Brier score mean (s - y)^2.
//!
//! Edges: without rows, and with a score outside [0, 1], neither is defined.
//!
//! Accuracy: sums over distinct scores, ascending, with what each addition loses added at the end. From a histogram the Brier
//! score is off by at most 0.0001.
//!
//! Source: Good (1952); Brier (1950); Neumaier (1974) for the sums.

use super::steps::Steps;

/// A sum of doubles that keeps what its additions lose. The order of additions decides the last digit, and is written
/// down by whoever adds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Total {
    sum: f64,
    lost: f64,
}

impl Total {
    #[inline]
    pub(super) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() { self.sum - sum + value } else { value - sum + self.sum };
        self.sum = sum;
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// The mean of a loss and its standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeanLoss {
    pub(super) mean: f64,
    pub(super) error: Option<f64>,
}

/// Whether every score can be a probability.
pub(super) fn are_probabilities(steps: &Steps) -> bool {
    let is_probability = |score: f64| (0.0..=1.0).contains(&score);
    steps.list.first().is_some_and(|step| is_probability(step.score))
        && steps.list.last().is_some_and(|step| is_probability(step.score))
}

/// The mean of `loss(score, is positive)` over all rows. None without rows, or where a score is no probability.
pub(super) fn mean_loss(steps: &Steps, loss: impl Fn(f64, bool) -> f64) -> Option<MeanLoss> {
    if !are_probabilities(steps) {
        return None;
    }
    let (mut total, mut squares) = (Total::default(), Total::default());
    for step in steps.list.iter().rev() {
        for (count, is_positive) in [(step.positives, true), (step.negatives, false)] {
            if count > 0 {
                let each = loss(step.score, is_positive);
                total.add(count as f64 * each);
                squares.add(count as f64 * each * each);
            }
        }
    }
    let count = steps.count() as f64;
    let mean = total.value() / count;
    let spread = (squares.value() / count - mean * mean).max(0.0);
    Some(MeanLoss { mean, error: (count > 1.0).then(|| (spread / (count - 1.0)).sqrt()) })
}

/// The loss of a row, by logarithms.
pub(super) fn log_loss(score: f64, is_positive: bool) -> f64 {
    let score = score.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    -libm::log(if is_positive { score } else { 1.0 - score })
}

/// The loss of a row, squared.
pub(super) fn squared_loss(score: f64, is_positive: bool) -> f64 {
    let gap = if is_positive { score - 1.0 } else { score };
    gap * gap
}
