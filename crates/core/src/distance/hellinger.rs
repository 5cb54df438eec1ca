//! How far two sets of shares lie apart, by the roots of the shares.
//!
//! Definition: with p and q the shares of a cell before and now, sqrt(half the sum of (sqrt p - sqrt q)^2), which is
//! sqrt(1 - the sum of sqrt(p q)). Numbers are put into ten bins between deciles of the reference.
//!
//! Edges: equal sides give 0, sides with nothing in common 1.
//!
//! Accuracy: exact while every value is known and in bins on borders of both sketches, else within `errorBound`. The
//! p-value is that of the limit of its square, (1 / n + 1 / m) chi-square(K - 1) / 8, K cells.
//!
//! Source: Hellinger (1909).

use super::divergence::Divergence;
use crate::measure::{Measure, Smoothing};

pub(crate) const MEASURE: Measure = Measure {
    id: "hellinger",
    name: "Hellinger distance",
    summary: "how far the roots of the shares lie apart, 0 to 1",
    variants: &["plain"],
    options: &["variant", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

const DIVERGENCE: Divergence = Divergence {
    term: |p, q| (p.sqrt() - q.sqrt()) * (p.sqrt() - q.sqrt()) / 2.0,
    finish: |sum| sum.clamp(0.0, 1.0).sqrt(),
    null_factor: Some(1.0 / 8.0),
    smoothing: Smoothing::None,
    is_renormalised: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{MeasureOptions, Side};

    #[test]
    fn a_hand_worked_distance() {
        // p = 1, 0 and q = 1/4, 3/4: 1 - sqrt(1/4) = 1/2, whose root it is.
        let given = |counts: &[(&str, u64)]| {
            Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
        };
        let compute = |now: &[(&str, u64)]| {
            MEASURE.compute(&given(&[("a", 8)]), &given(now), &MeasureOptions::default()).unwrap().value.unwrap()
        };
        assert!((compute(&[("a", 1), ("b", 3)]) - 0.5f64.sqrt()).abs() < 1e-15);
        assert_eq!((compute(&[("a", 1)]), compute(&[("c", 1)])), (0.0, 1.0));
    }
}
