//! The nearest double of a decimal: an integer and where its point stands. Timestamps are decimals of milliseconds.

use tidemark_json::{EXACT_POWERS, read_double};

/// Integers up to here are exact doubles.
const MOST_EXACT: u128 = 1 << 53;

/// `value` / 10^`scale`, rounded once. Infinite beyond the range of doubles.
#[inline]
pub fn to_nearest_double(value: i128, scale: i32) -> f64 {
    // One operation on two exact doubles is rounded once.
    if value.unsigned_abs() <= MOST_EXACT
        && let Some(power) = EXACT_POWERS.get(scale.unsigned_abs() as usize)
    {
        let value = value as i64 as f64;
        return if scale < 0 { value * power } else { value / power };
    }
    // The quotient has at most 53 bits and at least 33, so half a unit in the last place of the sum is at least 2^-20.
    // The fraction is a multiple of 10^-6 and lies either on such a half or 2^-40 away from it, far more than the 2^-54
    // by which its double is off: the sum rounds as the exact one does.
    if let (3 | 6, Ok(value)) = (scale, i64::try_from(value)) {
        let power = if scale == 3 { 1_000 } else { 1_000_000 };
        let (whole, rest) = (value / power, value % power);
        if u128::from(whole.unsigned_abs()) <= MOST_EXACT {
            return whole as f64 + rest as f64 / power as f64;
        }
    }
    read_double(&format!("{value}e{}", -i64::from(scale))).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_the_nearest_double() {
        assert_eq!(to_nearest_double(12_345, 2), 123.45);
        assert_eq!(to_nearest_double(-7, 1), -0.7);
        assert_eq!(to_nearest_double(86_400, -3), 86_400_000.0);
        assert_eq!(to_nearest_double(1, 400), 0.0);
        assert_eq!(to_nearest_double(1, -400), f64::INFINITY);
        assert_eq!(to_nearest_double(i128::MAX, 38), 1.701_411_834_604_692_3);
    }

    #[test]
    fn every_way_of_rounding_agrees_with_the_text() {
        let mut state = 1u64;
        for round in 0..100_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = i128::from((state as i64) >> (round % 50));
            // Also numbers that lie on the middle between two doubles.
            for value in [value, value / 1_000_000 * 1_000_000 + 500_000, value / 1_000 * 1_000 + 125] {
                for scale in [-3, 0, 2, 3, 6, 9, 30] {
                    let expected: f64 = format!("{value}e{}", -scale).parse().unwrap();
                    assert_eq!(to_nearest_double(value, scale), expected, "{value} / 10^{scale}");
                }
            }
        }
    }
}
