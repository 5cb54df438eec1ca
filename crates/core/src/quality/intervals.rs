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

/// The standard error of a function of shares of `counts`.
pub(super) fn delta_error<const N: usize>(counts: [u64; N], of: impl Fn([f64; N]) -> Option<f64>) -> Option<f64> {
    const STEP: f64 = 1e-6;
    let count: u64 = counts.iter().sum();
    let shares = counts.map(|each| each as f64 / count as f64);
    let (mut mean, mut square) = (0.0, 0.0);
    for cell in 0..N {
        let moved = |by: f64| {
            let mut moved = shares;
            moved[cell] = (moved[cell] + by).max(0.0);
            Some((of(moved)?, moved[cell]))
        };
        let ((above, high), (below, low)) = (moved(STEP)?, moved(-STEP)?);
        let slope = (above - below) / (high - low);
        mean += shares[cell] * slope;
        square += shares[cell] * slope * slope;
    }
    Some(((square - mean * mean).max(0.0) / count as f64).sqrt())
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
        let error = delta_error([30, 70, 0, 0], |cells| Some(cells[0] / cells.iter().sum::<f64>())).unwrap();
        assert!((error - (0.3f64 * 0.7 / 100.0).sqrt()).abs() < 1e-8);
    }
}
