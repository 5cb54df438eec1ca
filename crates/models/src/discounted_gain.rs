//! What an order of items is worth: discounted cumulative gain.
//!
//! Definition: the sum over places i from 1 of the gain of the i-th item / log2(i + 1). Items of one score share their
//! places, so that each counts with the mean gain of them.
//!
//! Accuracy: one logarithm, division and sum an item.
//!
//! Source: Järvelin and Kekäläinen (2002); ties as in scikit-learn's `ndcg_score`.

/// Gives the gains of items of one score their mean; both are in the order of scores.
pub(crate) fn share_ties(gains: &mut [f64], scores: &[f64]) {
    let mut start = 0;
    for tied in scores.chunk_by(|a, b| a == b) {
        let block = &mut gains[start..start + tied.len()];
        let mean = block.iter().sum::<f64>() / tied.len() as f64;
        block.fill(mean);
        start += tied.len();
    }
}

/// The gain of items in their order.
pub(crate) fn discounted(gains: &[f64]) -> f64 {
    gains.iter().enumerate().map(|(place, gain)| gain / libm::log2(place as f64 + 2.0)).sum()
}
