//! Where the reference has rows, and how many of a window's lie elsewhere.
//!
//! Definition: the range of a column is from its value of rank n / 200 to that of rank n - n / 200, so that one stray row
//! does not widen it. A value outside it, or one that is missing where the reference misses fewer than one in 200, lies
//! elsewhere.
//!
//! Edges: a column without values has no range, and no value lies elsewhere. Under the reference itself about one value in
//! a hundred does.

use crate::order::sort_doubles;

/// Of so many rows the reference may leave one on either side.
const TRIMMED: usize = 200;

/// The range of a column, and whether values may be missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reach {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) may_miss: bool,
}

impl Reach {
    pub(crate) fn of(column: &[f64]) -> Self {
        let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
        sort_doubles(&mut values);
        let trimmed = values.len() / TRIMMED;
        let missing = column.len() - values.len();
        match values.get(trimmed..values.len() - trimmed) {
            Some([low, .., high]) => Self { low: *low, high: *high, may_miss: missing * TRIMMED >= column.len() },
            _ => Self { low: f64::MIN, high: f64::MAX, may_miss: true },
        }
    }

    /// The share of a window's values that lie elsewhere.
    pub(crate) fn share_outside(self, column: &[f64]) -> f64 {
        let is_outside = |value: &&f64| {
            if value.is_nan() { !self.may_miss } else { **value < self.low || **value > self.high }
        };
        column.iter().filter(is_outside).count() as f64 / column.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stray_row_does_not_widen_the_range() {
        let mut column: Vec<f64> = (0..400).map(f64::from).collect();
        column[7] = 1e9;
        let reach = Reach::of(&column);
        assert_eq!([reach.low, reach.high], [2.0, 398.0]);
        assert_eq!(reach.share_outside(&[1.0, 2.0, 398.0, 1e9]), 0.5);
        assert_eq!(reach.share_outside(&[f64::NAN, 5.0]), 0.5);
        assert_eq!(Reach::of(&[f64::NAN, f64::NAN]).share_outside(&[3.0, f64::NAN]), 0.0);
    }
}
