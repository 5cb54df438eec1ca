//! How sure a metric is: standard errors and intervals by formulas.
//!
//! Definition: a ratio of counts k / n lies in Wilson's interval (k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2). A
//! function g of the shares p of cells has, by the delta method, the variance (sum p d^2 - (sum p d)^2) / n, d being its
//! derivatives, taken as differences. Any other value with a standard error e lies within z e of itself, cut to the range
//! of its metric.
//!
//! Edges: without rows there is none.
//!
//! Accuracy: Wilson's interval holds its level within a few percent from ten rows on; the others need some thirty.
//!
//! Source: Wilson (1927); Brown, Cai and `DasGupta` (2001).

use super::metric::Metric;
use crate::numeric::chi_square_critical;

/// How many standard errors hold the level on both sides.
pub(super) fn normal_limit(level: f64) -> f64 {
    chi_square_critical(1.0 - level, 1.0).sqrt()
}

/// Completes a ratio of two counts.
pub(super) fn complete_share(metric: &mut Metric, part: u64, whole: u64, limit: f64) {
    if whole == 0 {
        return;
    }
    let (k, n, square) = (part as f64, whole as f64, limit * limit);
    let centre = (k + square / 2.0) / (n + square);
    let reach = limit / (n + square) * (k * (n - k) / n + square / 4.0).sqrt();
    metric.standard_error = Some((k / n * (1.0 - k / n) / n).sqrt());
    metric.interval = Some([(centre - reach).max(0.0), (centre + reach).min(1.0)]);
    metric.method = Some("wilson");
}

/// Completes any metric by its standard error; `range` is what the metric cannot leave.
pub(super) fn complete(metric: &mut Metric, error: Option<f64>, limit: f64, range: [f64; 2], method: &'static str) {
    if let (Some(value), Some(error)) = (metric.value, error.filter(|error| error.is_finite())) {
        metric.standard_error = Some(error);
        metric.interval = Some([
            (value - limit * error).clamp(range[0], range[1]),
            (value + limit * error).clamp(range[0], range[1]),
        ]);
        metric.method = Some(method);
    }
}

/// The standard errors of functions of the shares of `counts`.
pub(super) fn delta_errors(counts: &[u64], of: &dyn Fn(&[f64]) -> Vec<Option<f64>>) -> Vec<Option<f64>> {
    const STEP: f64 = 1e-6;
    let count = counts.iter().sum::<u64>() as f64;
    let mut shares: Vec<f64> = counts.iter().map(|&each| each as f64 / count).collect();
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
    fn wilsons_interval_agrees_with_a_printed_one() {
        // Newcombe (1998): 81 of 263, 95 %: 0.2553 to 0.3662.
        let mut metric = Metric::default();
        complete_share(&mut metric, 81, 263, normal_limit(0.95));
        let [low, high] = metric.interval.unwrap();
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn the_delta_method_gives_a_share_its_own_error() {
        let errors = delta_errors(&[30, 70, 0], &|cells| vec![Some(cells[0] / cells.iter().sum::<f64>()), None]);
        assert!((errors[0].unwrap() - (0.3f64 * 0.7 / 100.0).sqrt()).abs() < 1e-8);
        assert_eq!(errors[1], None);
    }
}
