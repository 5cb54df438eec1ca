//! By how much the share of any one value changed at most.
//!
//! Definition: with p and q the shares of a value before and now, d = max |p - q| over all values; a value that one side
//! does not have has the share 0 there. `Simple` is d; `Robust` is max(0, d - 1.8 sqrt((n + m) / (n m))) for n and m
//! values, Model Monitor's correction for small samples; with `alpha`, sqrt(-ln(alpha / 2) / 2) stands for 1.8. Numbers
//! are put into bins first.
//!
//! Edges: no value in common gives at most 1, and 1 only where each side has one value. A side without values has no
//! distance.
//!
//! Accuracy: exact while every value is known and in bins that lie on borders of both sketches. Of a sample of values, the
//! largest difference of any known value or group of others is given, and the true one is within `errorBound` of it. There is
//! no p-value: `chi-square` gives one for the same question.
//!
//! Source: Chebyshev's distance; the correction as published in Deequ's `KLLDistanceTest`.

use crate::error::Result;
use crate::measure::{Measure, MeasureOptions, MeasureResult, Side, SideCounts, Table, by_method};

pub(crate) const MEASURE: Measure = Measure {
    id: "l-infinity",
    name: "L-infinity distance",
    summary: "the largest change of the share of any one value, 0 to 1",
    variants: &["plain"],
    options: &["variant", "method", "alpha", "bins", "level"],
    compute: measure,
};

fn measure(measure: &Measure, sides: [&Side<'_>; 2], options: &MeasureOptions) -> Result<MeasureResult> {
    let variant = measure.variant(options)?;
    let table = Table::of(sides, options)?;
    let (mut distance, mut least, mut most) = (0.0f64, 0.0f64, 0.0f64);
    for ([p, q], is_group) in table.shares() {
        distance = distance.max((p.likely - q.likely).abs());
        if is_group {
            most = most.max(p.most).max(q.most);
        } else {
            least = least.max(p.least - q.most).max(q.least - p.most);
            most = most.max(p.most - q.least).max(q.most - p.least);
        }
    }
    Ok(MeasureResult {
        id: measure.id,
        variant,
        basis: table.basis,
        value: Some(by_method(distance, options.method, options.alpha, table.totals)),
        no_value: None,
        error_bound: Some((most - distance).max(distance - least).max(0.0)),
        p_value: None,
        p_method: None,
        effect: Some(distance),
        counts: SideCounts { reference: table.totals[0], current: table.totals[1] },
        cells: Some(table.filled().count()),
        smallest_detectable_shift: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Basis, Method};

    fn given(counts: &[(&str, u64)]) -> Side<'static> {
        Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
    }

    fn compare(reference: &Side<'_>, current: &Side<'_>, options: &MeasureOptions) -> MeasureResult {
        MEASURE.compute(reference, current, options).unwrap()
    }

    #[test]
    fn the_value_whose_share_changed_most_decides() {
        // 10 / 70 against 11 / 76, ..., 5 / 70 against 10 / 76: the last one is the largest.
        let current = given(&[("a", 10), ("b", 20), ("c", 25), ("d", 10), ("e", 5)]);
        let reference = given(&[("a", 11), ("b", 20), ("c", 25), ("d", 10), ("e", 10)]);
        let found = compare(&reference, &current, &MeasureOptions::default());
        assert_eq!(found.value, Some(10.0 / 76.0 - 5.0 / 70.0));
        assert_eq!((found.basis, found.error_bound, found.p_value), (Basis::Values, Some(0.0), None));
        let robust = MeasureOptions { method: Some(Method::Robust), ..MeasureOptions::default() };
        assert_eq!(compare(&reference, &current, &robust).value, Some(0.0));
    }

    #[test]
    fn nothing_in_common_is_the_largest_distance() {
        assert_eq!(compare(&given(&[("a", 3)]), &given(&[("b", 9)]), &MeasureOptions::default()).value, Some(1.0));
        assert!(MEASURE.compute(&given(&[]), &given(&[("b", 9)]), &MeasureOptions::default()).is_err());
    }

    #[test]
    fn numbers_are_put_into_bins() {
        // Halves at 2.5: two and two against one and three.
        let options = MeasureOptions { bins: Some(crate::measure::Bins::Count(2)), ..MeasureOptions::default() };
        let found = compare(
            &Side::Values(vec![1.0, 2.0, 3.0, 4.0].into()),
            &Side::Values(vec![2.0, 3.0, 4.0, 5.0].into()),
            &options,
        );
        assert_eq!((found.value, found.basis, found.cells), (Some(0.25), Basis::Bins, Some(2)));
    }
}
