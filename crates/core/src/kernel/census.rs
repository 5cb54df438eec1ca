//! What kinds of doubles a column holds, counted without a branch; and those of them that are wanted, moved together.

use super::dispatch::dispatched;

/// How many doubles are finite, and of these whole, below zero, and zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    pub(crate) finite: u64,
    pub(crate) whole: u64,
    pub(crate) negative: u64,
    pub(crate) zero: u64,
}

dispatched! {
    /// Counts the kinds of doubles.
    pub(crate) fn take_census(values: &[f64]) -> Census;
    baseline: census_of,
    avx2: census_of,
    avx512: census_of,
}

#[inline(always)]
fn census_of(values: &[f64]) -> Census {
    const ROUND: f64 = 4_503_599_627_370_496.0; // 2^52: from there on every double is whole
    let mut census = Census::default();
    for &value in values {
        let size = value.abs();
        let is_finite = size < f64::INFINITY;
        census.finite += u64::from(is_finite);
        census.whole += u64::from(is_finite && (size >= ROUND || (size + ROUND) - ROUND == size));
        census.negative += u64::from(is_finite && value < 0.0);
        census.zero += u64::from(value == 0.0);
    }
    census
}

/// The finite values, moved together.
pub(crate) fn keep_finite(values: &[f64], kept: &mut Vec<f64>) {
    keep(values, kept, |_, value| value.abs() < f64::INFINITY);
}

/// The present values, moved together; `bits` has a bit for each of them, from bit `start` on.
pub(crate) fn keep_present(values: &[f64], bits: &[u8], start: usize, kept: &mut Vec<f64>) {
    keep(values, kept, |index, _| bits[(start + index) / 8] >> ((start + index) % 8) & 1 == 1);
}

#[inline]
fn keep(values: &[f64], kept: &mut Vec<f64>, is_kept: impl Fn(usize, f64) -> bool) {
    kept.clear();
    kept.resize(values.len(), 0.0);
    let mut count = 0;
    for (index, &value) in values.iter().enumerate() {
        kept[count] = value;
        count += usize::from(is_kept(index, value));
    }
    kept.truncate(count);
}
