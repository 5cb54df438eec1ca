//! Finite numbers in ascending order.
//!
//! Order keys are counted by their leading bits, runs of counters are folded into groups of about the same number of
//! values, small enough for the cache, and each group is sorted by itself. Equal numbers are equal bits (-0 becomes +0), so
//! the result does not depend on the way.

use crate::kernel::finite_range::finite_range;
use crate::numeric::{from_order_key, to_order_key};

/// Up to so many values one sort is as fast.
const SMALL: usize = 1 << 15;
/// Values of a group, if no counter holds more.
const GROUP: usize = 4096;
const COUNTER_BITS: u32 = 16;

/// The values in ascending order, -0 as +0. All must be finite.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut keys =
        if values.len() <= SMALL { values.iter().map(|&value| to_order_key(value)).collect() } else { split(values) };
    if values.len() <= SMALL {
        keys.sort_unstable();
    }
    keys.into_iter().map(from_order_key).collect()
}

/// The keys in ascending order.
fn split(values: &[f64]) -> Vec<u64> {
    let [low, high] = finite_range(values).unwrap_or([f64::MIN, f64::MAX]).map(to_order_key);
    let shift = (64 - (high - low).leading_zeros()).saturating_sub(COUNTER_BITS);
    let counter = |value: f64| (((to_order_key(value).wrapping_sub(low)) >> shift) & 0xffff) as usize;
    let mut counts = vec![0usize; 1 << COUNTER_BITS];
    values.iter().for_each(|&value| counts[counter(value)] += 1);

    // Where the next value of each group goes, and the group of each counter.
    let mut groups = vec![0u16; 1 << COUNTER_BITS];
    let mut next = vec![0usize];
    let (mut seen, mut held) = (0, 0);
    for (group, count) in groups.iter_mut().zip(counts) {
        if held > 0 && held + count > GROUP {
            next.push(seen);
            held = 0;
        }
        *group = (next.len() - 1) as u16;
        held += count;
        seen += count;
    }
    let mut keys = vec![0u64; values.len()];
    for &value in values {
        let place = &mut next[groups[counter(value)] as usize];
        keys[*place] = to_order_key(value);
        *place += 1;
    }
    // Each group now ends where its next value would go.
    let mut begin = 0;
    for end in next {
        keys[begin..end].sort_unstable();
        begin = end;
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::doubles;

    #[test]
    fn the_order_is_that_of_a_plain_sort() {
        for length in [0, 1, 2, 1000, SMALL, SMALL + 1, 100_000] {
            for (name, mut values) in doubles(length) {
                values.retain(|value| value.is_finite());
                let found = sorted(&values);
                values.iter_mut().for_each(|value| *value += 0.0);
                values.sort_by(f64::total_cmp);
                assert!(
                    found.iter().map(|value| value.to_bits()).eq(values.iter().map(|value| value.to_bits())),
                    "{name}"
                );
            }
        }
    }
}
