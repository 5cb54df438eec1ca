//! The texts of a column as Model Monitor lists them: each distinct raw text with its count, while they are few.
//!
//! Definition: up to 120 distinct texts are counted exactly, first seen first. Beside them stands a sample of the texts'
//! hashes: those with at least L leading zero bits, L the smallest for which at most 4,096 are kept; their number times
//! 2^L estimates the number of distinct texts.
//!
//! Edges: `007` and `7` are two texts. Past 120 distinct texts the list is gone for good.
//!
//! Accuracy: the distinct count is exact up to 4,096, then off by about 1.6 % (one standard error). Model Monitor's own is
//! an estimate too, off by 5 %.
//!
//! Source: the limit is Deequ's; the sample is Wegman's adaptive sampling (Flajolet, 1990) over XXH64.

use std::collections::{HashMap, HashSet};
use xxhash_rust::xxh64::xxh64;

const MOST_LISTED: usize = 120;
const MOST_SAMPLED: usize = 4096;

/// The texts of a column.
#[derive(Clone, Debug, Default)]
pub struct RawText {
    /// In the order of their first appearance; `None` when there were too many.
    listed: Listed,
    sampled: HashSet<u64>,
    leading_zeros: u32,
}

#[derive(Clone, Debug, Default)]
struct Listed {
    is_full: bool,
    counts: Vec<(String, u64)>,
    places: HashMap<String, usize>,
}

impl RawText {
    /// Takes in one text.
    pub fn update(&mut self, text: &str) {
        self.listed.update(text);
        let hash = xxh64(text.as_bytes(), 0);
        if hash.leading_zeros() >= self.leading_zeros && self.sampled.insert(hash) {
            while self.sampled.len() > MOST_SAMPLED {
                self.leading_zeros += 1;
                self.sampled.retain(|hash| hash.leading_zeros() >= self.leading_zeros);
            }
        }
    }

    /// How many distinct texts, exactly or by estimate.
    pub fn distinct_count(&self) -> u64 {
        (self.sampled.len() as u64) << self.leading_zeros
    }

    /// Whether the distinct count is exact.
    pub const fn is_exact(&self) -> bool {
        self.leading_zeros == 0
    }

    /// The texts with their counts, if they are few.
    pub fn values(&self) -> Option<&[(String, u64)]> {
        (!self.listed.is_full).then_some(&self.listed.counts)
    }
}

impl Listed {
    fn update(&mut self, text: &str) {
        if self.is_full {
            return;
        }
        if let Some(&place) = self.places.get(text) {
            self.counts[place].1 += 1;
        } else if self.counts.len() < MOST_LISTED {
            self.places.insert(text.to_owned(), self.counts.len());
            self.counts.push((text.to_owned(), 1));
        } else {
            *self = Self { is_full: true, ..Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(distinct: u32, repeats: u32) -> RawText {
        let mut text = RawText::default();
        (0..distinct * repeats).for_each(|row| text.update(&format!("value {}", row % distinct)));
        text
    }

    #[test]
    fn few_texts_are_listed_in_the_order_of_their_first_appearance() {
        let mut text = RawText::default();
        ["b", "a", "b", "007", "7"].into_iter().for_each(|value| text.update(value));
        let expected = [("b", 2), ("a", 1), ("007", 1), ("7", 1)].map(|(value, count)| (value.to_owned(), count));
        assert_eq!(text.values(), Some(&expected[..]));
        assert_eq!(text.distinct_count(), 4);
    }

    #[test]
    fn the_list_ends_at_120_distinct_texts() {
        assert_eq!(texts(120, 3).values().map(<[_]>::len), Some(120));
        assert_eq!(texts(121, 3).values(), None);
        assert_eq!(texts(121, 3).distinct_count(), 121);
    }

    #[test]
    fn the_distinct_count_is_exact_up_to_its_sample_and_near_past_it() {
        assert_eq!(texts(4096, 2).distinct_count(), 4096);
        let estimate = texts(100_000, 1).distinct_count() as f64;
        assert!((estimate / 100_000.0 - 1.0).abs() < 0.05, "{estimate}");
    }
}
