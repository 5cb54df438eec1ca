//! Whether the shares of values changed at all: Pearson's chi-square tests.
//!
//! Definition: over K cells with counts a (n in all) before and b (m in all) now. `two-sample`: the sum of (O - E)^2 / E
//! over both sides, E = the side's total times the cell's share of both sides together, with K - 1 degrees of freedom.
//! `pooled`: the same after all cells with an E below 5 became one, which keeps the p-value honest where values are rare.
//! `yates`: the same as `two-sample`, and with two cells each |O - E| is lowered by 0.5, down to 0. `goodness-of-fit`:
//! O = b, E = a m / n, as if the reference were exactly known. `regrouped`: Model Monitor's: O = b of the values
//! that the reference has, E = a scaled to their sum; while more than a fifth of the cells (with two cells: any) have an E
//! below 5 (10), the smallest joins the next; K is what is left. `Simple` gives the statistic, `Robust` the p-value.
//!
//! Edges: cells that are empty on both sides do not count. One cell gives the statistic 0 and p = 1, `regrouped` no
//! number. `goodness-of-fit` is infinite when a value is new.
//!
//! Accuracy: exact on known counts, the tail to 1e-13, relative; the chi-square distribution itself is a limit, good while
//! few E are below 5. The effect is Cramer's V, sqrt(X^2 / (n + m)), and sqrt(X^2 / sum of O) for the two one-sided forms.
//!
//! Source: Pearson (1900); Yates (1934); Cochran (1954) for the limits of 5 and a fifth; Deequ's `KLLDistanceTest`.

use crate::distance::divergence::sum_of_terms;
use crate::error::Result;
use crate::measure::{Measure, MeasureOptions, MeasureResult, Method, NoValue, Side, SideCounts, Table};
use crate::numeric::{chi_square_critical, chi_square_tail};
use crate::order::in_order;

pub(crate) const MEASURE: Measure = Measure {
    id: "chi-square",
    name: "chi-square test",
    summary: "how unlikely the change of shares is, were both sides the same",
    variants: &["two-sample", "pooled", "yates", "goodness-of-fit", "regrouped"],
    options: &["variant", "method", "bins", "level"],
    compute: measure,
};

const FEWEST_EXPECTED: f64 = 5.0;
const FEWEST_EXPECTED_OF_TWO: f64 = 10.0;

/// A statistic with all that its p-value needs.
struct Test {
    statistic: f64,
    cells: usize,
    /// Values over which the statistic is spread.
    total: f64,
}

fn measure(measure: &Measure, sides: [&Side<'_>; 2], options: &MeasureOptions) -> Result<MeasureResult> {
    let variant = measure.variant(options)?;
    let table = Table::of(sides, options)?;
    let counts: Vec<[f64; 2]> = table.filled().map(|cell| cell.sides.map(|side| side.likely)).collect();
    let test = match variant {
        "pooled" => Some(two_sample(&pool(counts), 0.0)),
        "yates" => Some(two_sample(&counts, if counts.len() == 2 { 0.5 } else { 0.0 })),
        "goodness-of-fit" => Some(goodness_of_fit(&counts)),
        "regrouped" => regrouped(&counts),
        _ => Some(two_sample(&counts, 0.0)),
    };
    let freedom = |test: &Test| (test.cells as f64 - 1.0).max(0.0);
    let tail = |test: &Test| if test.cells < 2 { 1.0 } else { chi_square_tail(test.statistic, freedom(test)) };
    let p_value = test.as_ref().map(tail);
    let value = match options.method.unwrap_or_default() {
        Method::Simple => test.as_ref().map(|test| test.statistic),
        Method::Robust => p_value,
    };
    let error_bound = if table.is_exact() {
        Some(0.0)
    } else if variant == "two-sample" && options.method.unwrap_or_default() == Method::Simple {
        let [n, m] = table.totals.map(|total| total as f64);
        let term = |p: f64, q: f64| if p == q { 0.0 } else { n * m * (p - q) * (p - q) / (n * p + m * q) };
        sum_of_terms(table.shares(), term).error_bound()
    } else {
        None
    };
    let to_effect = |statistic: f64, test: &Test| Some((statistic / test.total).sqrt()).filter(|v| v.is_finite());
    let shift = options.level.zip(test.as_ref().filter(|test| test.cells >= 2));
    Ok(MeasureResult {
        id: measure.id,
        variant,
        basis: table.basis,
        value: value.filter(|value| value.is_finite()),
        no_value: match value {
            None => Some(NoValue::TooFewCategories),
            Some(value) => (!value.is_finite()).then_some(NoValue::Infinite),
        },
        error_bound,
        p_value,
        p_method: p_value.map(|_| "chi-square"),
        effect: test.as_ref().and_then(|test| to_effect(test.statistic, test)),
        counts: SideCounts { reference: table.totals[0], current: table.totals[1] },
        cells: Some(test.as_ref().map_or(0, |test| test.cells)),
        smallest_detectable_shift: shift
            .and_then(|(level, test)| to_effect(chi_square_critical(level, freedom(test)), test)),
    })
}

fn totals(counts: &[[f64; 2]]) -> [f64; 2] {
    [0, 1].map(|side| counts.iter().map(|count| count[side]).sum())
}

fn two_sample(counts: &[[f64; 2]], correction: f64) -> Test {
    let totals = totals(counts);
    let total = totals[0] + totals[1];
    let statistic = counts.iter().flat_map(|count| {
        [0, 1].map(|side| {
            let expected = totals[side] * ((count[0] + count[1]) / total);
            let difference = (count[side] - expected).abs();
            let difference = difference - correction.min(difference);
            difference * difference / expected
        })
    });
    Test { statistic: statistic.sum(), cells: counts.len(), total }
}

/// All cells in which few values are expected become one.
fn pool(counts: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let [n, m] = totals(&counts);
    let smaller = n.min(m) / (n + m);
    let (rare, mut kept): (Vec<_>, Vec<_>) =
        counts.into_iter().partition(|count| (count[0] + count[1]) * smaller < FEWEST_EXPECTED);
    if !rare.is_empty() {
        kept.push(totals(&rare));
    }
    kept
}

fn goodness_of_fit(counts: &[[f64; 2]]) -> Test {
    let [n, m] = totals(counts);
    let statistic = counts.iter().map(|&[reference, observed]| to_term(observed, reference * m / n));
    Test { statistic: statistic.sum(), cells: counts.len(), total: m }
}

/// Model Monitor's form; none when fewer than two cells are left.
fn regrouped(counts: &[[f64; 2]]) -> Option<Test> {
    let known: Vec<_> = counts.iter().filter(|count| count[0] > 0.0).collect();
    let [n, m] = [0, 1].map(|side| known.iter().map(|count| count[side]).sum::<f64>());
    let cells = known.iter().map(|&&[reference, observed]| [reference * m / n, observed]).collect();
    let ascending = |cells: Vec<[f64; 2]>| in_order(cells, |a, b| a[0].total_cmp(&b[0]));
    let mut cells = ascending(cells);
    while cells.len() >= 2 && has_too_few_expected(&cells) {
        let smallest = cells.remove(0);
        cells[0] = [cells[0][0] + smallest[0], cells[0][1] + smallest[1]];
        cells = ascending(cells);
    }
    let statistic = cells.iter().map(|&[expected, observed]| to_term(observed, expected)).sum();
    (cells.len() >= 2).then_some(Test { statistic, cells: cells.len(), total: m })
}

fn has_too_few_expected(cells: &[[f64; 2]]) -> bool {
    let below = |limit: f64| cells.iter().filter(|cell| cell[0] < limit).count();
    if cells.len() == 2 { below(FEWEST_EXPECTED_OF_TWO) > 0 } else { below(FEWEST_EXPECTED) > cells.len() / 5 }
}

fn to_term(observed: f64, expected: f64) -> f64 {
    let difference = observed - expected;
    if difference == 0.0 { 0.0 } else { difference * difference / expected }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Basis;

    fn given(counts: &[(&str, u64)]) -> Side<'static> {
        Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
    }

    fn test(reference: &[(&str, u64)], current: &[(&str, u64)], variant: &str) -> MeasureResult {
        let options = MeasureOptions { variant: Some(variant.to_owned()), ..MeasureOptions::default() };
        MEASURE.compute(&given(reference), &given(current), &options).unwrap()
    }

    #[test]
    fn a_hand_worked_table() {
        // 10 + 20 against 20 + 10: every E is 15, every difference 5, so 4 * 25 / 15.
        let found = test(&[("a", 10), ("b", 20)], &[("a", 20), ("b", 10)], "two-sample");
        assert!((found.value.unwrap() - 100.0 / 15.0).abs() < 1e-12);
        assert!((found.effect.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert!((found.p_value.unwrap() - libm::erfc((50.0f64 / 15.0).sqrt())).abs() < 1e-13);
        assert_eq!((found.cells, found.basis, found.error_bound), (Some(2), Basis::Values, Some(0.0)));
        // Less 0.5: 4 * 4.5^2 / 15.
        let corrected = test(&[("a", 10), ("b", 20)], &[("a", 20), ("b", 10)], "yates");
        assert!((corrected.value.unwrap() - 5.4).abs() < 1e-12);
        // E = 10 and 20: 100 / 10 + 100 / 20.
        let fit = test(&[("a", 10), ("b", 20)], &[("a", 20), ("b", 10)], "goodness-of-fit");
        assert!((fit.value.unwrap() - 15.0).abs() < 1e-12);
    }

    #[test]
    fn rare_values_become_one_cell() {
        // Both sides have 100 values, so half of a cell is expected on either: "c", "d" and "e" have 1, 1 and 1.5.
        let reference = [("a", 60), ("b", 37), ("c", 1), ("d", 2)];
        let current = [("a", 50), ("b", 46), ("c", 1), ("e", 3)];
        let found = test(&reference, &current, "pooled");
        let joined = test(&[("a", 60), ("b", 37), ("r", 3)], &[("a", 50), ("b", 46), ("r", 4)], "two-sample");
        assert_eq!((found.value, found.cells), (joined.value, Some(3)));
    }

    #[test]
    fn regrouped_agrees_with_published_values() {
        let current = [("a", 100), ("b", 40), ("c", 30), ("d", 10)];
        let reference = [("a", 100), ("b", 40), ("c", 30), ("e", 4)];
        assert!((test(&reference, &current, "regrouped").value.unwrap() - 0.387_543_252_595_156_26).abs() < 1e-12);
        let few = test(&[("a", 100), ("b", 4), ("c", 3)], &[("a", 100), ("b", 4), ("c", 3)], "regrouped");
        assert_eq!((few.value, few.no_value, few.p_value), (None, Some(NoValue::TooFewCategories), None));
        let disjoint = test(&[("c", 20), ("d", 20)], &[("a", 15), ("b", 20)], "regrouped");
        assert_eq!(disjoint.no_value, Some(NoValue::TooFewCategories));
    }

    #[test]
    fn one_value_only_has_not_changed_and_a_new_one_fits_no_reference() {
        let same = test(&[("a", 10)], &[("a", 7)], "two-sample");
        assert_eq!((same.value, same.p_value), (Some(0.0), Some(1.0)));
        let fresh = test(&[("a", 10), ("b", 5)], &[("c", 7)], "goodness-of-fit");
        assert_eq!((fresh.value, fresh.no_value, fresh.p_value), (None, Some(NoValue::Infinite), Some(0.0)));
    }
}
