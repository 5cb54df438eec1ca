//! How far probabilities are from what happened: log loss and the Brier score.
//!
//! Definition: log loss -mean(y ln s + (1 - y) ln(1 - s)), s held within 2.2e-16 of 0 and 1; Brier score mean (s - y)^2.
//!
//! Edges: without rows, and with a score outside [0, 1], neither is defined.
//!
//! Accuracy: sums over distinct scores, ascending, with what each addition loses added at the end. From a histogram the Brier
//! score is off by at most 0.0001.
//!
//! Source: Good (1952); Brier (1950); Ogita, Rump and Oishi (2005) for the sums.

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
        let added = sum - self.sum;
        self.lost += (self.sum - (sum - added)) + (value - added);
        self.sum = sum;
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// A mean over rows and its standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeanLoss {
    pub(super) mean: f64,
    pub(super) error: Option<f64>,
}

/// What is read from all scores in one pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Losses {
    pub(super) logarithmic: MeanLoss,
    pub(super) squared: MeanLoss,
    /// Spiegelhalter's z (`calibration`); none where its variance is 0.
    pub(super) spiegelhalter: Option<f64>,
}

/// Whether every score can be a probability.
pub(super) fn are_probabilities(steps: &Steps) -> bool {
    let is_probability = |score: f64| (0.0..=1.0).contains(&score);
    steps.list.first().is_some_and(|step| is_probability(step.score))
        && steps.list.last().is_some_and(|step| is_probability(step.score))
}

/// The losses of all rows. None without rows, or where a score is no probability.
pub(super) fn losses(steps: &Steps) -> Option<Losses> {
    if !are_probabilities(steps) {
        return None;
    }
    let [mut logarithmic, mut squared, mut slanted] = [Total::default(); 3];
    let [mut logarithmic_squares, mut squared_squares, mut variance] = [0.0; 3];
    for index in (0..steps.list.len()).rev() {
        let score = steps.list[index].score;
        let (positives, negatives) = steps.rows_at(index);
        let (p, n) = (positives as f64, negatives as f64);
        // Nearly every score is of one class: which one no branch asks.
        let loss = log_loss(score, positives > 0);
        let rows = if positives > 0 { p } else { n };
        let (mut sum, mut square) = (rows * loss, rows * loss * loss);
        if positives > 0 && negatives > 0 {
            let loss = log_loss(score, false);
            sum += n * loss;
            square += n * loss * loss;
        }
        logarithmic.add(sum);
        logarithmic_squares += square;
        let (miss, hit) = ((1.0 - score) * (1.0 - score), score * score);
        squared.add(p * miss + n * hit);
        squared_squares += p * miss * miss + n * hit * hit;
        let slant = 1.0 - 2.0 * score;
        slanted.add((p * (1.0 - score) - n * score) * slant);
        variance += (p + n) * slant * slant * score * (1.0 - score);
    }
    let count = steps.count() as f64;
    let to_mean = |total: Total, squares: f64| {
        let mean = total.value() / count;
        let spread = (squares / count - mean * mean).max(0.0);
        MeanLoss { mean, error: (count > 1.0).then(|| (spread / (count - 1.0)).sqrt()) }
    };
    Some(Losses {
        logarithmic: to_mean(logarithmic, logarithmic_squares),
        squared: to_mean(squared, squared_squares),
        spiegelhalter: (variance > 0.0).then(|| slanted.value() / variance.sqrt()),
    })
}

/// The loss of a row, by logarithms.
pub(super) fn log_loss(score: f64, is_positive: bool) -> f64 {
    let chance = if is_positive { score } else { 1.0 - score };
    -libm::log(chance.clamp(f64::EPSILON, 1.0 - f64::EPSILON))
}
