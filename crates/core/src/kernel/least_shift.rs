//! The shift that some values ask for by themselves, from a bit for each place of the number line: a first look at a column
//! whose values would otherwise be sought in a table one by one, only to be thrown together there.

use super::dispatch::dispatched;
use super::prefix_window::{SIZE_BITS, Sizes};

/// Places of a sign, a bit each.
const PLACES: u64 = 1 << 15;
const WORDS: usize = PLACES as usize / 64;
/// How often neighbours can be joined within a word.
const JOINS: u8 = 5;
/// Values whose places are found at once, for the loop that marks them.
const BLOCK: usize = 512;

/// The places that hold a value: of sizes above zero, and of those below.
type Map = [[u64; WORDS]; 2];

/// A shift that leaves these values more than `most` prefixes where it is one less, and so does with any values added; 0 where
/// none is found.
pub(crate) fn least_shift(values: &[f64], sizes: &Sizes, most: usize) -> u8 {
    let Sizes { smallest, largest, .. } = *sizes;
    if smallest > largest || values.len() <= most {
        return 0;
    }
    // Places that will be joined are in one word.
    let place_of = |size: u64, shift: u8| (size >> shift) - ((smallest >> shift) & !63);
    let width = (64 - (largest - smallest).leading_zeros()) as u8;
    let mut shift = width.saturating_sub(PLACES.ilog2() as u8);
    while place_of(largest, shift) >= PLACES {
        shift += 1;
    }
    let mut map = [[0; WORDS]; 2];
    mark(values, shift, (smallest >> shift) & !63, &mut map);
    let used = place_of(largest, shift) as usize / 64 + 1;
    for join in 0..=JOINS {
        let words = || map.iter().flat_map(|words| &words[..used]);
        let prefixes: u32 = words().map(|word| word.count_ones()).sum();
        if prefixes as usize <= most {
            return if join == 0 { 0 } else { shift };
        }
        shift += 1;
        let apart = 1u32 << join;
        // Every second of the bits that are left.
        let kept = (0..64).step_by(2 * apart as usize).fold(0, |kept, bit| kept | 1 << bit);
        map.iter_mut().flat_map(|words| &mut words[..used]).for_each(|word| *word = (*word | *word >> apart) & kept);
    }
    shift
}

dispatched! {
    /// Marks the places of values.
    fn mark(values: &[f64], shift: u8, base: u64, map: &mut Map);
    baseline: mark_blocks,
    avx2: mark_blocks,
    avx512: mark_blocks,
}

#[inline(always)]
fn mark_blocks(values: &[f64], shift: u8, base: u64, map: &mut Map) {
    let mut places = [0; BLOCK];
    for block in values.chunks(BLOCK) {
        for (place, &value) in places.iter_mut().zip(block) {
            let bits = (value + 0.0).to_bits();
            *place = (((bits & SIZE_BITS) >> shift).saturating_sub(base) | (bits >> 63) * PLACES) as u16;
        }
        for &place in &places[..block.len()] {
            let (sign, place) = (usize::from(place >> 15), place & (PLACES - 1) as u16);
            map[sign][usize::from(place / 64)] |= 1 << (place % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dispatch::each_level;
    use crate::kernel::exact_moments::reach_of;
    use crate::numeric::to_order_key;
    use crate::support::doubles;

    #[test]
    fn the_values_have_more_prefixes_below_the_shift_that_is_found() {
        let mut found_some = 0;
        for (name, values) in doubles(4096) {
            let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
            let sizes = Sizes::of(&values, &reach_of(&values), 0);
            for most in [64, 1000, 2048] {
                each_level(|level| {
                    let shift = least_shift(&values, &sizes, most);
                    if shift > 0 {
                        let mut prefixes: Vec<u64> =
                            values.iter().map(|&value| to_order_key(value) >> (shift - 1)).collect();
                        prefixes.sort_unstable();
                        prefixes.dedup();
                        assert!(prefixes.len() > most, "{name} {most} {level:?}");
                        found_some += 1;
                    }
                });
            }
        }
        assert!(found_some > 10);
    }
}
