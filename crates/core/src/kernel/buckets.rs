//! Two samples in 65,536 buckets of the number line, so that only a few of their values need to be sorted.
//!
//! Buckets have one width, or hold the order keys of the same leading bits where a few values lie far from all others. A
//! larger value is never in an earlier bucket, whatever the rounding.

use super::bin_counts::BLOCK;
use super::dispatch::dispatched;
use crate::numeric::{from_order_key, to_order_key};
use crate::order::sort_doubles;

/// The number of buckets.
pub(super) const BUCKETS: usize = 1 << 16;
const LAST: u64 = BUCKETS as u64 - 1;

/// Where the buckets lie.
#[derive(Clone, Copy, Debug)]
pub(super) enum Buckets {
    Even { low: f64, per_unit: f64 },
    ByBits { low: u64, shift: u32 },
}

/// What lies in a bucket.
#[derive(Clone, Copy, Default)]
pub(super) struct Filling {
    /// Values of each side.
    pub(super) counts: [u32; 2],
    /// The sum of the distances of all values from the low end of all buckets, weighted by side.
    pub(super) moved: f64,
}

/// A value of a bucket that holds different ones.
#[derive(Clone, Copy)]
pub(super) struct Held {
    /// Its order key.
    pub(super) key: u64,
    /// The number of its bucket among those that are opened.
    pub(super) number: u32,
    pub(super) side: u8,
}

impl Buckets {
    /// Buckets for both samples, of which all values lie between `low` and `high`.
    pub(super) fn over(samples: [&[f64]; 2], [low, high]: [f64; 2]) -> Self {
        let per_unit = LAST as f64 / (high - low);
        if per_unit.is_normal() && high - low <= MOST_STRETCH * spread(samples) {
            return Self::Even { low, per_unit };
        }
        let (low, high) = (to_order_key(low), to_order_key(high));
        Self::ByBits { low, shift: (64 - (high - low).leading_zeros()).saturating_sub(BUCKETS.ilog2()) }
    }

    /// Where a bucket ends and the next begins: no value of either is beyond it, but for rounding.
    pub(super) fn end(&self, bucket: usize) -> f64 {
        match *self {
            // Places are rounded to the nearest.
            Self::Even { low, per_unit } => low + (bucket as f64 + 0.5) / per_unit,
            Self::ByBits { low, shift } => {
                let key = u128::from(low) + (u128::from(bucket as u64 + 1) << shift);
                from_order_key(key.min(to_order_key(f64::MAX).into()) as u64)
            }
        }
    }

    #[inline(always)]
    fn find(&self, block: &[f64], places: &mut [u64; BLOCK]) {
        const WHOLE: f64 = 4_503_599_627_370_496.0; // 2^52: what is added to it is rounded to whole numbers
        match *self {
            Self::Even { low, per_unit } => {
                for (place, &value) in places.iter_mut().zip(block) {
                    *place = ((value - low) * per_unit + WHOLE).to_bits() & LAST;
                }
            }
            Self::ByBits { low, shift } => {
                for (place, &value) in places.iter_mut().zip(block) {
                    *place = (to_order_key(value).wrapping_sub(low) >> shift) & LAST;
                }
            }
        }
    }
}

/// A range so many times wider than the middle of the values leaves too few buckets for it.
const MOST_STRETCH: f64 = 1024.0;

/// How far the middle eight tenths of some values lie apart.
fn spread(samples: [&[f64]; 2]) -> f64 {
    const LOOKED_AT: usize = 128;
    let step = |values: &[f64]| (values.len() / LOOKED_AT).max(1);
    let mut some: Vec<f64> = samples.iter().flat_map(|values| values.iter().step_by(step(values))).copied().collect();
    sort_doubles(&mut some);
    some[some.len() * 9 / 10] - some[some.len() / 10]
}

/// How many values lie in each bucket.
pub(super) fn count(values: &[f64], buckets: &Buckets) -> Vec<u32> {
    let mut counts = vec![0; BUCKETS];
    count_values(values, buckets, &mut counts);
    counts
}

dispatched! {
    fn count_values(values: &[f64], buckets: &Buckets, counts: &mut [u32]);
    baseline: count_each,
    avx2: count_each,
    avx512: count_each,
}

#[inline(always)]
fn count_each(values: &[f64], buckets: &Buckets, counts: &mut [u32]) {
    let Some(counts) = counts.first_chunk_mut::<BUCKETS>() else { return };
    let mut places = [0; BLOCK];
    for block in values.chunks(BLOCK) {
        buckets.find(block, &mut places);
        places[..block.len()].iter().for_each(|&place| counts[(place & LAST) as usize] += 1);
    }
}

/// The values that lie in the buckets from the first to the last of `ends`; there are `count` of them.
pub(super) fn keep(values: &[f64], buckets: &Buckets, ends: [u32; 2], count: usize) -> Vec<f64> {
    let mut kept = Vec::with_capacity(count);
    keep_values(values, buckets, ends.map(u64::from), &mut kept);
    kept
}

dispatched! {
    fn keep_values(values: &[f64], buckets: &Buckets, ends: [u64; 2], kept: &mut Vec<f64>);
    baseline: keep_each,
    avx2: keep_each,
    avx512: keep_each,
}

#[inline(always)]
fn keep_each(values: &[f64], buckets: &Buckets, [first, last]: [u64; 2], kept: &mut Vec<f64>) {
    let (mut places, mut found) = ([0; BLOCK], [0.0; BLOCK]);
    for block in values.chunks(BLOCK) {
        buckets.find(block, &mut places);
        let mut length = 0;
        // Whether a value is kept is as good as random: each is written, and the next over it.
        for (&place, &value) in places.iter().zip(block) {
            found[length % BLOCK] = value;
            length += usize::from(place.wrapping_sub(first) <= last - first);
        }
        kept.extend_from_slice(&found[..length]);
    }
}

dispatched! {
    /// Counts the values of a side in each bucket and adds their distances from `low`, each times `weight`.
    pub(super) fn fill(values: &[f64], buckets: &Buckets, side: usize, low: f64, weight: f64, table: &mut [Filling]);
    baseline: fill_each,
    avx2: fill_each,
    avx512: fill_each,
}

#[inline(always)]
fn fill_each(values: &[f64], buckets: &Buckets, side: usize, low: f64, weight: f64, table: &mut [Filling]) {
    let Some(table) = table.first_chunk_mut::<BUCKETS>() else { return };
    let mut places = [0; BLOCK];
    for block in values.chunks(BLOCK) {
        buckets.find(block, &mut places);
        for (&place, &value) in places.iter().zip(block) {
            let filling = &mut table[(place & LAST) as usize];
            filling.counts[side] += 1;
            filling.moved += (value - low) * weight;
        }
    }
}

/// The buckets that are looked into, and what is in them: the first value of each is only remembered, since in many
/// columns there is no other.
pub(super) struct Opened {
    /// The number of each bucket among those that are opened, plus 1.
    numbers: Box<[u32]>,
    /// By number, NaN while there is none.
    pub(super) firsts: Vec<f64>,
    /// Values that differ from the first of their bucket.
    pub(super) held: Vec<Held>,
    /// How many of those make it not worth while: past it, looking ends.
    most: usize,
}

impl Opened {
    /// To look into these buckets.
    pub(super) fn new(buckets: &[u32], most: usize) -> Self {
        let mut numbers = vec![0; BUCKETS].into_boxed_slice();
        buckets.iter().zip(1..).for_each(|(&bucket, number)| numbers[bucket as usize] = number);
        Self { numbers, firsts: vec![f64::NAN; buckets.len()], held: Vec::new(), most }
    }

    /// Whether looking has ended before the end.
    pub(super) const fn is_overfull(&self) -> bool {
        self.held.len() > self.most
    }
}

dispatched! {
    /// Looks for the values of a side that lie in the opened buckets.
    pub(super) fn gather(values: &[f64], buckets: &Buckets, side: u8, opened: &mut Opened);
    baseline: gather_each,
    avx2: gather_each,
    avx512: gather_each,
}

#[inline(always)]
fn gather_each(values: &[f64], buckets: &Buckets, side: u8, opened: &mut Opened) {
    let mut places = [0; BLOCK];
    for block in values.chunks(BLOCK) {
        if opened.is_overfull() {
            return;
        }
        buckets.find(block, &mut places);
        for (&place, &value) in places.iter().zip(block) {
            let number = opened.numbers[(place & LAST) as usize];
            if number > 0 {
                let number = number - 1;
                let first = &mut opened.firsts[number as usize];
                if first.is_nan() {
                    *first = value;
                } else if *first != value {
                    opened.held.push(Held { key: to_order_key(value), number, side });
                }
            }
        }
    }
}
