//! How much two sets of shares differ from their middle, in units of information.
//!
//! Definition: with p and q the shares of a cell before and now and m = (p + q) / 2, half the sum of p ln(p / m) +
//! q ln(q / m); `base` `nats` (default) uses natural logarithms, `bits` those to base 2. Numbers are put into ten bins
//! between deciles of the reference.
//!
//! Edges: equal sides give 0, sides with nothing in common ln 2 nats or 1 bit. It is never infinite.
//!
//! Accuracy: exact while every value is known and in bins on borders of both sketches, else within `errorBound`. The
//! p-value is that of the limit (1 / n + 1 / m) chi-square(K - 1) / 8 in nats, K cells.
//!
//! Source: Lin (1991).

use super::divergence::Divergence;
use crate::measure::{Measure, Smoothing};

pub(crate) const MEASURE: Measure = Measure {
    id: "js-divergence",
    name: "Jensen-Shannon divergence",
    summary: "how much two sets of shares differ from their middle, 0 to ln 2 nats or 1 bit",
    variants: &["plain"],
    options: &["variant", "base", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

pub(super) const DIVERGENCE: Divergence = Divergence {
    term,
    finish: |sum| sum.max(0.0),
    null_factor: Some(1.0 / 8.0),
    smoothing: Smoothing::None,
    is_renormalised: false,
};

fn term(p: f64, q: f64) -> f64 {
    if p == q {
        return 0.0;
    }
    let middle = f64::midpoint(p, q);
    let half = |share: f64| if share > 0.0 { share * libm::log(share / middle) / 2.0 } else { 0.0 };
    half(p) + half(q)
}

#[cfg(test)]
mod tests {
    use crate::measure::{Base, MeasureOptions, Side, find_measure};

    fn compute(id: &str, before: &[(&str, u64)], now: &[(&str, u64)], base: Base) -> f64 {
        let given = |counts: &[(&str, u64)]| {
            Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
        };
        let options = MeasureOptions { base: Some(base), ..MeasureOptions::default() };
        find_measure(id).unwrap().compute(&given(before), &given(now), &options).unwrap().value.unwrap()
    }

    #[test]
    fn nothing_in_common_is_one_bit() {
        let (before, now) = ([("a", 3)], [("b", 5), ("c", 5)]);
        assert!((compute("js-divergence", &before, &now, Base::Bits) - 1.0).abs() < 1e-15);
        assert!((compute("js-divergence", &before, &now, Base::Nats) - std::f64::consts::LN_2).abs() < 1e-15);
        assert!((compute("js-distance", &before, &now, Base::Bits) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_hand_worked_divergence() {
        // p = 1, 0 and q = 1/2, 1/2, so m = 3/4, 1/4: (log2(4/3) + log2(2/3) / 2 + log2(2) / 2) / 2.
        let expected = (libm::log2(4.0 / 3.0) + libm::log2(2.0 / 3.0) / 2.0 + 0.5) / 2.0;
        let found = compute("js-divergence", &[("a", 4)], &[("a", 2), ("b", 2)], Base::Bits);
        assert!((found - expected).abs() < 1e-15);
        let distance = compute("js-distance", &[("a", 4)], &[("a", 2), ("b", 2)], Base::Bits);
        assert!((distance * distance - expected).abs() < 1e-15);
        assert_eq!(compute("js-distance", &[("a", 4)], &[("a", 9)], Base::Nats), 0.0);
    }
}
