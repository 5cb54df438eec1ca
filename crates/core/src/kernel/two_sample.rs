//! Exact distances of two arrays of finite numbers without sorting them: both are counted in buckets of the number line,
//! and only the buckets that can matter are opened and sorted.
//!
//! Small arrays are sorted. The largest difference of shares is the same number either way, bit for bit: in a bucket that
//! stays closed no point can have a larger one, by the same roundings. The integral is added bucket by bucket in the one
//! case and value by value in the other, so its last digits may differ between arrays of different lengths, never between
//! builds.

use super::buckets::{BUCKETS, Buckets, Filling, Held, Opened, count, fill, gather, keep};
use super::equal_mass_sort::sorted;
use super::finite_range::finite_range;
use crate::numeric::{from_order_key, to_order_key, within};

/// Up to so many values of both sides, sorting is faster than 65,536 buckets.
const SMALL: usize = 1 << 16;

/// Two arrays of finite numbers, neither of them empty, and the range of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Samples<'a> {
    pub(crate) arrays: [&'a [f64]; 2],
    pub(crate) range: [f64; 2],
}

impl<'a> Samples<'a> {
    /// `None` when a number is not finite.
    pub(crate) fn of(arrays: [&'a [f64]; 2]) -> Option<Self> {
        let [a, b] = [finite_range(arrays[0])?, finite_range(arrays[1])?];
        Some(Self { arrays, range: [a[0].min(b[0]), a[1].max(b[1])] })
    }

    /// Whether there are enough values for buckets, and no more than a counter of 32 bits holds.
    fn are_many(&self) -> bool {
        let [n, m] = self.arrays.map(<[f64]>::len);
        n + m > SMALL && u32::try_from(n.max(m)).is_ok()
    }

    pub(crate) fn sorted(&self) -> [Vec<f64>; 2] {
        self.arrays.map(sorted)
    }
}

/// How far the shares of values are apart after some of each side.
#[derive(Clone, Copy)]
struct Shares {
    totals: [f64; 2],
}

impl Shares {
    fn of(samples: [&[f64]; 2]) -> Self {
        Self { totals: samples.map(|values| values.len() as f64) }
    }

    /// Signed, of the counts up to some point.
    #[inline]
    fn difference(self, counts: [u64; 2]) -> f64 {
        counts[0] as f64 / self.totals[0] - counts[1] as f64 / self.totals[1]
    }
}

/// The largest difference of the shares of values up to any point.
pub(crate) fn largest_difference(samples: Samples<'_>) -> f64 {
    let mut search = Search { shares: Shares::of(samples.arrays), largest: 0.0 };
    search.look(samples, [0, 0]);
    search.largest
}

/// The largest difference so far.
struct Search {
    shares: Shares,
    largest: f64,
}

impl Search {
    /// Looks at all points of these values, which come after so many of both sides.
    fn look(&mut self, samples: Samples<'_>, before: [u64; 2]) {
        if samples.are_many() && self.look_in_buckets(samples, before).is_some() {
            return;
        }
        walk(samples.sorted().each_ref().map(Vec::as_slice), |_, _, known| {
            self.see([before[0] + known[0], before[1] + known[1]]);
        });
    }

    fn see(&mut self, counts: [u64; 2]) {
        let difference = self.shares.difference(counts).abs();
        self.largest = if difference > self.largest { difference } else { self.largest };
    }

    /// `None` where most buckets would have to be opened.
    fn look_in_buckets(&mut self, samples: Samples<'_>, before: [u64; 2]) -> Option<()> {
        /// Where more than one in so many values lies in buckets that are to be opened, smaller buckets come first.
        const FEW: u64 = 64;
        let arrays = samples.arrays;
        let buckets = Buckets::over(arrays, samples.range);
        let [ours, theirs] = arrays.map(|values| count(values, &buckets));
        let counts = || ours.iter().zip(&theirs).map(|(&x, &y)| [x, y]);
        let mut known = before;
        for counts in counts() {
            known = plus(known, counts);
            self.see(known);
        }
        let (mut wanted, mut inside) = (Vec::new(), 0);
        known = before;
        for (bucket, counts) in (0..).zip(counts()) {
            let [x, y] = counts;
            let [rise, fall] = [plus(known, [x, 0]), plus(known, [0, y])].map(|counts| self.shares.difference(counts));
            if rise > self.largest || -fall > self.largest {
                wanted.push(OpenBucket { bucket, before: known, counts });
                inside += u64::from(x) + u64::from(y);
            }
            known = plus(known, counts);
        }
        let total = (arrays[0].len() + arrays[1].len()) as u64;
        if let ([first, ..], [.., last]) = (&wanted[..], &wanted[..])
            && inside > total / FEW
        {
            let ends = [first.bucket, last.bucket];
            let reach = plus(last.before, last.counts);
            let lengths = [0, 1].map(|side| reach[side] - first.before[side]);
            if lengths[0] + lengths[1] <= total / 2 {
                let kept = [0, 1].map(|side| keep(arrays[side], &buckets, ends, lengths[side] as usize));
                self.look(Samples::of(kept.each_ref().map(Vec::as_slice))?, first.before);
                return Some(());
            }
        }
        open(arrays, &buckets, &wanted, |_, known, _| self.see(known))
    }
}

/// The same of sorted samples: the definition. `each` gets the numbers of values of both sides at each point.
pub(crate) fn largest_difference_of_sorted(samples: [&[f64]; 2], mut each: impl FnMut([u64; 2])) -> f64 {
    let shares = Shares::of(samples);
    let mut largest = 0.0f64;
    walk(samples, |_, counts, known| {
        each(counts);
        largest = largest.max(shares.difference(known).abs());
    });
    largest
}

/// The integral of the size of the difference of the shares of values up to a point.
pub(crate) fn integral_of_difference(samples: Samples<'_>) -> f64 {
    let found = if samples.are_many() { integral_in_buckets(samples) } else { None };
    found.unwrap_or_else(|| integral_of_sorted(samples.sorted().each_ref().map(Vec::as_slice)))
}

/// `None` where most buckets would have to be opened.
fn integral_in_buckets(samples: Samples<'_>) -> Option<f64> {
    let Samples { arrays: samples, range } = samples;
    let shares = Shares::of(samples);
    let buckets = Buckets::over(samples, range);
    // Distances from the low end lose nothing where the range is about that of most values, else sizes do.
    let low = if matches!(buckets, Buckets::Even { .. }) { range[0] } else { 0.0 };
    let weights = [1.0 / shares.totals[0], -1.0 / shares.totals[1]];
    let mut table = vec![Filling::default(); BUCKETS];
    (0..2).for_each(|side| fill(samples[side], &buckets, side, low, weights[side], &mut table));

    let (mut wanted, mut integral) = (Vec::new(), 0.0);
    let (mut known, mut begin) = ([0; 2], range[0]);
    for (bucket, filling) in (0..).zip(table.iter()) {
        let (counts, before) = (filling.counts, known);
        let [x, y] = counts;
        let end = buckets.end(bucket as usize);
        known = plus(known, counts);
        let can_rise = shares.difference(plus(before, [x, 0])) > 0.0;
        let can_fall = shares.difference(plus(before, [0, y])) < 0.0;
        if can_rise && can_fall {
            wanted.push(OpenBucket { bucket, before, counts });
        } else {
            let added = shares.difference([x.into(), y.into()]) * (end - low) - filling.moved;
            integral += (shares.difference(before) * (end - begin) + added).abs();
        }
        begin = end;
    }
    Some(integral + integral_of_open(samples, &buckets, &wanted, range[0], shares)?)
}

/// The part of the integral that lies in buckets in which the difference may change its sign.
fn integral_of_open(
    samples: [&[f64]; 2],
    buckets: &Buckets,
    wanted: &[OpenBucket],
    low: f64,
    shares: Shares,
) -> Option<f64> {
    let (mut integral, mut current) = (0.0, None);
    let ends = |index: usize| {
        let bucket = wanted[index].bucket as usize;
        (if bucket == 0 { low } else { buckets.end(bucket - 1) }, buckets.end(bucket))
    };
    let (mut point, mut height) = (0.0, 0.0);
    open(samples, buckets, wanted, |index, known, value| {
        if current != Some(index) {
            if let Some(last) = current {
                integral += height * (ends(last).1 - point);
            }
            current = Some(index);
            point = ends(index).0;
            height = shares.difference(wanted[index].before).abs();
        }
        let value = within(value, [point, ends(index).1.max(point)]);
        integral += height * (value - point);
        point = value;
        height = shares.difference(known).abs();
    })?;
    Some(integral + current.map_or(0.0, |last| height * (ends(last).1 - point)))
}

fn integral_of_sorted(samples: [&[f64]; 2]) -> f64 {
    let shares = Shares::of(samples);
    let (mut integral, mut point, mut difference) = (0.0, 0.0, 0.0f64);
    walk(samples, |value, _, known| {
        let (width, height) = (value - point, difference.abs());
        // A gap may be wider than doubles reach, and its part of the integral not.
        integral += if width.is_finite() { width * height } else { value * height - point * height };
        point = value;
        difference = shares.difference(known);
    });
    integral
}

/// Calls `each` at every distinct value of sorted samples, in order: with it, how many values of both sides equal it, and
/// how many are up to it.
fn walk(samples: [&[f64]; 2], mut each: impl FnMut(f64, [u64; 2], [u64; 2])) {
    let [a, b] = samples;
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let value = match (a.get(i), b.get(j)) {
            (Some(&x), Some(&y)) => {
                if x < y {
                    x
                } else {
                    y
                }
            }
            (Some(&x), None) => x,
            (None, Some(&y)) => y,
            (None, None) => return,
        };
        let before = [i, j];
        while i < a.len() && a[i] == value {
            i += 1;
        }
        while j < b.len() && b[j] == value {
            j += 1;
        }
        each(value, [(i - before[0]) as u64, (j - before[1]) as u64], [i as u64, j as u64]);
    }
}

/// A bucket to be opened: the values of both sides before it, and in it.
struct OpenBucket {
    bucket: u32,
    before: [u64; 2],
    counts: [u32; 2],
}

/// Calls `each` at every distinct value of the buckets, in order: with the index of the bucket, how many values of both
/// sides are up to it, and the value. `None`, before any call, where so many values would have to be sorted that all may.
fn open(
    samples: [&[f64]; 2],
    buckets: &Buckets,
    wanted: &[OpenBucket],
    mut each: impl FnMut(usize, [u64; 2], f64),
) -> Option<()> {
    const WORTH_WHILE: usize = 8;
    if wanted.is_empty() {
        return Some(());
    }
    let numbers: Vec<u32> = wanted.iter().map(|bucket| bucket.bucket).collect();
    let mut opened = Opened::new(&numbers, (samples[0].len() + samples[1].len()) / WORTH_WHILE);
    (0..2u8).for_each(|side| gather(samples[usize::from(side)], buckets, side, &mut opened));
    if opened.is_overfull() {
        return None;
    }
    let Opened { firsts, mut held, .. } = opened;
    held.sort_unstable_by_key(|held| held.key);
    let mut rest = &held[..];
    for (index, (bucket, first)) in wanted.iter().zip(firsts).enumerate() {
        let inside = rest.partition_point(|held| held.number as usize <= index);
        let (inside, after) = rest.split_at(inside);
        rest = after;
        let mut of_first = bucket.counts.map(u64::from);
        inside.iter().for_each(|held| of_first[usize::from(held.side)] -= 1);
        let first = to_order_key(first);
        let mut known = bucket.before;
        let (below, above) = inside.split_at(inside.partition_point(|held| held.key < first));
        at_each_run(below, &mut known, |known, key| each(index, known, from_order_key(key)));
        known = [known[0] + of_first[0], known[1] + of_first[1]];
        each(index, known, from_order_key(first));
        at_each_run(above, &mut known, |known, key| each(index, known, from_order_key(key)));
    }
    Some(())
}

/// Calls `each` at every distinct value of some that are in order: with how many of both sides are up to it.
fn at_each_run(held: &[Held], known: &mut [u64; 2], mut each: impl FnMut([u64; 2], u64)) {
    for run in held.chunk_by(|a, b| a.key == b.key) {
        run.iter().for_each(|held| known[usize::from(held.side)] += 1);
        each(*known, run[0].key);
    }
}

fn plus(known: [u64; 2], counts: [u32; 2]) -> [u64; 2] {
    [known[0] + u64::from(counts[0]), known[1] + u64::from(counts[1])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::dispatch::each_level;
    use crate::support::{Rng, doubles};

    fn samples<'a>(reference: &'a [f64], current: &'a [f64]) -> Samples<'a> {
        Samples::of([reference, current]).unwrap()
    }

    /// Pairs of samples of every shape, of which the second is moved, thinned or both.
    fn pairs(length: usize) -> Vec<(&'static str, Vec<f64>, Vec<f64>)> {
        let mut rng = Rng::new(23);
        let mut pairs = Vec::new();
        for (name, mut reference) in doubles(length) {
            reference.retain(|value| value.is_finite());
            for moved in [0.0, 0.001, 0.3] {
                let mut current = Vec::new();
                for value in &reference {
                    let other = value * (1.0 + moved * rng.uniform());
                    if !rng.next().is_multiple_of(3) && other.is_finite() {
                        current.push(other);
                    }
                }
                if !current.is_empty() {
                    pairs.push((name, reference.clone(), current));
                }
            }
        }
        // One value far from all others leaves one bucket of equal width for them.
        for (name, mut reference, current) in pairs.clone() {
            if name == "mixed signs" || name == "prices" {
                reference.push(1e200);
                pairs.push((name, reference, current));
            }
        }
        pairs
    }

    #[test]
    fn buckets_give_the_bits_of_the_sorted_samples_in_every_build() {
        for length in [10, 1000, SMALL] {
            for (name, reference, current) in pairs(length) {
                let samples = samples(&reference, &current);
                let [a, b] = samples.sorted();
                let expected = largest_difference_of_sorted([&a, &b], |_| {});
                each_level(|level| {
                    let found = largest_difference(samples);
                    assert_eq!(found.to_bits(), expected.to_bits(), "{name} {length} {level:?}: {found} {expected}");
                });
            }
        }
    }

    #[test]
    fn the_integral_by_buckets_is_that_of_the_sorted_samples_and_the_same_in_every_build() {
        for (name, reference, current) in pairs(SMALL) {
            let samples = samples(&reference, &current);
            let [a, b] = samples.sorted();
            let expected = integral_of_sorted([&a, &b]);
            let found = integral_of_difference(samples);
            each_level(|level| {
                let again = integral_of_difference(samples);
                assert_eq!(again.to_bits(), found.to_bits(), "{name} {level:?}");
            });
            // Rounding of shares, over the whole range.
            let range = a[a.len() - 1].max(b[b.len() - 1]) - a[0].min(b[0]);
            let slack = if range.is_finite() { 1e-12 * expected + 1e-13 * range } else { 1e-9 * expected };
            assert!((found - expected).abs() <= slack, "{name}: {found} {expected}");
        }
    }

    #[test]
    fn samples_that_hardly_differ_anywhere_are_sorted() {
        let mut rng = Rng::new(31);
        let values: Vec<f64> = (0..SMALL).map(|_| rng.normal()).collect();
        let same = samples(&values, &values);
        let mut search = Search { shares: Shares::of(same.arrays), largest: 0.0 };
        assert_eq!((search.look_in_buckets(same, [0, 0]), integral_in_buckets(same)), (None, None));
        assert_eq!((largest_difference(same), integral_of_difference(same)), (0.0, 0.0));
    }

    #[test]
    fn samples_that_differ_little_are_looked_at_again_in_smaller_buckets() {
        let mut rng = Rng::new(37);
        let mut values = |moved: f64| (0..8 * SMALL).map(|_| rng.normal() + moved).collect::<Vec<_>>();
        let (reference, current) = (values(0.0), values(0.005));
        let samples = samples(&reference, &current);
        let mut search = Search { shares: Shares::of(samples.arrays), largest: 0.0 };
        assert_eq!(search.look_in_buckets(samples, [0, 0]), Some(()));
        let [a, b] = samples.sorted();
        assert_eq!(search.largest, largest_difference_of_sorted([&a, &b], |_| {}));
    }

    #[test]
    fn hand_worked_distances() {
        assert_eq!(largest_difference(samples(&[1.0, 2.0, 3.0, 4.0], &[2.0, 3.0, 4.0, 5.0])), 0.25);
        assert_eq!(integral_of_difference(samples(&[0.0, 3.0], &[0.0])), 1.5);
        assert_eq!(integral_of_difference(samples(&[-1e308], &[1e308, -1e308])), 1e308);
    }
}
