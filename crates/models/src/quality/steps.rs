//! The scores of both classes together, from the highest down: what every curve is drawn from.

use super::ScoreCounts;

/// A distinct score, and how many rows of either class were given it or a higher one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Step {
    pub(super) score: f64,
    pub(super) positives: u64,
    pub(super) negatives: u64,
}

impl Step {
    /// The rows of both classes.
    pub(super) const fn count(&self) -> u64 {
        self.positives + self.negatives
    }
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
        let (mut up, mut down) = (ups.len(), downs.len());
        let mut last = Step::default();
        // No branch depends on which class is next: no processor could foresee it.
        while up > 0 && down > 0 {
            let ((a, m), (b, n)) = (ups[up - 1], downs[down - 1]);
            let (is_up, is_down) = (a >= b, b >= a);
            last.score = positives.score_of(a.max(b));
            last.positives += m * u64::from(is_up);
            last.negatives += n * u64::from(is_down);
            list.push(last);
            up -= usize::from(is_up);
            down -= usize::from(is_down);
        }
        for &(key, count) in ups[..up].iter().rev() {
            last = Step { score: positives.score_of(key), positives: last.positives + count, ..last };
            list.push(last);
        }
        for &(key, count) in downs[..down].iter().rev() {
            last = Step { score: positives.score_of(key), negatives: last.negatives + count, ..last };
            list.push(last);
        }
        Self::new(list, positives.is_exact())
    }

    pub(super) fn new(list: Vec<Step>, is_exact: bool) -> Self {
        let last = list.last().copied().unwrap_or_default();
        Self { positives: last.positives, negatives: last.negatives, list, is_exact }
    }

    /// All rows.
    pub(super) const fn count(&self) -> u64 {
        self.positives + self.negatives
    }

    /// The rows of either class at the score of a step alone.
    #[inline]
    pub(super) fn rows_at(&self, index: usize) -> (u64, u64) {
        let (step, above) = (self.list[index], self.above(index));
        (step.positives - above.positives, step.negatives - above.negatives)
    }

    /// The step before one, from the highest down; of the first, one without rows.
    #[inline]
    pub(super) fn above(&self, index: usize) -> Step {
        index.checked_sub(1).map_or_else(Step::default, |before| self.list[before])
    }

    /// Whether both classes have rows.
    pub(super) const fn has_both(&self) -> bool {
        self.positives > 0 && self.negatives > 0
    }
}

/// Steps of scores with the rows of either class at each alone, descending.
#[cfg(test)]
pub(super) fn steps_of(rows: &[(f64, u64, u64)]) -> Steps {
    let mut last = Step::default();
    let add = |&(score, positives, negatives): &(f64, u64, u64)| {
        last = Step { score, positives: last.positives + positives, negatives: last.negatives + negatives };
        last
    };
    Steps::new(rows.iter().map(add).collect(), true)
}
