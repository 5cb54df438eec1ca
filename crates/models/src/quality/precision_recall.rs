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
use super::steps::{Step, Steps};

/// The area by steps and the one by trapezoids.
pub(super) fn areas(steps: &Steps, is_compatible: bool) -> Option<[f64; 2]> {
    let (mut by_steps, mut twice) = (Total::default(), Total::default());
    let precision_of = |step: &Step| step.positives as f64 / step.count() as f64;
    let mut before = if is_compatible { steps.list.first().map_or(1.0, precision_of) } else { 1.0 };
    let mut last = 0;
    for step in &steps.list {
        let (found, precision) = ((step.positives - last) as f64, precision_of(step));
        by_steps.add(found * precision);
        twice.add(found * (precision + before));
        (last, before) = (step.positives, precision);
    }
    let positives = steps.positives as f64;
    (positives > 0.0).then(|| [by_steps.value() / positives, twice.value() / 2.0 / positives])
}
