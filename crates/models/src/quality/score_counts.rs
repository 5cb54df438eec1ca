//! How often each score was given: the scores of one class of rows.
//!
//! Definition: `Exact` holds every distinct score with its count. `Histogram` holds counts in 10,000 bins of equal width
//! over [0, 1], bin k = floor(10,000 s), the last one closed; a bin's score is its middle.
//!
//! Edges: -0 is +0. NaN and infinities never enter. A score outside [0, 1] does not fit a histogram.
//!
//! Accuracy: exact; of a histogram, a score is off by at most 0.00005, and the order of scores is unknown within a bin.
//!
//! Source: counting; 10,000 bins as in the usual practice for areas under curves over large data.

use crate::codec::{Reader, Writer, damaged};
use crate::error::{Error, Result};
use crate::numeric::{from_order_key, to_order_key};
use crate::state::{MOST, State, add_counts, read_count};
use std::borrow::Cow;
use std::cmp::Ordering;
use tidemark_core::sort_by_equal_mass;
use tidemark_json::{plain_text, words};

/// The bins of the histogram form.
const BINS: usize = 10_000;

/// How scores are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScoreForm {
    /// Every distinct score.
    #[default]
    Exact,
    /// 10,000 bins over [0, 1].
    Histogram,
}

words!(ScoreForm { Exact = "exact", Histogram = "histogram" });

/// A distinct score and how often it was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScoreCount {
    pub(super) score: f64,
    pub(super) count: u64,
}

/// The scores of one class of rows.
#[derive(Clone, Debug)]
pub enum ScoreCounts {
    /// Distinct scores, ascending, and scores that were not yet put among them.
    Exact(Vec<(u64, u64)>, Vec<f64>),
    /// Counts a bin.
    Histogram(Box<[u64]>),
}

impl ScoreCounts {
    /// No scores.
    pub fn new(form: ScoreForm) -> Self {
        match form {
            ScoreForm::Exact => Self::Exact(Vec::new(), Vec::new()),
            ScoreForm::Histogram => Self::Histogram(vec![0; BINS].into()),
        }
    }

    /// Takes in finite scores. `invalid-data` for one outside [0, 1] in a histogram.
    pub fn update(&mut self, finite: Vec<f64>) -> Result<()> {
        match self {
            Self::Exact(table, pending) => {
                if pending.is_empty() {
                    *pending = finite;
                } else {
                    pending.extend_from_slice(&finite);
                }
                if pending.len() > table.len().max(1 << 16) {
                    *table = merge_tables(table, to_table(pending));
                    *pending = Vec::new();
                }
            }
            Self::Histogram(bins) => {
                for score in finite {
                    if !(0.0..=1.0).contains(&score) {
                        return Err(Error::invalid_data(format!(
                            "expected scores between 0 and 1 for a histogram, found {}; keep scores in the exact form",
                            plain_text(score)
                        )));
                    }
                    bins[((score * BINS as f64) as usize).min(BINS - 1)] += 1;
                }
            }
        }
        Ok(())
    }

    /// How many scores there are.
    pub(super) fn count(&self) -> u64 {
        match self {
            Self::Exact(table, pending) => table.iter().map(|&(_, count)| count).sum::<u64>() + pending.len() as u64,
            Self::Histogram(bins) => bins.iter().sum(),
        }
    }

    pub(super) const fn form(&self) -> ScoreForm {
        if self.is_exact() { ScoreForm::Exact } else { ScoreForm::Histogram }
    }

    /// Whether every score is known.
    pub(super) const fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(..))
    }

    /// Keys with their counts, ascending: order keys of scores, or bins.
    pub(super) fn table(&self) -> Cow<'_, [(u64, u64)]> {
        match self {
            Self::Exact(table, pending) if pending.is_empty() => Cow::Borrowed(table),
            Self::Exact(table, pending) => Cow::Owned(merge_tables(table, to_table(pending))),
            Self::Histogram(bins) => {
                let filled = (0..).zip(bins.iter()).filter(|&(_, &count)| count > 0);
                Cow::Owned(filled.map(|(bin, &count)| (bin, count)).collect())
            }
        }
    }

    /// The distinct scores, or middles of bins, with their counts, ascending.
    pub(super) fn list(&self) -> Vec<ScoreCount> {
        let scores = self.table();
        scores.iter().map(|&(key, count)| ScoreCount { score: self.score_of(key), count }).collect()
    }

    /// The score of a key of the table.
    pub(super) fn score_of(&self, key: u64) -> f64 {
        if self.is_exact() { from_order_key(key) } else { (key as f64 + 0.5) / BINS as f64 }
    }
}

impl PartialEq for ScoreCounts {
    fn eq(&self, other: &Self) -> bool {
        self.is_exact() == other.is_exact() && self.table() == other.table()
    }
}

/// Distinct keys of finite scores with their counts, ascending.
fn to_table(scores: &[f64]) -> Vec<(u64, u64)> {
    let sorted = sort_by_equal_mass(scores);
    let mut table = Vec::with_capacity(sorted.len());
    let mut rest = &sorted[..];
    while let Some(&score) = rest.first() {
        let count = rest.iter().position(|&other| other != score).unwrap_or(rest.len());
        table.push((to_order_key(score), count as u64));
        rest = &rest[count..];
    }
    table.shrink_to(2 * table.len());
    table
}

/// Keys, each with how often it is there, ascending.
pub(super) fn count_keys(mut keys: Vec<u64>) -> Vec<(u64, u64)> {
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect()
}

/// The counts of two lists by key.
pub(super) fn merge_tables(a: &[(u64, u64)], b: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    if a.is_empty() {
        return b;
    }
    let mut merged = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let ((left, m), (right, n)) = (a[i], b[j]);
        merged.push(match left.cmp(&right) {
            Ordering::Less => a[i],
            Ordering::Equal => (left, m + n),
            Ordering::Greater => b[j],
        });
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    merged.extend_from_slice(&a[i..]);
    merged.extend_from_slice(&b[j..]);
    merged
}

impl State for ScoreCounts {
    fn merge(&mut self, other: &Self) -> Result<()> {
        match (&mut *self, other) {
            (Self::Histogram(bins), Self::Histogram(others)) => {
                bins.iter_mut().zip(others).for_each(|(count, added)| *count += added);
            }
            (Self::Exact(table, pending), Self::Exact(..)) => {
                let mine = merge_tables(table, to_table(pending));
                pending.clear();
                *table = merge_tables(&mine, other.table().into_owned());
            }
            _ => {
                return Err(Error::incompatible(
                    "expected scores kept in the same form, found exact ones and a histogram; make the states with the same options",
                ));
            }
        }
        Ok(())
    }

    /// Whether it is a histogram, the number of scores; then for each the step of its key from the one before, and the count.
    fn write(&self, writer: &mut Writer) {
        let table = self.table();
        writer.u8(u8::from(!self.is_exact()));
        writer.varint(table.len() as u64);
        let mut last = 0;
        for &(key, count) in table.iter() {
            writer.varint(key - last);
            writer.varint(count);
            last = key;
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let is_histogram = reader.u8("the form of scores")? != 0;
        let length = reader.varint("the number of scores")?;
        // Each takes two bytes at least, so that a length that lies reserves no memory.
        if length > reader.remaining() as u64 / 2 {
            return Err(damaged(format!("expected {length} scores, found too few bytes for them")));
        }
        let mut table = Vec::with_capacity(length as usize);
        let (mut key, mut total) = (0u64, 0);
        for index in 0..length {
            let step = reader.varint("the step to a score")?;
            let count = read_count(reader, "the count of a score")?;
            key = key
                .checked_add(step)
                .filter(|_| (step > 0 || index == 0) && count > 0)
                .ok_or_else(|| damaged("expected ascending scores that were given, found others"))?;
            total =
                add_counts(total, count).map_err(|_| damaged(format!("expected at most {MOST} scores, found more")))?;
            table.push((key, count));
        }
        if !is_histogram {
            let is_finite = |&(key, _): &(u64, u64)| {
                let score = from_order_key(key);
                score.is_finite() && to_order_key(score) == key
            };
            return if table.iter().all(is_finite) {
                Ok(Self::Exact(table, Vec::new()))
            } else {
                Err(damaged("expected finite scores, found others"))
            };
        }
        let mut bins = vec![0; BINS];
        for (key, count) in table {
            *bins.get_mut(key as usize).ok_or_else(|| damaged("expected at most 10,000 bins, found more"))? = count;
        }
        Ok(Self::Histogram(bins.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_are_counted_together_and_zero_has_one_sign() {
        let mut scores = ScoreCounts::new(ScoreForm::Exact);
        scores.update(vec![0.5, -0.0, 0.5, 0.0, -1.0]).unwrap();
        let listed: Vec<_> = scores.list().into_iter().map(|each| (each.score, each.count)).collect();
        assert_eq!(listed, [(-1.0, 1), (0.0, 2), (0.5, 2)]);
    }

    #[test]
    fn a_histogram_closes_its_last_bin_and_refuses_what_is_outside() {
        let mut scores = ScoreCounts::new(ScoreForm::Histogram);
        scores.update(vec![0.0, 1.0, 0.99999, 0.5]).unwrap();
        let listed: Vec<_> = scores.list().into_iter().map(|each| (each.score, each.count)).collect();
        assert_eq!(listed, [(0.00005, 1), (0.50005, 1), (0.99995, 2)]);
        assert_eq!(scores.update(vec![1.5]).unwrap_err().kind().code(), "invalid-data");
    }
}
