//! Counts of rows by facet value, group, label and prediction: all that a bias metric but the flip test needs. They merge
//! by addition.

use crate::error::Result;
use crate::state::add_counts;
use std::collections::BTreeMap;

/// Rows by label (0 negative, 1 positive) and prediction (0 negative, 1 positive, 2 none): `label * 3 + prediction`.
pub type Cells = [u64; 6];

/// Rows of a facet by its value and by the value of the group variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BiasCounts {
    /// By value of the facet and value of the group variable; no group is `None`.
    pub cells: BTreeMap<(String, Option<String>), Cells>,
}

impl BiasCounts {
    /// Takes in the rows of another window or worker.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        let mut sum = self.clone();
        for (key, counts) in &other.cells {
            let cells = sum.cells.entry(key.clone()).or_default();
            for (cell, &count) in cells.iter_mut().zip(counts) {
                *cell = add_counts(*cell, count)?;
            }
        }
        *self = sum;
        Ok(())
    }

    /// The facts of one value of the facet against all others.
    pub fn facts(&self, value: &str) -> Facts {
        let mut facts = Facts::default();
        let mut groups: BTreeMap<&str, [Cells; 2]> = BTreeMap::new();
        for ((facet, group), counts) in &self.cells {
            let side = usize::from(facet == value);
            add(&mut facts.cells[side], counts);
            if let Some(group) = group {
                add(&mut groups.entry(group).or_default()[side], counts);
            }
        }
        facts.groups = (!groups.is_empty()).then(|| groups.into_values().collect());
        facts
    }
}

fn add(cells: &mut Cells, counts: &Cells) {
    cells.iter_mut().zip(counts).for_each(|(cell, count)| *cell += count);
}

/// What is known of one value of a facet: rows outside it (`a`, place 0) and in it (`d`, place 1), together and by group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// All rows, those without a group too.
    pub cells: [Cells; 2],
    /// The rows of each group; nothing without a group variable.
    pub groups: Option<Vec<[Cells; 2]>>,
}

impl Facts {
    /// The sides a and d as they are before training (every row with a label) or after it (those with a prediction).
    pub(crate) fn sides(&self, has_predictions: bool) -> [Side; 2] {
        self.cells.map(|cells| Side::of(&cells, has_predictions))
    }
}

/// One side: how many rows, labels and predictions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side {
    pub(crate) rows: f64,
    pub(crate) positive: f64,
    pub(crate) negative: f64,
    pub(crate) true_positive: f64,
    pub(crate) false_positive: f64,
    pub(crate) false_negative: f64,
    pub(crate) true_negative: f64,
}

impl Side {
    pub(crate) fn of(cells: &Cells, has_predictions: bool) -> Self {
        let [true_negative, false_positive, unseen_negative, false_negative, true_positive, unseen_positive] =
            cells.map(|count| count as f64);
        let unseen = if has_predictions { [0.0; 2] } else { [unseen_negative, unseen_positive] };
        let negative = true_negative + false_positive + unseen[0];
        let positive = false_negative + true_positive + unseen[1];
        let rows = negative + positive;
        Self { rows, positive, negative, true_positive, false_positive, false_negative, true_negative }
    }

    pub(crate) fn predicted_positive(&self) -> f64 {
        self.true_positive + self.false_positive
    }

    pub(crate) fn predicted_negative(&self) -> f64 {
        self.true_negative + self.false_negative
    }

    pub(crate) fn correct(&self) -> f64 {
        self.true_positive + self.true_negative
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(entries: &[(&str, &str, Cells)]) -> BiasCounts {
        let key = |facet: &str, group: &str| (facet.to_owned(), Some(group.to_owned()));
        BiasCounts { cells: entries.iter().map(|&(facet, group, cells)| (key(facet, group), cells)).collect() }
    }

    #[test]
    fn merging_adds_and_the_order_does_not_matter() {
        let parts = [
            counts(&[("a", "x", [1, 0, 0, 0, 2, 0]), ("b", "x", [0, 1, 0, 0, 0, 1])]),
            counts(&[("b", "x", [5, 0, 0, 1, 0, 0]), ("b", "y", [0, 0, 7, 0, 0, 0])]),
            BiasCounts::default(),
        ];
        let merge = |order: [usize; 3]| {
            let mut sum = BiasCounts::default();
            order.iter().for_each(|&part| sum.merge(&parts[part]).unwrap());
            sum
        };
        assert_eq!(merge([0, 1, 2]), merge([2, 1, 0]));
        assert_eq!(merge([0, 1, 2]).cells[&("b".to_owned(), Some("x".to_owned()))], [5, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn one_value_stands_against_all_others() {
        let facts =
            counts(&[("a", "x", [1, 0, 0, 0, 2, 0]), ("b", "x", [0, 1, 0, 0, 0, 1]), ("c", "y", [3, 0, 0, 0, 0, 0])])
                .facts("b");
        assert_eq!(facts.cells, [[4, 0, 0, 0, 2, 0], [0, 1, 0, 0, 0, 1]]);
        assert_eq!(facts.groups.unwrap().len(), 2);
        let [a, d] = Facts { cells: facts.cells, groups: None }.sides(true);
        assert_eq!((a.rows, d.rows, d.false_positive, d.positive), (6.0, 1.0, 1.0, 0.0));
    }
}
