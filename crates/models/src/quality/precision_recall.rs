//! What share of the rows above a score is positive, against the share of positives that are above it.
//!
//! Definition: at each distinct score, from the highest down, P = TP / (TP + FP) and R = TP / positives; average precision
//! is the sum of `(R_k - R_k-1) P_k`, the area by steps. The trapezoid area begins at recall 0 with precision 1, or, by Model
//! Monitor's rules, with the precision of the highest score; it is optimistic.
//!
//! Edges: without positives there is none.
//!
//! Accuracy: sums of doubles with what each addition loses added at the end.
//!
//! Source: scikit-learn's `average_precision_score`; Davis and Goadrich (2006) on trapezoids.

use super::probability_loss::Total;
use super::steps::Steps;

/// The area by steps.
pub(super) fn average_precision(steps: &Steps) -> Option<f64> {
    let mut total = Total::default();
    for (step, (_, positives, negatives)) in steps.list.iter().zip(steps.cumulated()) {
        total.add(step.positives as f64 * (positives as f64 / (positives + negatives) as f64));
    }
    (steps.positives > 0).then(|| total.value() / steps.positives as f64)
}

/// The area by trapezoids.
pub(super) fn trapezoid_area(steps: &Steps, is_compatible: bool) -> Option<f64> {
    let mut total = Total::default();
    let mut last = None;
    for (step, (_, positives, negatives)) in steps.list.iter().zip(steps.cumulated()) {
        let precision = positives as f64 / (positives + negatives) as f64;
        let before = last.unwrap_or(if is_compatible { precision } else { 1.0 });
        total.add(step.positives as f64 * (precision + before) / 2.0);
        last = Some(precision);
    }
    (steps.positives > 0).then(|| total.value() / steps.positives as f64)
}
