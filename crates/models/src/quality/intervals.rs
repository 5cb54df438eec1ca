//! How sure a metric is: standard errors and intervals by formulas.
//!
//! Definition: a ratio of counts lies in Wilson's interval. A function g of the shares p of cells has, by the delta method, the
//! variance (sum p d^2 - (sum p d)^2) / n, d being its derivatives, taken as differences. Any other value with a standard
//! error e lies within z e of itself, cut to the range of its metric. An area A of m and n rows of the classes, one of them
//! fewer than 30, lies where its distance to A is at most z times the error that it itself would have, the root of
//! t (1 - t) (1 + c (1 - t) / (2 - t) + c t / (1 + t)) / (m n) with c = (m + n) / 2 - 1.
//!
//! Edges: without rows there is none. No true positive, or no mistake, leaves the delta method without a variance: the four
//! cells of two classes are therefore also looked at with a half added to each, and the interval holds both findings.
//!
//! Accuracy: Wilson's interval holds its level from ten rows on, that of an area from some five of either class; the others
//! need some thirty.
//!
//! Source: for the delta method, Cramér (1946); for small areas, Newcombe (2006), method 5; for the halves, Agresti (2002).

use super::metric::Metric;
use crate::intervals::{Ends, bisect, wilson};
use crate::numeric::within;

/// Completes a ratio of two counts.
pub(super) fn complete_share(metric: &mut Metric, part: u64, whole: u64, limit: f64) {
    if whole == 0 {
        return;
    }
    let (k, n) = (part as f64, whole as f64);
    metric.standard_error = Some((k / n * (1.0 - k / n) / n).sqrt());
    metric.interval = Some(wilson([k, n], limit));
    metric.method = Some("wilson");
}

/// Completes any metric by its standard error; `range` is what the metric cannot leave.
pub(super) fn complete(metric: &mut Metric, error: Option<f64>, limit: f64, range: [f64; 2], method: &'static str) {
    if let (Some(value), Some(error)) = (metric.value, error.filter(|error| error.is_finite())) {
        metric.standard_error = Some(error);
        metric.interval = Some([value - limit * error, value + limit * error].map(|end| within(end, range)));
        metric.method = Some(method);
    }
}

/// Widens an interval to hold another value's, too.
pub(super) fn widen(metric: &mut Metric, value: Option<f64>, error: Option<f64>, limit: f64, range: [f64; 2]) {
    if let (Some([low, high]), Some(value), Some(error)) = (metric.interval, value, error) {
        let ends = [value - limit * error, value + limit * error].map(|end| within(end, range));
        metric.interval = Some([low.min(ends[0]), high.max(ends[1])]);
    }
}

/// Rows of a class below which an area has its own kind of interval.
pub(super) const FEW_ROWS: f64 = 30.0;

/// The interval of an area of few rows of a class.
pub(super) fn small_area(area: f64, [positives, negatives]: [f64; 2], limit: f64) -> Ends {
    let more = f64::midpoint(positives, negatives) - 1.0;
    let error = |t: f64| {
        let variance = t * (1.0 - t) * (1.0 + more * (1.0 - t) / (2.0 - t) + more * t / (1.0 + t));
        (variance / (positives * negatives)).sqrt()
    };
    let below = |area: f64| bisect(area, &|t| area - t >= limit * error(t));
    [below(area), 1.0 - below(1.0 - area)]
}

/// The standard errors of functions of the shares of `counts`.
pub(super) fn delta_errors(counts: &[f64], of: &dyn Fn(&[f64]) -> Vec<Option<f64>>) -> Vec<Option<f64>> {
    const STEP: f64 = 1e-6;
    let count: f64 = counts.iter().sum();
    let mut shares: Vec<f64> = counts.iter().map(|&each| each / count).collect();
    // Of each function: the mean of its derivatives, of their squares, and whether it was defined throughout.
    let mut sums = vec![Some([0.0; 2]); of(&shares).len()];
    for cell in 0..shares.len() {
        let share = shares[cell];
        if share == 0.0 {
            continue;
        }
        let mut at = |moved: f64| {
            shares[cell] = moved;
            of(&shares)
        };
        let (high, low) = (share + STEP, (share - STEP).max(0.0));
        for ((sum, above), below) in sums.iter_mut().zip(at(high)).zip(at(low)) {
            *sum = (|| {
                let slope = (above? - below?) / (high - low);
                sum.map(|[mean, square]| [mean + share * slope, square + share * slope * slope])
            })();
        }
        shares[cell] = share;
    }
    let error = |[mean, square]: [f64; 2]| ((square - mean * mean).max(0.0) / count).sqrt();
    sums.into_iter().map(|sum| sum.map(error)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delta_method_gives_a_share_its_own_error() {
        let errors = delta_errors(&[30.0, 70.0, 0.0], &|cells| vec![Some(cells[0] / cells.iter().sum::<f64>()), None]);
        assert!((errors[0].unwrap() - (0.3f64 * 0.7 / 100.0).sqrt()).abs() < 1e-8);
        assert_eq!(errors[1], None);
    }

    #[test]
    fn an_area_without_a_mistake_may_have_had_some() {
        let [low, high] = small_area(1.0, [5.0, 5.0], 1.96);
        assert!((0.5..0.8).contains(&low) && high == 1.0, "{low}");
        let [least, most] = small_area(0.0, [5.0, 5.0], 1.96);
        assert!(least == 0.0 && (most - (1.0 - low)).abs() < 1e-12, "{most}");
    }

    #[test]
    fn an_area_of_many_rows_lies_about_as_far_as_its_error_says() {
        // Hanley and McNeil's error of 0.8 with 500 rows each is 0.0139.
        let [low, high] = small_area(0.8, [500.0, 500.0], 1.96);
        assert!((low - 0.772).abs() < 0.002 && (high - 0.826).abs() < 0.002, "{low} {high}");
    }
}
