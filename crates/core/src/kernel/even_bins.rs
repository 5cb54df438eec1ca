//! Counts in bins of one width.
//!
//! Definition: with w = (maximum - minimum) / bins, inner edge k is minimum + w k for k = 1 to bins - 1, and a value is in the
//! bin above one edge and up to the next; the outer bins are open. The nearest edge is found by a multiplication, and one
//! comparison with it says on which side the value lies, so rounding moves no value to another bin.

use super::bin_counts::{BLOCK, count_bins};
use super::dispatch::dispatched;

/// 2^52: what is added to it is rounded to whole numbers, which then stand in its low bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Bins of one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EvenBins {
    minimum: f64,
    width: f64,
    per_unit: f64,
    bins: usize,
}

impl EvenBins {
    /// None where edges would fall together or the nearest one could not be told by a multiplication: bins less than some
    /// units in the last place wide, or wider than doubles reach.
    pub(crate) fn new(bins: usize, minimum: f64, maximum: f64) -> Option<Self> {
        const LEAST_UNITS: f64 = 16.0;
        let width = (maximum - minimum) / bins as f64;
        let per_unit = bins as f64 / (maximum - minimum);
        let unit = minimum.abs().max(maximum.abs()) * f64::EPSILON;
        let is_fit = bins > 0 && width.is_normal() && per_unit.is_normal() && width > LEAST_UNITS * unit;
        is_fit.then_some(Self { minimum, width, per_unit, bins })
    }

    /// The inner edges, ascending.
    pub(crate) fn edges(&self) -> Vec<f64> {
        (1..self.bins).map(|place| self.minimum + self.width * place as f64).collect()
    }
}

dispatched! {
    /// How many values lie in each bin. `None` when one is not finite.
    pub(crate) fn count_even(values: &[f64], bins: &EvenBins) -> Option<Vec<u64>>;
    baseline: count,
    avx2: count,
    avx512: count,
}

#[inline(always)]
#[allow(unsafe_code, reason = "see the block")]
fn count(values: &[f64], bins: &EvenBins) -> Option<Vec<u64>> {
    if bins.bins == 1 {
        return count_one(values);
    }
    let EvenBins { minimum, width, per_unit, bins } = *bins;
    let last = (bins - 1) as f64;
    let find = |block: &[f64], places: &mut [u64; BLOCK]| {
        for (place, &value) in places.iter_mut().zip(block) {
            let nearest = (value - minimum) * per_unit;
            // In this order NaN becomes 1.
            let nearest = if nearest > 1.0 { nearest } else { 1.0 };
            let nearest = if nearest < last { nearest } else { last };
            let shifted = nearest + WHOLE;
            let edge = minimum + width * (shifted - WHOLE);
            *place = (shifted.to_bits() & 0xffff_ffff) - u64::from(value <= edge);
        }
    };
    // SAFETY: places are 1 to bins - 1, less 0 or 1.
    unsafe { count_bins(values, bins, find) }
}

#[inline(always)]
#[allow(unsafe_code, reason = "see the block")]
fn count_one(values: &[f64]) -> Option<Vec<u64>> {
    // SAFETY: the only place is 0.
    unsafe { count_bins(values, 1, |_, places| places.fill(0)) }
}
