//! The errors of a regression as Model Monitor adds them up: row by row, so that the last digit depends on their order.
//!
//! Definition: of truths y and predictions p, mae = sum |y - p| / n, mse = sum (y - p)^2 / n, rmse = sqrt(mse),
//! r2 = 1 - mse / (sum (y - mean y)^2 / n). Each sum is a plain one of doubles.
//!
//! Edges: rows without one of the numbers are left out; no rows give nothing; r2 of constant truths is not finite.
//!
//! Source: the metrics that a baselining job printed over 100 public rows, which come out to the last digit.

/// `mae`, `mse`, `rmse` and `r2`, in this order; none without rows.
pub fn regression_errors(truths: &[f64], predictions: &[f64]) -> Option<[(&'static str, f64); 4]> {
    let rows = || truths.iter().zip(predictions).filter(|(truth, prediction)| (**truth - **prediction).is_finite());
    let count = rows().count() as f64;
    if count == 0.0 {
        return None;
    }
    let mean_of = |of: &dyn Fn(f64, f64) -> f64| rows().fold(0.0, |sum, (&y, &p)| sum + of(y, p)) / count;
    let mae = mean_of(&|y, p| (y - p).abs());
    let mse = mean_of(&|y, p| (y - p) * (y - p));
    let mean = mean_of(&|y, _| y);
    let variance = mean_of(&|y, _| (y - mean) * (y - mean));
    Some([("mae", mae), ("mse", mse), ("rmse", mse.sqrt()), ("r2", 1.0 - mse / variance)])
}

#[cfg(test)]
mod tests {
    use super::regression_errors;

    #[test]
    fn worked_by_hand() {
        let found = regression_errors(&[1.0, 2.0, 3.0, f64::NAN], &[1.0, 3.0, 1.0, 5.0]).unwrap();
        // Errors 0, -1 and 2; the truths have the variance 2 / 3.
        assert_eq!(found.map(|(name, _)| name), ["mae", "mse", "rmse", "r2"]);
        for ((_, value), expected) in found.into_iter().zip([1.0, 5.0 / 3.0, (5.0_f64 / 3.0).sqrt(), -1.5]) {
            assert!((value - expected).abs() < 1e-12, "{value} {expected}");
        }
        assert!(regression_errors(&[], &[]).is_none());
    }
}
