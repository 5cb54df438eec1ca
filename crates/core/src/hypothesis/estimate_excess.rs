//! Whether an estimate has risen, told from the intervals of both: the method of variance estimates recovery, one-sided.
//!
//! Definition: estimates x and y with 95% intervals [lx, ux] and [ly, uy], d = y - x. Where d > 0 the interval of the
//! difference reaches down by s = sqrt((y - ly)^2 + (ux - x)^2), else up by s = sqrt((uy - y)^2 + (x - lx)^2).
//! p = P(Z >= d z / s) for standard normal Z and z = 1.959964, its 97.5% point.
//!
//! Edges: a bound without an interval has lx = x = ux; s = 0 gives 0 where d > 0, else 1.
//!
//! Accuracy: as good as the intervals; p = 0.025 where the 95% interval of the difference begins at 0.
//!
//! Source: Zou and Donner (2008); for shares with Wilson's intervals, Newcombe (1998), method 10.

use crate::error::{Error, Result};
use tidemark_json::plain_text;

/// The 97.5% point of the standard normal distribution.
const POINT: f64 = 1.959_963_984_540_054;

/// The p-value of a rise; `[value, lowest, highest]` before and now. `invalid-argument` when a value lies outside its
/// interval.
pub fn estimate_excess_p_value(before: [f64; 3], now: [f64; 3]) -> Result<f64> {
    for [value, lowest, highest] in [before, now] {
        if !(lowest <= value && value <= highest) {
            let [value, lowest, highest] = [value, lowest, highest].map(plain_text);
            return Err(Error::invalid_argument(format!(
                "expected an estimate in its interval, found {value} and [{lowest}, {highest}]"
            )));
        }
    }
    let difference = now[0] - before[0];
    let reach = if difference > 0.0 {
        libm::hypot(now[0] - now[1], before[2] - before[0])
    } else {
        libm::hypot(now[2] - now[0], before[0] - before[1])
    };
    if reach == 0.0 {
        return Ok(if difference > 0.0 { 0.0 } else { 1.0 });
    }
    Ok(libm::erfc(difference * POINT / reach * core::f64::consts::FRAC_1_SQRT_2) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newcombe_1998_example() {
        // 56 of 70 against 48 of 80, Wilson's intervals: his interval of the difference of 0.2 is 0.0524 to 0.3339, so it
        // reaches down by 0.1476 and z is 2.656.
        let [low, high] = [[0.6, 0.490_4, 0.700_3], [0.8, 0.691_9, 0.877_3]];
        let p = estimate_excess_p_value(low, high).unwrap();
        assert!((p - 0.003_95).abs() < 1e-4, "{p}");
        let fallen = estimate_excess_p_value(high, low).unwrap();
        assert!(fallen > 0.99);
    }

    #[test]
    fn a_bound_has_no_interval_of_its_own() {
        assert!((estimate_excess_p_value([0.5; 3], [0.7, 0.5, 0.9]).unwrap() - 0.025).abs() < 1e-12);
        assert_eq!(estimate_excess_p_value([0.5; 3], [0.7; 3]).unwrap().to_bits(), 0_f64.to_bits());
        assert_eq!(estimate_excess_p_value([0.5; 3], [0.5; 3]).unwrap().to_bits(), 1_f64.to_bits());
        assert!(estimate_excess_p_value([0.5; 3], [0.7, 0.8, 0.9]).is_err());
    }
}
