//! The scores of both classes together, from the highest down: what every curve is drawn from.

use super::ScoreCounts;

/// A distinct score, and how many rows of either class were given it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) score: f64,
    pub(super) positives: u64,
    pub(super) negatives: u64,
}

/// The distinct scores, descending.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub(super) list: Vec<Step>,
    pub(super) positives: u64,
    pub(super) negatives: u64,
    /// Whether the order within a step is known to be a tie.
    pub(super) is_exact: bool,
}

impl Steps {
    /// The steps of two classes.
    pub(super) fn of(positives: &ScoreCounts, negatives: &ScoreCounts) -> Self {
        let (ups, downs) = (positives.table(), negatives.table());
        let mut list = Vec::with_capacity(ups.len() + downs.len());
        let (mut up, mut down) = (ups.iter().rev().peekable(), downs.iter().rev().peekable());
        loop {
            let key = match (up.peek(), down.peek()) {
                (Some((a, _)), Some((b, _))) => *a.max(b),
                (Some((key, _)), None) | (None, Some((key, _))) => *key,
                (None, None) => break,
            };
            let ups = up.next_if(|each| each.0 == key).map_or(0, |each| each.1);
            let downs = down.next_if(|each| each.0 == key).map_or(0, |each| each.1);
            list.push(Step { score: positives.score_of(key), positives: ups, negatives: downs });
        }
        Self::new(list, positives.is_exact())
    }

    pub(super) fn new(list: Vec<Step>, is_exact: bool) -> Self {
        Self {
            positives: list.iter().map(|step| step.positives).sum(),
            negatives: list.iter().map(|step| step.negatives).sum(),
            list,
            is_exact,
        }
    }

    /// All rows.
    pub(super) const fn count(&self) -> u64 {
        self.positives + self.negatives
    }

    /// The positives and negatives at each score or above it.
    pub(super) fn cumulated(&self) -> impl Iterator<Item = (f64, u64, u64)> + '_ {
        self.list.iter().scan((0, 0), |(positives, negatives), step| {
            *positives += step.positives;
            *negatives += step.negatives;
            Some((step.score, *positives, *negatives))
        })
    }

    /// Whether both classes have rows.
    pub(super) const fn has_both(&self) -> bool {
        self.positives > 0 && self.negatives > 0
    }
}
