//! Counts of the bins into which values fall.
//!
//! The bins of a block are found first, in vectors, then counted. Neighbours are counted in different tables: were they in
//! one, a run of equal values would wait for the same counter again and again.

pub(crate) const BLOCK: usize = 1024;
const TABLES: usize = 4;
/// Counters between two tables: were the counters of a bin a multiple of 4 KiB apart, a processor would take reading one for
/// reading what was just written to another.
const APART: usize = 16;
/// So many values never overflow a counter of 32 bits.
const PART: usize = 1 << 30;

/// Counts values by bin. `None` when one is not finite. `find` writes the bin of each value of a block.
///
/// # Safety
///
/// `find` writes numbers below `bins` only, whatever the values are.
#[inline(always)]
#[allow(unsafe_code, reason = "the caller vouches for the places that are counted")]
pub(crate) unsafe fn count_bins(
    values: &[f64],
    bins: usize,
    find: impl Fn(&[f64], &mut [u64; BLOCK]),
) -> Option<Vec<u64>> {
    let stride = bins + APART;
    let mut places = [0; BLOCK];
    let mut totals = vec![0; bins];
    for part in values.chunks(PART) {
        let mut tables = vec![0u32; stride * TABLES];
        for block in part.chunks(BLOCK) {
            if !are_finite(block) {
                return None;
            }
            find(block, &mut places);
            let (fours, rest) = places[..block.len()].as_chunks::<TABLES>();
            for four in fours {
                for (table, &place) in four.iter().enumerate() {
                    debug_assert!((place as usize) < bins);
                    // SAFETY: `place` is below `bins`, so this is in the table of that number.
                    unsafe { *tables.get_unchecked_mut(table * stride + place as usize) += 1 };
                }
            }
            rest.iter().for_each(|&place| tables[place as usize] += 1);
        }
        for table in tables.chunks_exact(stride) {
            totals.iter_mut().zip(table).for_each(|(total, &count)| *total += u64::from(count));
        }
    }
    Some(totals)
}

/// Whether all values are finite: 0 times anything else is NaN.
#[inline(always)]
pub(crate) fn are_finite(block: &[f64]) -> bool {
    let mut lanes = [0.0; 16];
    let (chunks, rest) = block.as_chunks::<16>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane += value * 0.0);
    }
    let rest: f64 = rest.iter().map(|value| value * 0.0).sum();
    lanes.iter().sum::<f64>() + rest == 0.0
}
