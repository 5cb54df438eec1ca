//! The ascending buckets of two sides along the number line, stretch by stretch: for distances that go along it.

use crate::state::Bucket;

/// One side on a stretch in which no bucket begins or ends.
pub(super) struct Walk<'a> {
    /// The bucket that comes next or that the stretch lies in, and all after it.
    rest: &'a [Bucket],
    total: f64,
    is_inside: bool,
    /// How many values lie in the buckets that are passed.
    pub(super) below: u64,
    /// Which share of all values that is.
    pub(super) least: f64,
    /// The same with the bucket that the stretch lies in, whose values may be below or not.
    pub(super) most: f64,
}

impl<'a> Walk<'a> {
    fn new(buckets: &'a [Bucket]) -> Self {
        let total = count_in(buckets) as f64;
        Self { rest: buckets, total, is_inside: false, below: 0, least: 0.0, most: 0.0 }
    }

    /// The bucket that the stretch lies in.
    pub(super) fn inside(&self) -> Option<&'a Bucket> {
        self.rest.first().filter(|_| self.is_inside)
    }

    /// Where a bucket begins or ends next.
    fn next(&self) -> f64 {
        self.rest.first().map_or(f64::INFINITY, |bucket| if self.is_inside { bucket.high } else { bucket.low })
    }

    /// Goes past that place.
    fn pass(&mut self) {
        let Some((bucket, rest)) = self.rest.split_first() else { return };
        if !self.is_inside {
            self.most = (self.below + bucket.count) as f64 / self.total;
        }
        self.is_inside = !self.is_inside && !bucket.is_atom();
        if !self.is_inside {
            self.below += bucket.count;
            self.least = self.most;
            self.rest = rest;
        }
    }
}

/// How many values there are.
pub(super) fn count_in(buckets: &[Bucket]) -> u64 {
    buckets.iter().map(|bucket| bucket.count).sum()
}

/// Goes from the first bucket of either side to the last: both sides, and where the stretch begins and ends. That after the
/// last bucket is one too, and has no end.
pub(super) fn for_each_stretch(sides: [&[Bucket]; 2], mut take: impl FnMut([&Walk<'_>; 2], f64, f64)) {
    let [mut f, mut g] = sides.map(Walk::new);
    let (mut next_f, mut next_g) = (f.next(), g.next());
    let first_of = |a: f64, b: f64| if a < b { a } else { b };
    let mut begin = first_of(next_f, next_g);
    while begin < f64::INFINITY {
        while next_f <= begin {
            f.pass();
            next_f = f.next();
        }
        while next_g <= begin {
            g.pass();
            next_g = g.next();
        }
        let end = first_of(next_f, next_g);
        take([&f, &g], begin, end);
        begin = end;
    }
}
