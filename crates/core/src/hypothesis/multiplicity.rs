//! Adjusted p-values when many are looked at.
//!
//! Definition (Benjamini-Hochberg): with p sorted ascending, K of them, adjusted_(i) = min over j >= i of p_(j) K / j, at
//! most 1. Rejecting those up to a level keeps the expected share of false rejections below it, and the chance of any
//! false one when nothing is true, under independence or positive dependence.
//!
//! Edges: none give none. Accuracy: one product and one quotient a value. Source: Benjamini and Hochberg (1995).

use crate::error::{Error, Result};
use crate::order::order_of;
use tidemark_json::plain_text;

/// Adjusted p-values in the order given. `invalid-argument` for a value outside [0, 1].
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    if let Some(&found) = p_values.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(Error::invalid_argument(format!("expected p-values between 0 and 1, found {}", plain_text(found))));
    }
    let order = order_of(p_values.len(), &|a, b| p_values[a].total_cmp(&p_values[b]));
    let count = p_values.len() as f64;
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0f64;
    for (rank, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[index] * count / (rank + 1) as f64);
        adjusted[index] = smallest;
    }
    Ok(adjusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_worked_family() {
        // 0.01 * 4 / 1 = 0.04; 0.02 * 4 / 2 = 0.04; 0.03 * 4 / 3 = 0.04; 0.5 * 4 / 4 = 0.5.
        assert_eq!(benjamini_hochberg(&[0.5, 0.02, 0.01, 0.03]).unwrap(), [0.5, 0.04, 0.04, 0.04]);
    }

    #[test]
    fn adjusted_values_keep_their_order_and_stay_below_one() {
        assert_eq!(benjamini_hochberg(&[0.9, 1.0]).unwrap(), [1.0, 1.0]);
        assert!(benjamini_hochberg(&[]).unwrap().is_empty());
    }

    #[test]
    fn values_that_are_no_probabilities_are_refused() {
        for p in [-0.1, 1.1, f64::NAN] {
            assert!(benjamini_hochberg(&[p]).is_err());
        }
    }
}
