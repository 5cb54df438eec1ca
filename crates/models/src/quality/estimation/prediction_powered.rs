//! A mean of which few values are known, helped by what was predicted for all of them.
//!
//! Definition: with f the predictions, over N rows without a value and n rows with one, y: mean f over the N, plus the mean
//! of y - f over the n. Its standard error is sqrt(var f / N + var(y - f) / n), variances by n. Without rows that lack a
//! value it is the mean of y.
//!
//! Edges: fewer than ten known values give nothing. It is right on average however wrong the predictions are, as long as
//! the rows with a value are a fair sample of all.
//!
//! Source: Angelopoulos and others (2023).

use super::sampling_error::component;

const LEAST_KNOWN: usize = 10;

/// The mean and its standard error, of predictions and values of the same rows; a value is NaN where it is not known.
pub(crate) fn assist(predictions: &[f64], values: &[f64]) -> Option<[f64; 2]> {
    let pairs = || predictions.iter().zip(values);
    let unknown: Vec<f64> = pairs().filter(|(_, value)| value.is_nan()).map(|(&prediction, _)| prediction).collect();
    let gaps: Vec<f64> = pairs().filter(|(_, value)| !value.is_nan()).map(|(f, y)| y - f).collect();
    if gaps.len() < LEAST_KNOWN || unknown.is_empty() {
        return None;
    }
    let parts = [unknown, gaps].map(|part| {
        let count = part.len();
        let variance = component(&part, count).variance / count as f64;
        (part.iter().sum::<f64>() / count as f64, variance)
    });
    Some([parts[0].0 + parts[1].0, (parts[0].1 + parts[1].1).sqrt()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    #[test]
    fn a_prediction_that_is_always_half_too_high_is_put_right() {
        let predictions = [[2.0; 30], [4.0; 30]].concat();
        let values: Vec<f64> =
            predictions.iter().enumerate().map(|(row, f)| if row % 3 == 0 { f - 0.5 } else { f64::NAN }).collect();
        let [mean, error] = assist(&predictions, &values).unwrap();
        assert_eq!(mean, 2.5);
        // The unknown forty have variance 1; the gaps none.
        assert!((error - (1.0f64 / 40.0).sqrt()).abs() < 1e-15);
        assert_eq!(assist(&predictions[..9], &values[..9]), None);
    }

    #[test]
    fn the_error_is_the_one_that_is_seen() {
        let mut rng = Rng::new(4);
        let (mut squares, mut claimed) = (0.0, 0.0);
        for _ in 0..400 {
            let truth: Vec<f64> = (0..500).map(|_| rng.normal()).collect();
            let predictions: Vec<f64> = truth.iter().map(|y| 0.8 * y + 0.3 + 0.4 * rng.normal()).collect();
            let values: Vec<f64> =
                truth.iter().enumerate().map(|(row, &y)| if row < 60 { y } else { f64::NAN }).collect();
            let [mean, error] = assist(&predictions, &values).unwrap();
            squares += mean * mean / 400.0;
            claimed += error * error / 400.0;
        }
        assert!((squares / claimed - 1.0).abs() < 0.2, "{squares} {claimed}");
    }
}
