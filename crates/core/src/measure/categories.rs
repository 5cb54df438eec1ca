//! The values of one side as categories: each known value with its count, and what is known of the others.

use super::Distribution;
use crate::column::Reading;
use crate::error::{Error, Result};
use crate::order::in_order;
use crate::profile::ColumnProfile;
use crate::state::{Bucket, COUNTERS, Key, MOST, counter_of};
use tidemark_json::plain_text;

/// Categories, known as `Frequent` knows them: those whose hash has at least L leading zero bits, and 256 counters of all.
#[derive(Clone, Debug)]
pub(crate) struct Categories {
    leading_zeros: u8,
    /// Each value once, in the order of their bytes.
    known: Vec<(Key, Known)>,
    counters: Box<[u64; COUNTERS]>,
    /// Numbers too many to be told apart; then no number is known.
    lumped: u64,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    count: u64,
    is_number: bool,
}

impl Categories {
    /// The values of a column; numbers by their shortest text.
    pub(crate) fn from_column(column: &ColumnProfile) -> Self {
        let frequent = column.frequent();
        let mut categories = Self { leading_zeros: frequent.leading_zeros(), ..Self::empty() };
        categories.counters.copy_from_slice(frequent.counters());
        for (key, count) in frequent.sorted() {
            categories.known.push((key, Known { count, is_number: false }));
        }
        categories.add_numbers(&column.buckets().collect::<Vec<_>>());
        categories.combined()
    }

    /// Numbers by their shortest text.
    pub(crate) fn from_distribution(distribution: &Distribution) -> Self {
        let mut categories = Self::empty();
        categories.add_numbers(distribution.buckets());
        categories.combined()
    }

    /// Values with counts. `has_short_numbers`: those that are numbers are taken by their shortest text.
    /// `invalid-argument` for 2^53 or more.
    pub(crate) fn from_counts(counts: &[(String, u64)], has_short_numbers: bool) -> Result<Self> {
        let mut categories = Self::empty();
        let mut total = 0u64;
        for (text, count) in counts {
            total = total
                .checked_add(*count)
                .filter(|&sum| sum <= MOST)
                .ok_or_else(|| Error::invalid_argument("expected categories of fewer than 2^53 values, found more"))?;
            let reading = Reading::from_text(text);
            if reading.is_finite() && has_short_numbers && !reading.is_rounded {
                categories.add(&plain_text(reading.number), *count, true);
            } else {
                categories.add(text, *count, reading.is_finite());
            }
        }
        Ok(categories.combined())
    }

    fn empty() -> Self {
        Self { leading_zeros: 0, known: Vec::new(), counters: Box::new([0; COUNTERS]), lumped: 0 }
    }

    fn add(&mut self, text: &str, count: u64, is_number: bool) {
        if count > 0 {
            let key = Key::of(text);
            self.counters[counter_of(key.hash())] += count;
            self.known.push((key, Known { count, is_number }));
        }
    }

    fn combined(mut self) -> Self {
        self.known = combine(self.known, |kept, added| kept.count += added.count);
        self
    }

    fn add_numbers(&mut self, buckets: &[Bucket]) {
        if buckets.iter().all(Bucket::is_atom) {
            buckets.iter().for_each(|bucket| self.add(&plain_text(bucket.low), bucket.count, true));
        } else {
            self.lumped = buckets.iter().map(|bucket| bucket.count).sum();
        }
    }

    /// Rows with a value.
    pub(crate) fn total(&self) -> u64 {
        self.counters.iter().sum::<u64>() + self.lumped
    }

    /// Takes every number as one of many that are not told apart.
    fn lump_numbers(&mut self) {
        let counters = &mut self.counters;
        let lumped = &mut self.lumped;
        self.known.retain(|(key, known)| {
            if known.is_number {
                counters[counter_of(key.hash())] -= known.count;
                *lumped += known.count;
            }
            !known.is_number
        });
    }

    /// Forgets values that the other side cannot know.
    fn raise(&mut self, leading_zeros: u8) {
        self.leading_zeros = self.leading_zeros.max(leading_zeros);
        self.known.retain(|(key, _)| key.hash().leading_zeros() >= leading_zeros.into());
    }

    fn rest(&self) -> Box<[u64; COUNTERS]> {
        let mut rest = self.counters.clone();
        for (key, known) in &self.known {
            rest[counter_of(key.hash())] -= known.count;
        }
        rest
    }
}

/// Each value once, in the order of their bytes.
fn combine<T>(values: Vec<(Key, T)>, add: impl Fn(&mut T, &T)) -> Vec<(Key, T)> {
    let mut values = in_order(values, |a, b| a.0.cmp(&b.0));
    values.dedup_by(|later, kept| {
        let is_same = later.0 == kept.0;
        if is_same {
            add(&mut kept.1, &later.1);
        }
        is_same
    });
    values
}

/// Both sides over the same categories: counts on the reference side and on the current side.
#[derive(Clone, Debug)]
pub(crate) struct Pairing {
    /// Values that each side would know if it had them, in the order of their bytes.
    pub(crate) known: Vec<(Key, [u64; 2])>,
    /// Groups of all others. None when every value is known.
    pub(crate) groups: Vec<[u64; 2]>,
}

impl Pairing {
    pub(crate) fn of(mut sides: [Categories; 2]) -> Self {
        let leading_zeros = sides[0].leading_zeros.max(sides[1].leading_zeros);
        if sides.iter().any(|side| side.lumped > 0) {
            sides.iter_mut().for_each(Categories::lump_numbers);
        }
        sides.iter_mut().for_each(|side| side.raise(leading_zeros));
        let rests = [sides[0].rest(), sides[1].rest()];
        let pairs = rests[0].iter().zip(rests[1].iter()).map(|(&reference, &current)| [reference, current]);
        let lumped = [sides[0].lumped, sides[1].lumped];
        let groups = pairs.chain([lumped]).filter(|group| *group != [0, 0]).collect();
        let [reference, current] = sides.map(|side| side.known.into_iter());
        let known = reference
            .map(|(key, known)| (key, [known.count, 0]))
            .chain(current.map(|(key, known)| (key, [0, known.count])))
            .collect();
        Self { known: combine(known, |kept, added| kept[1] += added[1]), groups }
    }

    pub(crate) fn totals(&self) -> [u64; 2] {
        let counts = || self.known.iter().map(|known| &known.1).chain(&self.groups);
        [counts().map(|count| count[0]).sum(), counts().map(|count| count[1]).sum()]
    }

    /// Whether every value of both sides is known.
    pub(crate) fn is_complete(&self) -> bool {
        self.groups.is_empty()
    }
}
