//! How far scores are from the shares of positive rows that they claim.
//!
//! Definition: rows by ascending score in bins of n / K rows, rounded down (K is n / 2 where n <= 2 K), as many as there
//! are, the last with the rest. The expected calibration error is the mean over all rows of |mean score - positive share| of their bin.
//!
//! Edges: no row gives 0. Accuracy: that of the sums.
//!
//! Source: Naeini, Cooper and Hauskrecht (2015), with bins of equal count.

use super::isotonic::{Isotonic, sort_by_score};
use crate::numeric::Random;
use tidemark_json::write_json;

/// The bins of the calibration error.
pub(crate) const BINS: usize = 10;

const SHUFFLES: usize = 10;

/// With scores that order the rows nearly without a fault, a curve would learn nothing but where they part.
const SEPARATED: f64 = 0.999;

/// A bin of scores.
#[derive(Debug, PartialEq)]
pub struct Bin {
    /// Rows.
    pub count: usize,
    /// Their mean score.
    pub mean_score: f64,
    /// The share of positive ones.
    pub positive_share: f64,
}

write_json!(Bin { count, mean_score, positive_share });

/// The bins and the calibration error of scores.
#[derive(Debug, PartialEq)]
pub struct Reliability {
    /// The expected calibration error.
    pub error: f64,
    /// In the order of their scores.
    pub bins: Vec<Bin>,
}

write_json!(Reliability { error, bins });

/// How well scores and labels agree, in `most` bins.
pub fn reliability(scores: &[f64], labels: &[f64], most: usize) -> Reliability {
    let count = scores.len();
    let order = sort_by_score(scores);
    let wanted = if count <= 2 * most { count / 2 } else { most }.max(1);
    let width = (count / wanted).max(1);
    let full = count / width;
    let bins: Vec<Bin> = (0..full)
        .map(|bin| {
            let end = if bin + 1 == full { count } else { (bin + 1) * width };
            let rows = &order[bin * width..end];
            let mean = |values: &[f64]| rows.iter().map(|&row| values[row]).sum::<f64>() / rows.len() as f64;
            Bin { count: rows.len(), mean_score: mean(scores), positive_share: mean(labels) }
        })
        .collect();
    let gap = |bin: &Bin| bin.count as f64 / count as f64 * (bin.mean_score - bin.positive_share).abs();
    Reliability { error: bins.iter().map(gap).sum(), bins }
}

/// The calibration error before a curve is fitted, and after, on rows that the curve has not seen: ten times a tenth of
/// the rows of each label is set aside. Null where no curve would help: one label only, or scores that part the labels.
pub(crate) fn try_calibration(scores: &[f64], labels: &[f64], auc: f64, random: &mut Random) -> Option<[f64; 2]> {
    let mut sides = [0.0, 1.0].map(|label| (0..labels.len()).filter(|&row| labels[row] == label).collect::<Vec<_>>());
    if sides.iter().any(|side| side.len() < 2) || auc > SEPARATED {
        return None;
    }
    let order = sort_by_score(scores);
    let mut pooled = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..SHUFFLES {
        let mut weights = vec![1.0; scores.len()];
        for side in &mut sides {
            random.shuffle(side);
            side[..side.len().div_ceil(10)].iter().for_each(|&row| weights[row] = 0.0);
        }
        let curve = Isotonic::fit(scores, labels, &order, &weights);
        for row in (0..scores.len()).filter(|&row| weights[row] == 0.0) {
            let values = [scores[row], curve.at(scores[row]), labels[row]];
            pooled.iter_mut().zip(values).for_each(|(list, value)| list.push(value));
        }
    }
    let [before, after, labels] = pooled;
    Some([before, after].map(|scores| reliability(&scores, &labels, BINS).error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    #[test]
    fn two_bins_worked_by_hand() {
        // Bins of two rows: means 0.2 and 0.7, shares 0.5 and 1.
        let found = reliability(&[0.6, 0.1, 0.8, 0.3], &[1.0, 0.0, 1.0, 1.0], 2);
        assert!((found.error - 0.3).abs() < 1e-15);
        assert_eq!(found.bins.iter().map(|bin| bin.positive_share).collect::<Vec<_>>(), [0.5, 1.0]);
        assert_eq!(reliability(&[], &[], 10).bins, []);
    }

    #[test]
    fn the_last_bin_takes_the_rest() {
        let counts = |rows: usize, most| {
            let values = vec![0.5; rows];
            reliability(&values, &values, most).bins.iter().map(|bin| bin.count).collect::<Vec<_>>()
        };
        assert_eq!(counts(10, 3), [3, 3, 4]);
        assert_eq!(counts(45, 10), [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5]);
        // Six rows or fewer in three bins would be fewer than two a bin.
        assert_eq!(counts(6, 3), [2, 2, 2]);
        assert_eq!(counts(5, 3), [2, 3]);
        assert_eq!(counts(1, 3), [1]);
    }

    #[test]
    fn scores_that_are_too_sure_need_a_curve_and_honest_ones_do_not() {
        let mut rng = Rng::new(5);
        let honest: Vec<f64> = (0..4000).map(|_| rng.uniform()).collect();
        let labels: Vec<f64> = honest.iter().map(|&score| f64::from(rng.uniform() < score)).collect();
        let sure: Vec<f64> =
            honest.iter().map(|&score| if score < 0.5 { score / 3.0 } else { 1.0 - (1.0 - score) / 3.0 }).collect();
        let [before, after] = try_calibration(&sure, &labels, 0.8, &mut Random::new(1)).unwrap();
        assert!(before > 0.1 && after < 0.03, "{before} {after}");
        let [before, _] = try_calibration(&honest, &labels, 0.8, &mut Random::new(1)).unwrap();
        assert!(before < 0.03, "{before}");
        assert_eq!(try_calibration(&sure, &vec![0.0; 4000], 0.8, &mut Random::new(1)), None);
        assert_eq!(try_calibration(&sure, &labels, 0.9995, &mut Random::new(1)), None);
    }
}
