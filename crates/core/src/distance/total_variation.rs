//! The share of values that would have to change for both sides to be the same.
//!
//! Definition: with p and q the shares of a cell before and now, half the sum of |p - q|. Numbers are put into ten bins
//! between deciles of the reference.
//!
//! Edges: equal sides give 0, sides with nothing in common 1.
//!
//! Accuracy: exact while every value is known and in bins on borders of both sketches, else within `errorBound`. There is
//! no p-value: `chi-square` gives one for the same question.
//!
//! Source: Jordan's total variation.

use super::divergence::Divergence;
use crate::measure::{Measure, Smoothing};

pub(crate) const MEASURE: Measure = Measure {
    id: "total-variation",
    name: "total variation distance",
    summary: "the share of values that would have to change for both sides to be the same, 0 to 1",
    variants: &["plain"],
    options: &["variant", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

const DIVERGENCE: Divergence = Divergence {
    term: |p, q| (p - q).abs() / 2.0,
    finish: |sum| sum.min(1.0),
    null_factor: None,
    smoothing: Smoothing::None,
    is_renormalised: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Column, Validity};
    use crate::measure::{MEASURES, MeasureOptions, Side};
    use crate::profile::{ColumnProfile, Scratch};
    use crate::support::{Rng, doubles};

    #[test]
    fn a_hand_worked_distance() {
        let options =
            MeasureOptions { bins: Some(crate::measure::Bins::Edges(vec![1.5])), ..MeasureOptions::default() };
        let found = MEASURE.compute(
            &Side::Values(vec![1.0, 2.0].into()),
            &Side::Values(vec![1.0, 1.0, 1.0, 3.0].into()),
            &options,
        );
        assert_eq!(found.unwrap().value, Some(0.25));
    }

    /// Of every measure of shares: what is computed from sketches in given bins is within its bound of the truth.
    #[test]
    fn in_bins_that_cut_a_sketch_the_true_value_is_within_the_bound() {
        let mut rng = Rng::new(5);
        for (name, mut reference) in doubles(3000) {
            reference.retain(|value| value.is_finite() && value.abs() < 1e300);
            let current: Vec<f64> = reference.iter().map(|value| value * (0.8 + 0.3 * rng.uniform())).collect();
            if reference.is_empty() {
                continue;
            }
            let profiles = [&reference, &current].map(|values| {
                let mut profile = ColumnProfile::new(64).unwrap();
                profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
                profile
            });
            let mut edges: Vec<f64> = (1..8).map(|index| reference[index * reference.len() / 9]).collect();
            edges.sort_by(f64::total_cmp);
            edges.dedup();
            let options =
                MeasureOptions { bins: Some(crate::measure::Bins::Edges(edges)), ..MeasureOptions::default() };
            for measure in MEASURES.iter().filter(|measure| measure.options.contains(&"bins")) {
                let exact = measure
                    .compute(&Side::Values(reference.clone().into()), &Side::Values(current.clone().into()), &options)
                    .unwrap();
                let sketched =
                    measure.compute(&Side::Column(&profiles[0]), &Side::Column(&profiles[1]), &options).unwrap();
                if let (Some(exact), Some(found), Some(bound)) = (exact.value, sketched.value, sketched.error_bound) {
                    assert!((exact - found).abs() <= bound + 1e-9, "{name} {}: {exact} {found} {bound}", measure.id);
                }
            }
        }
    }
}
