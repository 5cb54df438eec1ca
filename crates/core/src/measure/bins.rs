//! Edges between bins, and how many values fall between them.
//!
//! Definition: bin i holds the values above edge i - 1 and up to edge i; the outer bins are open. The edges of k bins are
//! the distinct type-7 quantiles i / k of the reference, but for its smallest and largest value. Should these leave none,
//! the smallest value is the edge, and for a constant also the double below it: below, equal and above are told apart.
//!
//! Where a quantile falls inside a bucket of the reference's sketch, the edge is the nearer border of that bucket, so that
//! the counts of the reference are exact. A bucket of the current side that an edge cuts is spread evenly over its range,
//! and its bins carry the least and the most that they can hold.
//!
//! Source: Hyndman and Fan (1996) for type 7.

use super::Span;
use crate::state::{Bucket, bin_of};

/// The inner edges of at most `count` bins of the reference.
pub(crate) fn quantile_edges(reference: &[Bucket], count: u16) -> Vec<f64> {
    let (Some(first), Some(last)) = (reference.first(), reference.last()) else { return Vec::new() };
    let (minimum, maximum) = (first.low, last.high);
    let up_to = counts_up_to(reference);
    let mut edges: Vec<f64> = (1..count).map(|index| quantile(reference, &up_to, index, count)).collect();
    edges.dedup();
    edges.retain(|&edge| edge > minimum && edge < maximum);
    if edges.is_empty() {
        edges = if minimum < maximum { vec![first.high] } else { vec![minimum.next_down(), minimum] };
    }
    edges
}

/// How many values there are up to the end of each bucket.
pub(crate) fn counts_up_to(buckets: &[Bucket]) -> Vec<u64> {
    let mut sum = 0;
    let add = |bucket: &Bucket| {
        sum += bucket.count;
        sum
    };
    buckets.iter().map(add).collect()
}

/// The type-7 quantile `index` / `count`, moved to a border where its place inside a bucket is not known.
pub(crate) fn quantile(buckets: &[Bucket], up_to: &[u64], index: u16, count: u16) -> f64 {
    let last = u128::from(up_to[up_to.len() - 1]) - 1;
    let (rank, rest) = (last * u128::from(index) / u128::from(count), last * u128::from(index) % u128::from(count));
    let place = up_to.partition_point(|&sum| u128::from(sum) <= rank);
    let below = u128::from(place.checked_sub(1).map_or(0, |before| up_to[before]));
    let lower = &buckets[place];
    let is_last_of_bucket = rank + 1 == below + u128::from(lower.count);
    if !lower.is_atom() {
        let is_early = (rank - below) * 2 < u128::from(lower.count);
        return if is_early && place > 0 { buckets[place - 1].high } else { lower.high };
    }
    match buckets.get(place + 1) {
        Some(upper) if rest > 0 && is_last_of_bucket && upper.is_atom() => {
            interpolate(lower.low, upper.low, rest as f64 / f64::from(count))
        }
        _ => lower.high,
    }
}

fn interpolate(low: f64, high: f64, share: f64) -> f64 {
    let width = high - low;
    if !width.is_finite() {
        return low * (1.0 - share) + high * share;
    }
    if share < 0.5 { low + width * share } else { high - width * (1.0 - share) }
}

/// How many values lie in each bin.
pub(crate) fn count_in_bins(buckets: &[Bucket], edges: &[f64]) -> Vec<Span> {
    let mut bins = vec![Span::default(); edges.len() + 1];
    let mut rest = buckets;
    let add_whole = |bin: &mut Span, buckets: &[Bucket]| {
        bin.add_exactly(buckets.iter().map(|bucket| bucket.count).sum::<u64>() as f64);
    };
    for (first, &edge) in edges.iter().enumerate() {
        let (whole, others) = rest.split_at(rest.partition_point(|bucket| bucket.high <= edge));
        add_whole(&mut bins[first], whole);
        rest = others;
        let Some((bucket, others)) = rest.split_first().filter(|(bucket, _)| bucket.low <= edge) else { continue };
        rest = others;
        let count = bucket.count as f64;
        let last = bin_of(edges, bucket.high);
        let share_up_to = |edge: f64| (edge - bucket.low) / (bucket.high - bucket.low);
        let mut before = 0.0;
        for bin in first..=last {
            let share = if bin == last { 1.0 } else { share_up_to(edges[bin]) };
            bins[bin].likely += count * (share - before);
            bins[bin].most += count;
            before = share;
        }
    }
    add_whole(&mut bins[edges.len()], rest);
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Distribution;

    fn buckets(values: &[f64]) -> Vec<Bucket> {
        Distribution::from_values(values).unwrap().buckets().to_vec()
    }

    #[test]
    fn edges_are_the_distinct_quantiles_inside_the_range() {
        // Ranks 0 to 4 of five values: quantile i / 4 is the value of rank i.
        assert_eq!(quantile_edges(&buckets(&[1.0, 2.0, 3.0, 4.0, 5.0]), 4), [2.0, 3.0, 4.0]);
        // Rank 3 / 2 lies halfway between the second and the third.
        assert_eq!(quantile_edges(&buckets(&[0.0, 1.0, 3.0, 9.0]), 2), [2.0]);
        assert_eq!(quantile_edges(&buckets(&[0.0, 0.0, 0.0, 0.0, 1.0, 2.0]), 10), [0.5, 1.0, 1.5]);
    }

    #[test]
    fn a_reference_of_one_or_two_values_still_tells_others_apart() {
        assert_eq!(quantile_edges(&buckets(&[0.0, 0.0, 0.0, 1.0]), 4), [0.25]);
        assert_eq!(quantile_edges(&buckets(&[0.0, 1.0, 1.0, 1.0, 1.0]), 2), [0.0]);
        let edges = quantile_edges(&buckets(&[5.0, 5.0]), 10);
        let counts = |values: &[f64]| -> Vec<f64> {
            count_in_bins(&buckets(values), &edges).iter().map(|bin| bin.likely).collect()
        };
        assert_eq!(counts(&[5.0, 4.0, 6.0, 5.0]), [1.0, 2.0, 1.0]);
    }

    #[test]
    fn a_value_on_an_edge_belongs_below_it() {
        let bins = count_in_bins(&buckets(&[1.0, 2.0, 2.5, 3.0]), &[2.0, 2.7]);
        assert_eq!(bins.iter().map(|bin| bin.likely).collect::<Vec<_>>(), [2.0, 1.0, 1.0]);
    }

    #[test]
    fn a_bucket_that_an_edge_cuts_is_spread_and_bounded() {
        let bucket = Bucket { low: 1.0, high: 2.0, count: 8 };
        let [below, above] = count_in_bins(&[bucket], &[1.25])[..] else { panic!("expected two bins") };
        assert_eq!((below.least, below.likely, below.most), (0.0, 2.0, 8.0));
        assert_eq!((above.least, above.likely, above.most), (0.0, 6.0, 8.0));
    }

    #[test]
    fn edges_lie_on_the_borders_of_the_references_sketch() {
        let sketch: Vec<Bucket> =
            (0..10u32).map(|index| Bucket { low: index.into(), high: f64::from(index) + 0.9, count: 10 }).collect();
        for edge in quantile_edges(&sketch, 7) {
            assert!(sketch.iter().any(|bucket| bucket.high == edge), "{edge}");
        }
    }
}
