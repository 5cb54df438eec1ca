//! The moments of an array of numbers, computed at once and never merged.

use crate::kernel::plain_moments::{PlainMoments, plain_moments};
use crate::state::Moments;
use tidemark_json::write_json;

/// Count, range, mean and spread of the finite values of an array.
#[derive(Clone, Copy, Debug, PartialEq)]
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

write_json!(ArrayMoments { count, missing, infinite, minimum, maximum, mean, variance, standard_deviation });

/// The moments of an array. Mean and variance are those of sums in lanes, right to a few units in the last place of the
/// largest value and to 1e-13 of the variance; where squares leave the range of doubles, those of exact sums.
///
/// ```
/// let found = tidemark_core::measure::moments(&[1.0, f64::NAN, 2.0, 6.0]);
/// assert_eq!((found.count, found.missing, found.mean), (3, 1, Some(3.0)));
/// assert_eq!(found.variance, Some(14.0 / 3.0));
/// ```
pub fn moments(values: &[f64]) -> ArrayMoments {
    let found = plain_moments(values, PlainMoments::NONE);
    let variance = found.variance();
    let is_right = variance.is_finite() || found.count == 0;
    let (mean, variance) = if is_right {
        (Some(found.rounded_mean()), Some(variance))
    } else {
        let mut exact = Moments::default();
        exact.update(&values.iter().copied().filter(|value| value.is_finite()).collect::<Vec<_>>());
        (exact.mean(found.count), exact.variance(found.count))
    };
    let has_values = found.count > 0;
    let variance = variance.filter(|_| has_values);
    ArrayMoments {
        count: found.count,
        missing: found.nan,
        infinite: found.infinite,
        minimum: has_values.then_some(found.minimum),
        maximum: has_values.then_some(found.maximum),
        mean: mean.filter(|_| has_values),
        variance,
        standard_deviation: variance.map(f64::sqrt),
    }
}

impl PlainMoments {
    /// NaN where squares lost digits or left the range of doubles, and without values.
    fn variance(&self) -> f64 {
        // Squares below this have lost digits.
        const LEAST: f64 = 1e-280;
        let is_right = self.deviations.is_finite() && (self.deviations > LEAST || self.minimum == self.maximum);
        if is_right { self.deviations / self.count as f64 } else { f64::NAN }
    }
}

/// The numbers of [`fold_moments`]: count, missing, infinite, minimum, maximum, mean, variance and standard deviation, and
/// what is needed to go on.
pub type FoldedMoments = [f64; 11];

/// Adds the values to what is known of those before, at first zeros; all pieces but the last one hold a multiple of 1,024
/// values. The numbers are those of [`moments`], but NaN for a variance that takes exact sums.
///
/// ```
/// let mut numbers = [0.0; 11];
/// tidemark_core::measure::fold_moments(&[1.0, f64::NAN, 2.0, 6.0], &mut numbers);
/// assert_eq!(numbers[..7], [3.0, 1.0, 0.0, 1.0, 6.0, 3.0, 14.0 / 3.0]);
/// ```
pub fn fold_moments(values: &[f64], numbers: &mut FoldedMoments) {
    let [count, missing, infinite, minimum, maximum, .., mean, mean_rest, deviations] = *numbers;
    let [count, nan, infinite] = [count, missing, infinite].map(|number| number as u64);
    let before = PlainMoments { count, nan, infinite, minimum, maximum, mean, mean_rest, deviations };
    let found = plain_moments(values, before);
    let variance = found.variance();
    let counts = [found.count, found.nan, found.infinite].map(|count| count as f64);
    *numbers = [
        counts[0],
        counts[1],
        counts[2],
        found.minimum,
        found.maximum,
        found.rounded_mean(),
        variance,
        variance.sqrt(),
        found.mean,
        found.mean_rest,
        found.deviations,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::doubles;

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

    #[test]
    fn pieces_give_the_bits_of_the_whole() {
        for (name, values) in doubles(5000) {
            let whole = moments(&values);
            let mut numbers = [0.0; 11];
            values.chunks(2048).for_each(|piece| fold_moments(piece, &mut numbers));
            let [count, missing, infinite, minimum, maximum, mean, variance, deviation, ..] = numbers;
            assert_eq!([count, missing, infinite], [whole.count, whole.missing, whole.infinite].map(|n| n as f64));
            if whole.count > 0 && !variance.is_nan() {
                let found = [minimum, maximum, mean, variance, deviation].map(Some);
                let expected = [whole.minimum, whole.maximum, whole.mean, whole.variance, whole.standard_deviation];
                assert_eq!(found, expected, "{name}");
            }
        }
    }
}
