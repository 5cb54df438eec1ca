//! How badly shares of before would describe values of now, in units of information. Not symmetric.
//!
//! Definition: with p and q the shares of a cell before and now, the sum of p ln(p / q): the divergence of the reference from
//! the current side. `base` `nats` (default) uses natural logarithms, `bits` those to base 2. `smoothing` `none` (default),
//! `laplace` and `epsilon` are those of `psi`; shares that `epsilon` raised are divided by their new sum, unless
//! `renormalise` is false. Numbers are put into ten bins between deciles of the reference.
//!
//! Edges: equal sides give 0. A cell that only the reference fills makes it infinite, which is no number.
//!
//! Accuracy: exact while every value is known and in bins on borders of both sketches, else within `errorBound`; of a
//! sample of values the true one is above by an unknown amount. The p-value is that of the limit
//! (1 / n + 1 / m) chi-square(K - 1) / 2 in nats, K cells.
//!
//! Source: Kullback and Leibler (1951).

use super::divergence::Divergence;
use crate::measure::{Measure, Smoothing};

pub(crate) const MEASURE: Measure = Measure {
    id: "kl",
    name: "Kullback-Leibler divergence",
    summary: "how badly the shares of now are described by those of before, 0 and up; not symmetric",
    variants: &["plain"],
    options: &["variant", "base", "smoothing", "smoothingAmount", "renormalise", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

const DIVERGENCE: Divergence = Divergence {
    // Less p and plus q, which sums to 0 and makes every term positive.
    term: |p, q| {
        if p == q {
            0.0
        } else if p == 0.0 {
            q
        } else {
            p * libm::log(p / q) - p + q
        }
    },
    finish: |sum| sum.max(0.0),
    null_factor: Some(0.5),
    smoothing: Smoothing::None,
    is_renormalised: true,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Base, MeasureOptions, NoValue, Side};

    #[test]
    fn a_hand_worked_divergence_and_its_direction() {
        let given = |counts: &[(&str, u64)]| {
            Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
        };
        let options = MeasureOptions { base: Some(Base::Bits), ..MeasureOptions::default() };
        let (one, two) = (given(&[("a", 4)]), given(&[("a", 2), ("b", 2)]));
        assert!((MEASURE.compute(&one, &two, &options).unwrap().value.unwrap() - 1.0).abs() < 1e-15);
        assert_eq!(MEASURE.compute(&two, &one, &options).unwrap().no_value, Some(NoValue::Infinite));
        assert_eq!(MEASURE.compute(&two, &two, &options).unwrap().value, Some(0.0));
    }
}
