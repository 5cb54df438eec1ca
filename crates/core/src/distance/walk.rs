//! A cursor over ascending buckets, and where those of two sides begin and end: for distances that go along the number
//! line.

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
    let mut borders = Vec::with_capacity(2 * (sides[0].len() + sides[1].len()));
    let [mut first, mut second] = sides.map(|side| side.iter().flat_map(|bucket| [bucket.low, bucket.high]).peekable());
    loop {
        let is_second = second.peek().is_some_and(|next| first.peek().is_none_or(|other| next < other));
        let Some(border) = (if is_second { second.next() } else { first.next() }) else { return borders };
        if borders.last() != Some(&border) {
            borders.push(border);
        }
    }
}
