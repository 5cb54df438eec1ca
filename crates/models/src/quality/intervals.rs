//! How sure a metric is: standard errors and intervals by formulas.
//!
//! Definition: a ratio of counts lies in Wilson's interval. A function g of the shares p of cells has, by the delta method, the
//! variance (sum p d^2 - (sum p d)^2) / n, d being its derivatives, taken as differences. Any other value with a standard
//! error e lies within z e of itself, cut to the range of its metric.
//!
//! Edges: without rows there is none.
//!
//! Accuracy: Wilson's interval holds its level from ten rows on; the others need some thirty.
//!
//! Source: for the delta method, Cramér (1946).

use super::metric::Metric;
use crate::intervals::wilson;

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
    fn the_delta_method_gives_a_share_its_own_error() {
        let errors = delta_errors(&[30, 70, 0], &|cells| vec![Some(cells[0] / cells.iter().sum::<f64>()), None]);
        assert!((errors[0].unwrap() - (0.3f64 * 0.7 / 100.0).sqrt()).abs() < 1e-8);
        assert_eq!(errors[1], None);
    }
}
