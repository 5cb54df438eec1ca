//! The moments of an array of numbers, computed at once and never merged.

use crate::kernel::plain_moments::plain_moments;
use crate::state::Moments;
use serde::Serialize;

/// Count, range, mean and spread of the finite values of an array.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArrayMoments {
    /// Finite values.
    pub count: u64,
    /// NaN, which is how a missing value stands in an array.
    pub missing: u64,
    /// Positive and negative infinities.
    pub infinite: u64,
    /// None without values.
    pub minimum: Option<f64>,
    /// None without values.
    pub maximum: Option<f64>,
    /// None without values.
    pub mean: Option<f64>,
    /// Divided by the count, not by the count less one. None without values, and beyond the range of doubles.
    pub variance: Option<f64>,
    /// Its root.
    pub standard_deviation: Option<f64>,
}

/// The moments of an array. Mean and variance are those of sums in lanes, right to a few units in the last place of the
/// largest value and to 1e-13 of the variance; where squares leave the range of doubles, those of exact sums.
///
/// ```
/// let found = tidemark_core::measure::moments(&[1.0, f64::NAN, 2.0, 6.0]);
/// assert_eq!((found.count, found.missing, found.mean), (3, 1, Some(3.0)));
/// assert_eq!(found.variance, Some(14.0 / 3.0));
/// ```
pub fn moments(values: &[f64]) -> ArrayMoments {
    // Squares below this have lost digits.
    const LEAST: f64 = 1e-280;
    let found = plain_moments(values);
    let count = found.count as f64;
    let (mean, variance) = if found.count == 0 {
        (None, None)
    } else if found.deviations.is_finite() && (found.deviations > LEAST || found.minimum == found.maximum) {
        (Some(found.mean), Some(found.deviations / count))
    } else {
        let mut exact = Moments::default();
        exact.update(&values.iter().copied().filter(|value| value.is_finite()).collect::<Vec<_>>());
        (exact.mean(found.count), exact.variance(found.count))
    };
    let has_values = found.count > 0;
    ArrayMoments {
        count: found.count,
        missing: found.nan,
        infinite: found.infinite,
        minimum: has_values.then_some(found.minimum),
        maximum: has_values.then_some(found.maximum),
        mean,
        variance,
        standard_deviation: variance.map(f64::sqrt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_values_there_is_only_what_is_missing() {
        let found = moments(&[f64::NAN, f64::INFINITY]);
        assert_eq!((found.count, found.missing, found.infinite), (0, 1, 1));
        assert_eq!((found.minimum, found.mean, found.variance), (None, None, None));
    }

    #[test]
    fn squares_beyond_the_range_of_doubles_are_left_to_exact_sums() {
        let huge = moments(&[f64::MAX, f64::MAX, f64::NAN]);
        assert_eq!((huge.mean, huge.variance), (Some(f64::MAX), Some(0.0)));
        let wide = moments(&[f64::MAX, f64::MIN]);
        assert_eq!((wide.mean, wide.variance), (Some(0.0), None));
        let small = moments(&[1e-150, 3e-150]);
        assert!(small.mean == Some(2e-150) && (small.standard_deviation.unwrap() / 1e-150 - 1.0).abs() < 1e-15);
    }
}
