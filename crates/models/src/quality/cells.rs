//! The four counts of predictions that are either positive or negative.

/// How many rows fell into each cell of the confusion matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// Positive, and predicted so.
    pub true_positives: u64,
    /// Negative, and predicted positive.
    pub false_positives: u64,
    /// Positive, and predicted negative.
    pub false_negatives: u64,
    /// Negative, and predicted so.
    pub true_negatives: u64,
}

impl Cells {
    /// The rows of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let (mine, others) = (self.to_array(), other.to_array());
        Self::from_array(std::array::from_fn(|cell| mine[cell] + others[cell]))
    }

    /// True positives, false positives, false negatives, true negatives.
    pub const fn to_array(self) -> [u64; 4] {
        [self.true_positives, self.false_positives, self.false_negatives, self.true_negatives]
    }

    /// From the order of `to_array`.
    pub const fn from_array([true_positives, false_positives, false_negatives, true_negatives]: [u64; 4]) -> Self {
        Self { true_positives, false_positives, false_negatives, true_negatives }
    }

    /// All rows.
    pub const fn count(self) -> u64 {
        self.positives() + self.negatives()
    }

    /// The rows that are positive.
    pub const fn positives(self) -> u64 {
        self.true_positives + self.false_negatives
    }

    /// The rows that are negative.
    pub const fn negatives(self) -> u64 {
        self.false_positives + self.true_negatives
    }
}
