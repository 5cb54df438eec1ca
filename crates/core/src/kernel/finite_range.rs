//! The smallest and the largest value of an array of finite numbers.

use super::bin_counts::{BLOCK, are_finite};
use super::dispatch::dispatched;

const LANES: usize = 16;

dispatched! {
    /// The range, -0 as +0; from infinity to -infinity of no values. `None` when one is not finite.
    pub(crate) fn finite_range(values: &[f64]) -> Option<[f64; 2]>;
    baseline: find,
    avx2: find,
    avx512: find,
}

#[inline(always)]
fn find(values: &[f64]) -> Option<[f64; 2]> {
    let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let mut take = |chunk: &[f64]| {
        for (lane, &value) in chunk.iter().enumerate() {
            low[lane] = if value < low[lane] { value } else { low[lane] };
            high[lane] = if value > high[lane] { value } else { high[lane] };
        }
    };
    for block in values.chunks(BLOCK) {
        if !are_finite(block) {
            return None;
        }
        let (chunks, rest) = block.as_chunks::<LANES>();
        chunks.iter().for_each(|chunk| take(chunk));
        take(rest);
    }
    let least = low.into_iter().fold(f64::INFINITY, f64::min);
    let most = high.into_iter().fold(f64::NEG_INFINITY, f64::max);
    Some([least + 0.0, most + 0.0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dispatch::each_level;
    use crate::support::doubles;

    #[test]
    fn every_build_finds_the_range_or_that_there_is_none() {
        for length in [1, 15, 16, 17, 1024, 3000] {
            for (name, values) in doubles(length) {
                let expected = values.iter().all(|value| value.is_finite()).then(|| {
                    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
                    [least, values.iter().copied().fold(f64::NEG_INFINITY, f64::max)]
                });
                each_level(|level| assert_eq!(finite_range(&values), expected, "{name} {length} {level:?}"));
            }
        }
    }
}
