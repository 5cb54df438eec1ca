//! A cursor over ascending buckets, and where those of two sides begin and end: for distances that go along the number
//! line.

use crate::order::merged;
use crate::state::Bucket;

/// How many values lie below a point that only moves up.
pub(super) struct Walk<'a> {
    rest: &'a [Bucket],
    below: u64,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(buckets: &'a [Bucket]) -> Self {
        Self { rest: buckets, below: 0 }
    }

    /// How many values are certainly up to the point, and the bucket that it is in, whose values may be or not.
    pub(super) fn advance(&mut self, point: f64) -> (u64, Option<&'a Bucket>) {
        while let Some((first, rest)) = self.rest.split_first()
            && first.high <= point
        {
            self.below += first.count;
            self.rest = rest;
        }
        (self.below, self.rest.first().filter(|bucket| bucket.low <= point))
    }
}

/// Where the buckets of either side begin or end, ascending, each place once.
pub(super) fn borders(sides: [&[Bucket]; 2]) -> Vec<f64> {
    let [first, second] = sides.map(|side| side.iter().flat_map(|bucket| [bucket.low, bucket.high]));
    let mut borders: Vec<f64> = merged(first, second, |a, b| a < b).collect();
    borders.dedup();
    borders
}
