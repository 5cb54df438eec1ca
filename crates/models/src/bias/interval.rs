//! Intervals of bias metrics from counts.
//!
//! Definition: differences of shares by Newcombe's hybrid of two Wilson intervals; class imbalance by the Wilson interval of
//! d's share; disparate impact by the normal interval of its logarithm, with 1/2 added to all four cells when one is empty.
//!
//! Edges: a side without rows has no interval. Accuracy: coverage near nominal from some 10 rows a side. Source: Newcombe
//! (1998), method 10; Wilson (1927); Katz, Baptista, Azen, Pike (1978).

use crate::intervals::{Ends, wilson};

/// Newcombe's interval of p - q.
pub(crate) fn newcombe(p: [f64; 2], q: [f64; 2], z: f64) -> Option<Ends> {
    if p[1] == 0.0 || q[1] == 0.0 {
        return None;
    }
    let ([p_low, p_high], [q_low, q_high]) = (wilson(p, z), wilson(q, z));
    let (p, q) = (p[0] / p[1], q[0] / q[1]);
    let apart = |x: f64, y: f64| (x * x + y * y).sqrt();
    Some([p - q - apart(p - p_low, q_high - q), p - q + apart(p_high - p, q - q_low)])
}

/// The interval of the ratio of two shares.
pub(crate) fn log_ratio(upper: [f64; 2], lower: [f64; 2], z: f64) -> Option<Ends> {
    if upper[1] == 0.0 || lower[1] == 0.0 {
        return None;
    }
    let is_empty = [upper, lower].iter().any(|[count, total]| *count == 0.0 || count == total);
    let [(q, variance), (r, other)] = [upper, lower].map(|[count, total]| {
        let (count, total) = if is_empty { (count + 0.5, total + 1.0) } else { (count, total) };
        let share = count / total;
        (share, (1.0 - share) / count)
    });
    let half = z * (variance + other).sqrt();
    let center = libm::log(q / r);
    let low = if upper[0] == 0.0 { 0.0 } else { libm::exp(center - half) };
    let high = if lower[0] == 0.0 { f64::INFINITY } else { libm::exp(center + half) };
    Some([low, high])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intervals::normal_limit;

    fn near(found: Ends, expected: Ends, by: f64) {
        assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < by), "{found:?}");
    }

    #[test]
    fn the_intervals_of_newcombe_1998() {
        let z = normal_limit(0.95);
        assert!((z - 1.959_963_984_540_054).abs() < 1e-12);
        near(newcombe([56.0, 70.0], [48.0, 80.0], z).unwrap(), [0.0524, 0.3339], 5e-5);
        near(newcombe([9.0, 10.0], [3.0, 10.0], z).unwrap(), [0.1705, 0.8090], 5e-5);
        near(newcombe([0.0, 10.0], [0.0, 20.0], z).unwrap(), [-0.1611, 0.2775], 5e-5);
        near(wilson([81.0, 263.0], z), [0.2553, 0.3662], 5e-5);
    }

    #[test]
    fn a_ratio_of_equal_shares_has_an_interval_about_one() {
        let [low, high] = log_ratio([20.0, 40.0], [20.0, 40.0], 1.96).unwrap();
        assert!((low * high - 1.0).abs() < 1e-12);
        // exp(-1.96 sqrt(0.5 / 20 + 0.5 / 20)).
        assert!((low - libm::exp(-1.96 * 0.05f64.sqrt())).abs() < 1e-12);
        assert_eq!(log_ratio([0.0, 10.0], [5.0, 10.0], 1.96).unwrap()[0], 0.0);
        assert_eq!(log_ratio([5.0, 10.0], [0.0, 10.0], 1.96).unwrap()[1], f64::INFINITY);
        assert_eq!(log_ratio([0.0, 0.0], [1.0, 2.0], 1.96), None);
    }
}
