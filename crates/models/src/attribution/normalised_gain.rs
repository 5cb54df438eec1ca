//! How well the features that matter now are the ones that mattered before: normalised discounted cumulative gain.
//!
//! Definition: with features in the order of their live attributions, the largest first, and a(i) the baseline's attribution
//! of the i-th of them, NDCG is the discounted gain of the a(i) / that of the same in the baseline's own order. Features of
//! one live attribution share their places.
//!
//! Edges: the same order gives 1. Nothing but order counts of the live side. A negative baseline attribution has no
//! meaning as a relevance, and attributions that are all 0 have no order: neither has a value, and the reason is given.
//!
//! Accuracy: one logarithm, product and sum a feature; relative error about M 2^-53.
//!
//! Source: Järvelin and Kekäläinen (2002); ties as in scikit-learn's `ndcg_score`. Model Monitor raises an alarm below 0.9.

use crate::discounted_gain::{discounted, share_ties};
use crate::order::order_of;

/// NDCG, or why there is none. Both sides are finite and of one length.
pub(super) fn normalised_gain(baseline: &[f64], live: &[f64]) -> Result<f64, &'static str> {
    if baseline.iter().any(|value| *value < 0.0) {
        return Err("the baseline has a negative attribution, which is no relevance; aggregate by mean_abs or mean_sq");
    }
    if baseline.iter().all(|value| *value == 0.0) {
        return Err("the baseline attributes nothing to any feature");
    }
    Ok(gain(baseline, live) / gain(baseline, baseline))
}

fn gain(relevance: &[f64], score: &[f64]) -> f64 {
    // Adding 0 makes -0 of one order with 0.
    let order = order_of(score.len(), &|a, b| (score[b] + 0.0).total_cmp(&(score[a] + 0.0)));
    let [mut gains, scores]: [Vec<f64>; 2] =
        [relevance, score].map(|values| order.iter().map(|&feature| values[feature]).collect());
    share_ties(&mut gains, &scores);
    discounted(&gains)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_developer_guide() {
        // (0.05 + 0.5 / log2 3 + 0.7 / 2) / (0.7 + 0.5 / log2 3 + 0.05 / 2) = 0.71546 / 1.04046.
        let found = normalised_gain(&[0.7, 0.5, 0.05], &[0.1, 0.2, 0.7]).unwrap();
        assert!((found - 0.687_639_624_122_622_4).abs() < 1e-15);
        assert_eq!(normalised_gain(&[0.5, 0.3, 0.2], &[0.9, 0.5, 0.1]), Ok(1.0));
    }

    #[test]
    fn tied_features_share_their_places() {
        // Three at the mean of 1, 1 / log2 3 and 1 / 2: scikit-learn's 0.9051248483101410.
        let found = normalised_gain(&[0.5, 0.3, 0.2, 0.1], &[0.2, 0.2, 0.2, 0.1]).unwrap();
        assert!((found - 0.905_124_848_310_141).abs() < 1e-15);
        assert_eq!(normalised_gain(&[1.0, 0.0], &[0.0, -0.0]), normalised_gain(&[1.0, 0.0], &[3.0, 3.0]));
    }

    #[test]
    fn what_has_no_order_has_no_value() {
        assert!(normalised_gain(&[0.5, -0.1], &[1.0, 2.0]).unwrap_err().contains("negative"));
        assert!(normalised_gain(&[0.0, 0.0], &[1.0, 2.0]).unwrap_err().contains("nothing"));
        assert_eq!(normalised_gain(&[2.0], &[-5.0]), Ok(1.0));
    }
}
