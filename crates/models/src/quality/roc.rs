//! How well scores put positives before negatives.
//!
//! Definition: at each distinct score, from the highest down, x is the share of negatives and y the share of positives at it
//! or above it; ties are one step. The area under that line is P(positive above negative) + P(tie) / 2. Gini is twice the
//! area less 1; KS the largest y - x. The partial area A up to x = m is scaled to (1 + (A - m^2 / 2) / (m - m^2 / 2)) / 2.
//!
//! Edges: without positives or negatives nothing is defined.
//!
//! Accuracy: the area is the exact fraction of integers, rounded once. From a histogram it is off by at most half the sum of
//! p q over its bins, p and q being shares of positives and negatives in a bin. Model Monitor adds trapezoids instead,
//! from the highest score down, which can differ in the last digit. The standard error is that of `DeLong`.
//!
//! Source: Hanley and `McNeil` (1982); `DeLong`, `DeLong` and Clarke-Pearson (1988); `McClish` (1989).

use super::steps::{Step, Steps};

/// The area under the curve.
pub(super) fn area(steps: &Steps) -> Option<f64> {
    let mut twice = 0u128;
    let mut last = Step::default();
    for step in &steps.list {
        let passed = 2 * steps.negatives - step.negatives - last.negatives;
        twice += u128::from(step.positives - last.positives) * u128::from(passed);
        last = *step;
    }
    steps.has_both().then(|| twice as f64 / (2 * u128::from(steps.positives) * u128::from(steps.negatives)) as f64)
}

/// The same by trapezoids, added from the highest score down.
pub(super) fn area_by_trapezoids(steps: &Steps) -> Option<f64> {
    let (mut area, mut last) = (0.0, (0.0, 0.0));
    for step in &steps.list {
        let (x, y) = to_rates(steps, step);
        area += (x - last.0) * (y + last.1) / 2.0;
        last = (x, y);
    }
    steps.has_both().then_some(area)
}

fn to_rates(steps: &Steps, step: &Step) -> (f64, f64) {
    (step.negatives as f64 / steps.negatives as f64, step.positives as f64 / steps.positives as f64)
}

/// How far the area can be off because a step of a histogram is no tie.
pub(super) fn area_error_bound(steps: &Steps) -> f64 {
    if steps.is_exact || !steps.has_both() {
        return 0.0;
    }
    let shared = |index: usize| {
        let (positives, negatives) = steps.rows_at(index);
        positives as f64 / steps.positives as f64 * (negatives as f64 / steps.negatives as f64)
    };
    (0..steps.list.len()).map(shared).sum::<f64>() / 2.0
}

/// The standard error of the area, from how the share of the other class on the right side varies within each class.
pub(super) fn area_error(steps: &Steps, area: f64) -> Option<f64> {
    if steps.positives < 2 || steps.negatives < 2 {
        return None;
    }
    let (p, q) = (steps.positives as f64, steps.negatives as f64);
    let (mut of_positives, mut of_negatives) = (0.0, 0.0);
    let mut last = Step::default();
    for step in &steps.list {
        let below = (2 * steps.negatives - step.negatives - last.negatives) as f64 * (0.5 / q) - area;
        let above = (step.positives + last.positives) as f64 * (0.5 / p) - area;
        of_positives += (step.positives - last.positives) as f64 * below * below;
        of_negatives += (step.negatives - last.negatives) as f64 * above * above;
        last = *step;
    }
    Some((of_positives / (p - 1.0) / p + of_negatives / (q - 1.0) / q).sqrt())
}

/// The largest y - x.
pub(super) fn largest_difference(steps: &Steps) -> Option<f64> {
    let (p, q) = (steps.positives as f64, steps.negatives as f64);
    let difference = |step: &Step| step.positives as f64 * q - step.negatives as f64 * p;
    steps.has_both().then(|| steps.list.iter().map(difference).fold(0.0, f64::max) / (p * q))
}

/// The partial area up to `limit`, scaled so that chance is 0.5 and the best 1.
pub(super) fn partial_area(steps: &Steps, limit: f64) -> Option<f64> {
    let (mut area, mut last) = (0.0, (0.0, 0.0));
    for step in &steps.list {
        let (mut x, mut y) = to_rates(steps, step);
        let is_end = x >= limit;
        if is_end && x > last.0 {
            y = last.1 + (y - last.1) * (limit - last.0) / (x - last.0);
            x = limit;
        }
        area += (x - last.0) * (y + last.1) / 2.0;
        last = (x, y);
        if is_end {
            break;
        }
    }
    let least = limit * limit / 2.0;
    steps.has_both().then(|| f64::midpoint(1.0, (area - least) / (limit - least)))
}

#[cfg(test)]
mod tests {
    use super::super::steps::steps_of as steps;
    use super::*;

    #[test]
    fn of_four_rows_three_pairs_of_four_are_in_order() {
        let four = steps(&[(0.8, 1, 0), (0.4, 0, 1), (0.35, 1, 0), (0.1, 0, 1)]);
        assert_eq!(
            (area(&four), area_by_trapezoids(&four), largest_difference(&four)),
            (Some(0.75), Some(0.75), Some(0.5))
        );
        // Up to 0.2 the curve is flat at 0.5: 0.1 of area, 0.5 (1 + 0.08 / 0.18).
        assert!((partial_area(&four, 0.2).unwrap() - 13.0 / 18.0).abs() < 1e-15);
        // Each positive has 1 and 0.5 of the negatives below it, each negative 0.5 and 0 of the positives below: variances 0.125.
        assert!((area_error(&four, 0.75).unwrap() - 0.125f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn a_tie_counts_half_and_a_histogram_does_not_know() {
        let mut tie = steps(&[(0.5, 3, 2)]);
        assert_eq!((area(&tie), area_error_bound(&tie)), (Some(0.5), 0.0));
        tie.is_exact = false;
        assert_eq!(area_error_bound(&tie), 0.5);
        assert_eq!(area(&steps(&[(0.5, 3, 0)])), None);
    }
}
