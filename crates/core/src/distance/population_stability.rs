//! How much the shares of values or bins moved, as credit scoring measures it (PSI).
//!
//! Definition: with p and q the shares of a cell before and now, the sum of (q - p) ln(q / p). Smoothing, since an empty
//! cell would make it infinite: `laplace` (default) takes (count + 0.5) / (n + 0.5 K) for shares, K cells; `epsilon` raises
//! every share to at least 0.0001, and with `renormalise` divides by the new sum; `none`. `smoothingAmount` stands for the
//! 0.5 or the 0.0001. Numbers are put into ten bins between deciles of the reference.
//!
//! Edges: equal sides give 0. Without smoothing a cell that only one side fills makes it infinite, which is no number.
//! It depends much on smoothing: an empty cell opposite a share of 0.1 adds 0.69 by an epsilon of 1e-4 and 1.15 by 1e-6.
//!
//! Accuracy: exact while every value is known and in bins on borders of both sketches, else within `errorBound`; of a
//! sample of values the true one is above by an unknown amount. The p-value is that of the limit
//! (1 / n + 1 / m) chi-square(K - 1), good while few cells expect less than 5 values.
//!
//! Source: Lewis (1994), the symmetric form of Kullback and Leibler (1951); Yurdakul (2018) for the null distribution.

use super::divergence::Divergence;
use crate::measure::{Measure, Smoothing};

pub(crate) const MEASURE: Measure = Measure {
    id: "psi",
    name: "population stability index",
    summary: "how much the shares of values or bins moved, as credit scoring measures it; 0 and up",
    variants: &["plain"],
    options: &["variant", "smoothing", "smoothingAmount", "renormalise", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

const DIVERGENCE: Divergence = Divergence {
    term: |p, q| if p == q { 0.0 } else { (q - p) * (libm::log(q) - libm::log(p)) },
    finish: |sum| sum,
    null_factor: Some(1.0),
    smoothing: Smoothing::Laplace,
    is_renormalised: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{MeasureOptions, NoValue, Side};

    fn given(counts: &[(&str, u64)]) -> Side<'static> {
        Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
    }

    fn smoothed(smoothing: Option<Smoothing>) -> MeasureOptions {
        MeasureOptions { smoothing, ..MeasureOptions::default() }
    }

    #[test]
    fn a_hand_worked_index() {
        // A half moved from 3 / 4 to 1 / 4: twice 0.5 ln 3.
        let (before, now) = (given(&[("a", 3), ("b", 1)]), given(&[("a", 1), ("b", 3)]));
        let found = MEASURE.compute(&before, &now, &smoothed(Some(Smoothing::None))).unwrap();
        assert!((found.value.unwrap() - libm::log(3.0)).abs() < 1e-15);
        // With a half in each cell: 3.5 / 5 against 1.5 / 5.
        let found = MEASURE.compute(&before, &now, &smoothed(None)).unwrap();
        assert!((found.value.unwrap() - 0.8 * libm::log(3.5 / 1.5)).abs() < 1e-15);
    }

    #[test]
    fn an_empty_cell_is_infinite_unless_smoothed() {
        let (before, now) = (given(&[("a", 10)]), given(&[("b", 10)]));
        let found = MEASURE.compute(&before, &now, &smoothed(Some(Smoothing::None))).unwrap();
        assert_eq!((found.value, found.no_value, found.p_value), (None, Some(NoValue::Infinite), None));
        let found = MEASURE.compute(&before, &now, &smoothed(Some(Smoothing::Epsilon))).unwrap();
        assert!((found.value.unwrap() - 2.0 * 0.9999 * libm::log(1e4)).abs() < 1e-12);
    }

    #[test]
    fn by_its_limit_it_agrees_with_the_chi_square_test() {
        let (before, now) = (given(&[("a", 5000), ("b", 5000)]), given(&[("a", 5100), ("b", 4900)]));
        let options = MeasureOptions { level: Some(0.05), ..MeasureOptions::default() };
        let found = MEASURE.compute(&before, &now, &options).unwrap();
        let test = crate::measure::find_measure("chi-square").unwrap().compute(&before, &now, &options).unwrap();
        assert!((found.p_value.unwrap() / test.p_value.unwrap() - 1.0).abs() < 1e-3);
        // 3.8415 (1 / 10,000 + 1 / 10,000).
        assert!((found.smallest_detectable_shift.unwrap() - 7.683e-4).abs() < 1e-7);
    }
}
