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
use super::steps::{Step, Steps};
use tidemark_json::write_json;

/// The rows of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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

write_json!(CalibrationBin { bin, count, mean_score, positive_fraction });

/// Bins of equal width, those without rows left out.
pub(super) fn even_bins(steps: &Steps, bins: usize) -> Vec<CalibrationBin> {
    let bin_of = |step: &Step| ((step.score * bins as f64) as usize).min(bins - 1);
    let mut ends = Vec::new();
    let mut above = steps.list.len();
    while above > 0 {
        let bin = bin_of(&steps.list[above - 1]);
        above = steps.list[..above].partition_point(|step| bin_of(step) > bin);
        ends.push((bin, steps.count() - steps.above(above).count()));
    }
    fill(steps, &ends)
}

/// Bins of equal count.
pub(super) fn equal_count_bins(steps: &Steps, bins: usize) -> Vec<CalibrationBin> {
    let count = steps.count();
    let bins = if count <= 2 * bins as u64 { count / 2 } else { bins as u64 }.max(1);
    let width = (count / bins).max(1);
    let full = count / width;
    let ends = (0..full).map(|bin| (bin as usize, if bin + 1 == full { count } else { (bin + 1) * width }));
    fill(steps, &ends.collect::<Vec<_>>())
}

/// Bins by their numbers and the rows up to the end of each, ascending.
fn fill(steps: &Steps, ends: &[(usize, u64)]) -> Vec<CalibrationBin> {
    let mut index = steps.list.len();
    let mut begun = 0;
    let to_bin = |&(bin, end): &(usize, u64)| {
        let count = (end - begun) as f64;
        let (mut scores, mut shared) = (Total::default(), 0.0);
        // The positives of all steps that lie in the bin as a whole.
        let mut whole = 0;
        while begun < end {
            let (step, above) = (steps.list[index - 1], steps.above(index - 1));
            let (rows, positives) = (step.count() - above.count(), step.positives - above.positives);
            let top = steps.count() - above.count();
            if top <= end && top - begun == rows {
                scores.add(step.score * rows as f64);
                whole += positives;
                (begun, index) = (top, index - 1);
            } else {
                let taken = top.min(end) - begun;
                scores.add(step.score * taken as f64);
                shared += positives as f64 * (taken as f64 / rows as f64);
                begun += taken;
                index -= usize::from(begun == top);
            }
        }
        let positive_fraction = (whole as f64 + shared) / count;
        CalibrationBin { bin, count, mean_score: scores.value() / count, positive_fraction }
    };
    ends.iter().map(to_bin).collect()
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

/// The most steps of the regression. It doubles its digits with each.
const MOST_ITERATIONS: usize = 50;
/// The regression begins on groups of neighbours whose logits are no farther apart: near enough to its end that one step over all rows sees it reached.
const GROUP_WIDTH: f64 = 1.0 / 1024.0;

/// Some rows of one logit: the logit, the positives, all.
type Group = [f64; 3];

/// Slope and intercept of the truth's log odds on the score's. None where they run away, as with perfect scores.
pub(super) fn logistic_fit(steps: &Steps) -> Option<[f64; 2]> {
    if !steps.has_both() {
        return None;
    }
    let mut groups: Vec<Group> = Vec::with_capacity(steps.list.len());
    let mut coarse: Vec<Group> = Vec::new();
    let (mut begun, mut sum) = (f64::INFINITY, [0.0; 3]);
    for index in 0..steps.list.len() {
        let (positives, negatives) = steps.rows_at(index);
        let score = steps.list[index].score.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        let (logit, count) = (libm::log(score / (1.0 - score)), (positives + negatives) as f64);
        groups.push([logit, positives as f64, count]);
        if begun - logit > GROUP_WIDTH {
            coarse.push(sum);
            (begun, sum) = (logit, [0.0; 3]);
        }
        sum = [sum[0] + logit * count, sum[1] + positives as f64, sum[2] + count];
    }
    coarse.push(sum);
    coarse.retain(|sum| sum[2] > 0.0);
    coarse.iter_mut().for_each(|sum| sum[0] /= sum[2]);
    fit(&groups, fit(&coarse, [1.0, 0.0])?)
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
    use super::super::probability_loss::losses;
    use super::super::steps::steps_of;
    use super::*;

    /// Ten scores, each given to a hundred rows of which as many are positive as the score says.
    fn calibrated() -> Steps {
        let step = |tenth: u64| ((tenth as f64 + 0.5) / 10.0, tenth * 10 + 5, 95 - tenth * 10);
        steps_of(&(0..10).rev().map(step).collect::<Vec<_>>())
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
        assert!(losses(&steps).unwrap().spiegelhalter.unwrap().abs() < 1e-9);
    }

    #[test]
    fn perfect_scores_have_no_slope_and_doubled_log_odds_have_half_of_one() {
        assert_eq!(logistic_fit(&steps_of(&[(0.9, 5, 0), (0.1, 0, 5)])), None);
        // Scores 0.8 and 0.2 say odds of 4 and 1/4, where the rows say 2 and 1/2.
        let sure = steps_of(&[(0.8, 20, 10), (0.2, 10, 20)]);
        let [slope, intercept] = logistic_fit(&sure).unwrap();
        assert!((slope - 0.5).abs() < 1e-9 && intercept.abs() < 1e-9);
    }

    #[test]
    fn what_is_left_over_goes_into_the_last_of_the_bins_of_equal_count() {
        let counts = |rows: u64, bins| {
            let step = |row: u64| (row as f64 / 100.0, 1, 0);
            let bins = equal_count_bins(&steps_of(&(0..rows).rev().map(step).collect::<Vec<_>>()), bins);
            bins.iter().map(|bin| bin.count as u64).collect::<Vec<_>>()
        };
        assert_eq!(counts(10, 3), [3, 3, 4]);
        assert_eq!(counts(7, 3), [2, 2, 3]);
        assert_eq!(counts(45, 10), [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5]);
    }
}
