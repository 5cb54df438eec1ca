//! Minimum, maximum, and what mean and variance are computed from.
//!
//! Definition: the exact integers S = sum of x * 2^1074 and Q = sum of x^2 * 2^2148 over the n finite values of a column.
//! mean = S / n, population variance = (n Q - S^2) / n^2, each rounded once to the nearest double, ties to even;
//! the standard deviation is the square root of that variance.
//!
//! Edges: without values there is no minimum, maximum, mean or variance. -0 counts as +0. A result beyond the range of
//! doubles is `None`. NaN and infinities never enter; `counts` holds them.
//!
//! Accuracy: sum, mean and variance are the doubles nearest to the exact results, whatever the order of the values.
//!
//! Source: exact accumulation after Kulisch, Computer Arithmetic and Validity (2008).

use super::State;
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::kernel::exact_moments::{self, Extent, SQUARE_SCALE, SquareSum, VALUE_SCALE, ValueSum};

/// The moments of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    minimum: f64,
    maximum: f64,
    sum: ValueSum,
    squares: SquareSum,
}

impl Default for Moments {
    fn default() -> Self {
        Self {
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            sum: ValueSum::default(),
            squares: SquareSum::default(),
        }
    }
}

impl Moments {
    /// Takes in finite values. Time linear in their number.
    ///
    /// ```
    /// use tidemark_core::state::Moments;
    /// let mut moments = Moments::default();
    /// moments.update(&[1e16, 1.0, -1e16, 2.0]);
    /// assert_eq!(moments.sum(), Some(3.0)); // added one after the other, doubles give 2
    /// assert_eq!(moments.mean(4), Some(0.75));
    /// ```
    pub fn update(&mut self, finite: &[f64]) {
        self.add(finite);
    }

    /// The same, and how far these values reach.
    #[inline]
    pub(crate) fn add(&mut self, finite: &[f64]) -> Extent {
        let reach = exact_moments::add(finite, &mut self.sum, &mut self.squares);
        self.sum.carry();
        self.squares.carry();
        self.extend(reach.minimum, reach.maximum);
        reach
    }

    /// Takes in one finite value `count` times.
    pub(crate) fn add_repeated(&mut self, value: f64, count: u64) {
        exact_moments::add_repeated(value, count, &mut self.sum, &mut self.squares);
        self.sum.carry();
        self.squares.carry();
        self.extend(value + 0.0, value + 0.0);
    }

    fn extend(&mut self, minimum: f64, maximum: f64) {
        self.minimum = self.minimum.min(minimum);
        self.maximum = self.maximum.max(maximum);
    }

    /// The smallest and the largest value, if there is one.
    pub fn range(&self) -> Option<(f64, f64)> {
        (self.minimum <= self.maximum).then_some((self.minimum, self.maximum))
    }

    /// The sum; `None` when it is beyond the range of doubles.
    pub fn sum(&self) -> Option<f64> {
        self.mean(1)
    }

    /// The mean of the `count` values.
    pub fn mean(&self, count: u64) -> Option<f64> {
        let (is_negative, magnitude) = self.sum.to_sign_and_magnitude();
        let mean = (count > 0).then(|| magnitude.divide_to_f64(count.into(), VALUE_SCALE))??;
        Some(if is_negative { -mean } else { mean })
    }

    /// The population variance of the `count` values: divided by the count, not by one less.
    pub fn variance(&self, count: u64) -> Option<f64> {
        let (_, sum) = self.sum.to_sign_and_magnitude();
        let (_, squares) = self.squares.to_sign_and_magnitude();
        let spread = squares.times_count(count).minus(&sum.times(&sum))?;
        let divisor = u128::from(count) * u128::from(count);
        (count > 0).then(|| spread.divide_to_f64(divisor, SQUARE_SCALE))?
    }

    /// Whether `count` values can have these moments.
    pub(crate) fn fit(&self, count: u64) -> bool {
        if count == 0 {
            return *self == Self::default();
        }
        let (_, sum) = self.sum.to_sign_and_magnitude();
        let (is_negative, squares) = self.squares.to_sign_and_magnitude();
        self.range().is_some() && !is_negative && squares.times_count(count).minus(&sum.times(&sum)).is_some()
    }
}

impl State for Moments {
    fn merge(&mut self, other: &Self) -> Result<()> {
        self.extend(other.minimum, other.maximum);
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        let range = self.range();
        writer.u8(range.is_some().into());
        if let Some((minimum, maximum)) = range {
            writer.u64(minimum.to_bits());
            writer.u64(maximum.to_bits());
            self.sum.write(writer);
            self.squares.write(writer);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.u8("whether there are moments")? == 0 {
            return Ok(Self::default());
        }
        let minimum = f64::from_bits(reader.u64("the minimum")?);
        let maximum = f64::from_bits(reader.u64("the maximum")?);
        let is_range = minimum.is_finite() && maximum.is_finite() && minimum <= maximum;
        if !is_range || [minimum, maximum].iter().any(|bound| bound.to_bits() == (-0.0f64).to_bits()) {
            return Err(damaged("expected a finite minimum not above a finite maximum, found others"));
        }
        Ok(Self { minimum, maximum, sum: ValueSum::read(reader)?, squares: SquareSum::read(reader)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        moments.update(values);
        moments
    }

    #[test]
    fn nothing_has_no_moments() {
        let empty = moments(&[]);
        assert_eq!((empty.range(), empty.mean(0), empty.variance(0)), (None, None, None));
    }

    #[test]
    fn one_value_is_its_own_mean_and_does_not_vary() {
        for value in [0.1, -3.0, 5e-324, f64::MAX, 1e-200] {
            let one = moments(&[value]);
            assert_eq!((one.mean(1), one.variance(1)), (Some(value), Some(0.0)), "{value}");
        }
    }

    #[test]
    fn a_hand_worked_column() {
        // 2, 4, 4, 4, 5, 5, 7, 9: sum 40, mean 5, squared deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, variance 4.
        let column = moments(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!((column.sum(), column.mean(8), column.variance(8)), (Some(40.0), Some(5.0), Some(4.0)));
        assert_eq!(column.range(), Some((2.0, 9.0)));
    }

    #[test]
    fn a_small_spread_far_from_zero_is_not_lost() {
        // Deviations of 1 around 1e15: a sum of squares in doubles would lose them altogether.
        let column = moments(&[1e15 - 1.0, 1e15, 1e15 + 1.0]);
        assert_eq!(column.variance(3), Some(2.0 / 3.0));
    }

    #[test]
    fn results_beyond_the_range_of_doubles_are_none() {
        let column = moments(&[f64::MAX, f64::MAX, -f64::MAX]);
        assert_eq!((column.sum(), column.mean(3)), (Some(f64::MAX), Some(f64::MAX / 3.0)));
        assert_eq!(column.variance(3), None);
        assert_eq!(moments(&[f64::MAX, f64::MAX]).sum(), None);
        assert_eq!(moments(&[f64::MAX, f64::MAX]).mean(2), Some(f64::MAX));
    }
}
