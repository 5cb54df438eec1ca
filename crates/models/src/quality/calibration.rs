//! Whether scores are the probabilities that they claim to be.
//!
//! Definition: rows in bins by score; the gap of a bin is |mean score - share of positives|. The expected calibration error is
//! the mean gap, weighted by rows; the maximum the largest one. Bins are of equal width, bin k = floor(K s), the last closed;
//! or of equal count: n / K rows each, the last one with those left over, at most n / 2 bins. Slope and intercept are
//! those of the logistic regression of the truth on the logit of the score. Spiegelhalter's z is
//! sum (y - s)(1 - 2s) / sqrt(sum (1 - 2s)^2 s (1 - s)). Hosmer and Lemeshow's statistic is the sum of
//! (O - E)^2 / (E (1 - E / n)) over bins of equal count, chi-square of K - 2 degrees. Reliability and resolution are the means of
//! the squared gap, and of the squared distance of a bin's share from the share of all; uncertainty is that share times
//! one less it.
//!
//! Edges: without rows, or with a score outside [0, 1], nothing is defined. Rows tied at the border of two bins of equal count
//! are shared between them.
//!
//! Accuracy: sums over distinct scores, ascending. The regression ends when no coefficient moves by 1e-6, which leaves an
//! error of some 1e-12.
//!
//! Source: Naeini, Cooper and Hauskrecht (2015); Cox (1958); Spiegelhalter (1986); Hosmer and Lemeshow (1980);
//! Murphy (1973).

use super::probability_loss::Total;
use super::steps::Steps;
use serde::Serialize;

/// The rows of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalibrationBin {
    /// Its number, from 0.
    pub bin: usize,
    /// Rows; shared ones by their share.
    pub count: f64,
    /// The mean of their scores.
    pub mean_score: f64,
    /// The share of them that is positive.
    pub positive_fraction: f64,
}

/// Bins of equal width, those without rows left out.
pub(super) fn even_bins(steps: &Steps, bins: usize) -> Vec<CalibrationBin> {
    let mut sums = Sums::default();
    for step in steps.list.iter().rev() {
        let bin = ((step.score * bins as f64) as usize).min(bins - 1);
        sums.add(bin, step.score, step.positives as f64, step.negatives as f64);
    }
    sums.finish()
}

/// Bins of equal count.
pub(super) fn equal_count_bins(steps: &Steps, bins: usize) -> Vec<CalibrationBin> {
    let count = steps.count();
    let bins = if count <= 2 * bins as u64 { count / 2 } else { bins as u64 }.max(1);
    let width = (count / bins).max(1);
    let last = count / width - 1;
    let mut sums = Sums::default();
    let (mut bin, mut room) = (0, if last == 0 { count } else { width });
    for step in steps.list.iter().rev() {
        let all = step.positives + step.negatives;
        let mut left = all;
        while left > 0 {
            if room == 0 {
                bin += 1;
                room = if bin == last { count } else { width };
            }
            let taken = left.min(room);
            let share = taken as f64 / all as f64;
            sums.add(bin as usize, step.score, step.positives as f64 * share, step.negatives as f64 * share);
            room -= taken;
            left -= taken;
        }
    }
    sums.finish()
}

#[derive(Default)]
struct Sums {
    bins: Vec<CalibrationBin>,
    scores: Total,
}

impl Sums {
    fn add(&mut self, bin: usize, score: f64, positives: f64, negatives: f64) {
        if self.bins.last().is_none_or(|last| last.bin != bin) {
            self.close();
            self.bins.push(CalibrationBin { bin, ..CalibrationBin::default() });
        }
        let last = self.bins.last_mut().expect("a bin was just opened");
        last.count += positives + negatives;
        last.positive_fraction += positives;
        self.scores.add(score * (positives + negatives));
    }

    fn close(&mut self) {
        if let Some(last) = self.bins.last_mut() {
            last.mean_score = self.scores.value() / last.count;
            last.positive_fraction /= last.count;
        }
        self.scores = Total::default();
    }

    fn finish(mut self) -> Vec<CalibrationBin> {
        self.close();
        self.bins
    }
}

/// The mean gap and the largest one.
pub(super) fn errors(bins: &[CalibrationBin]) -> Option<[f64; 2]> {
    let count: f64 = bins.iter().map(|bin| bin.count).sum();
    let gap = |bin: &CalibrationBin| (bin.mean_score - bin.positive_fraction).abs();
    let expected: f64 = bins.iter().map(|bin| bin.count / count * gap(bin)).sum();
    (!bins.is_empty()).then(|| [expected, bins.iter().map(gap).fold(0.0, f64::max)])
}

/// Reliability, resolution and uncertainty.
pub(super) fn decompose(bins: &[CalibrationBin]) -> Option<[f64; 3]> {
    let count: f64 = bins.iter().map(|bin| bin.count).sum();
    let mean_of =
        |value: &dyn Fn(&CalibrationBin) -> f64| bins.iter().map(|bin| bin.count * value(bin)).sum::<f64>() / count;
    let share = mean_of(&|bin| bin.positive_fraction);
    let reliability =
        mean_of(&|bin| (bin.mean_score - bin.positive_fraction) * (bin.mean_score - bin.positive_fraction));
    let resolution = mean_of(&|bin| (bin.positive_fraction - share) * (bin.positive_fraction - share));
    (!bins.is_empty()).then_some([reliability, resolution, share * (1.0 - share)])
}

/// Hosmer and Lemeshow's statistic and its degrees of freedom.
pub(super) fn hosmer_lemeshow(bins: &[CalibrationBin]) -> Option<[f64; 2]> {
    let term = |bin: &CalibrationBin| {
        let gap = bin.count * (bin.positive_fraction - bin.mean_score);
        gap * gap / (bin.count * bin.mean_score * (1.0 - bin.mean_score))
    };
    (bins.len() > 2).then(|| [bins.iter().map(term).sum(), bins.len() as f64 - 2.0])
}

/// Spiegelhalter's z.
pub(super) fn spiegelhalter(steps: &Steps) -> Option<f64> {
    let (mut top, mut variance) = (Total::default(), Total::default());
    for step in steps.list.iter().rev() {
        let (score, count) = (step.score, (step.positives + step.negatives) as f64);
        let slant = 1.0 - 2.0 * score;
        top.add((step.positives as f64 - count * score) * slant);
        variance.add(count * slant * slant * score * (1.0 - score));
    }
    (variance.value() > 0.0).then(|| top.value() / variance.value().sqrt())
}

/// The most steps of the regression. It doubles its digits with each.
const MOST_ITERATIONS: usize = 50;
/// With more scores, the regression begins on so many groups of neighbours.
const GROUPS: usize = 4096;

/// Some rows of one logit: the logit, the positives, all.
type Group = [f64; 3];

/// Slope and intercept of the truth's log odds on the score's. None where they run away, as with perfect scores.
pub(super) fn logistic_fit(steps: &Steps) -> Option<[f64; 2]> {
    if !steps.has_both() {
        return None;
    }
    let to_group = |step: &super::steps::Step| {
        let score = step.score.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        [libm::log(score / (1.0 - score)), step.positives as f64, (step.positives + step.negatives) as f64]
    };
    let groups: Vec<Group> = steps.list.iter().rev().map(to_group).collect();
    let start = [1.0, 0.0];
    if groups.len() <= 4 * GROUPS {
        return fit(&groups, start);
    }
    let coarse: Vec<Group> = groups.chunks(groups.len().div_ceil(GROUPS)).map(join).collect();
    fit(&groups, fit(&coarse, start)?)
}

/// Neighbours as one group at their mean.
fn join(groups: &[Group]) -> Group {
    let count: f64 = groups.iter().map(|group| group[2]).sum();
    let logit = groups.iter().map(|group| group[0] * group[2]).sum::<f64>() / count;
    [logit, groups.iter().map(|group| group[1]).sum(), count]
}

/// Newton's method. A step of 1e-6 leaves an error of some 1e-12, so none after it is taken.
fn fit(groups: &[Group], [mut slope, mut intercept]: [f64; 2]) -> Option<[f64; 2]> {
    for _ in 0..MOST_ITERATIONS {
        let [mut g0, mut g1, mut h00, mut h01, mut h11] = [0.0; 5];
        for &[logit, positives, count] in groups {
            let chance = 1.0 / (1.0 + libm::exp(-(intercept + slope * logit)));
            let gap = positives - count * chance;
            let weight = count * chance * (1.0 - chance);
            g0 += gap;
            g1 += gap * logit;
            h00 += weight;
            h01 += weight * logit;
            h11 += weight * logit * logit;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant.is_nan() || determinant <= h00 * h11 * f64::EPSILON {
            return None;
        }
        let moves = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
        intercept += moves[0];
        slope += moves[1];
        if slope.abs() > 1e6 || intercept.abs() > 1e6 {
            return None;
        }
        if moves.iter().all(|each| each.abs() < 1e-6) {
            return Some([slope, intercept]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::steps::Step;
    use super::*;

    /// Ten scores, each given to a hundred rows of which as many are positive as the score says.
    fn calibrated() -> Steps {
        let step = |tenth: u32| Step {
            score: (f64::from(tenth) + 0.5) / 10.0,
            positives: u64::from(tenth) * 10 + 5,
            negatives: 95 - u64::from(tenth) * 10,
        };
        Steps::new((0..10).rev().map(step).collect(), true)
    }

    #[test]
    fn scores_that_are_probabilities_have_slope_one_and_no_gap() {
        let steps = calibrated();
        let [slope, intercept] = logistic_fit(&steps).unwrap();
        assert!((slope - 1.0).abs() < 1e-9 && intercept.abs() < 1e-9, "{slope} {intercept}");
        for bins in [even_bins(&steps, 10), equal_count_bins(&steps, 10)] {
            assert_eq!(bins.len(), 10);
            assert!(errors(&bins).unwrap()[1] < 1e-12);
            assert!(hosmer_lemeshow(&bins).unwrap()[0] < 1e-12);
        }
        assert!(spiegelhalter(&steps).unwrap().abs() < 1e-9);
    }

    #[test]
    fn perfect_scores_have_no_slope_and_doubled_log_odds_have_half_of_one() {
        let step = |score, positives, negatives| Step { score, positives, negatives };
        assert_eq!(logistic_fit(&Steps::new(vec![step(0.9, 5, 0), step(0.1, 0, 5)], true)), None);
        // Scores 0.8 and 0.2 say odds of 4 and 1/4, where the rows say 2 and 1/2.
        let sure = Steps::new(vec![step(0.8, 20, 10), step(0.2, 10, 20)], true);
        let [slope, intercept] = logistic_fit(&sure).unwrap();
        assert!((slope - 0.5).abs() < 1e-9 && intercept.abs() < 1e-9);
    }

    #[test]
    fn what_is_left_over_goes_into_the_last_of_the_bins_of_equal_count() {
        let counts = |rows: u64, bins| {
            let step = |row: u64| Step { score: row as f64 / 100.0, positives: 1, negatives: 0 };
            let bins = equal_count_bins(&Steps::new((0..rows).rev().map(step).collect(), true), bins);
            bins.iter().map(|bin| bin.count as u64).collect::<Vec<_>>()
        };
        assert_eq!(counts(10, 3), [3, 3, 4]);
        assert_eq!(counts(7, 3), [2, 2, 3]);
        assert_eq!(counts(45, 10), [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5]);
    }
}
