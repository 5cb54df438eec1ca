//! Counts of rows by facet value, group, label and prediction: all that a bias metric but the flip test needs.

/// Rows by label (0 negative, 1 positive) and prediction (0 negative, 1 positive, 2 none): `label * 3 + prediction`.
pub type Cells = [u64; 6];

/// Rows of a facet by its value and by the value of the group variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BiasCounts {
    /// The values of the facet.
    pub facets: Vec<String>,
    /// For each of them, and then for rows without one: cells of the groups in the order of their texts, and then of rows
    /// without a group.
    pub cells: Vec<Vec<Cells>>,
}

impl BiasCounts {
    /// The facts of one value of the facet, by its place, against all others.
    pub fn facts(&self, place: usize) -> Facts {
        let mut facts = Facts::default();
        let mut groups = vec![[[0; 6]; 2]; self.cells.first().map_or(0, |cells| cells.len() - 1)];
        for (facet, cells) in self.cells.iter().enumerate() {
            let side = usize::from(facet == place);
            for (group, counts) in cells.iter().enumerate() {
                add(&mut facts.cells[side], counts);
                if let Some(group) = groups.get_mut(group) {
                    add(&mut group[side], counts);
                }
            }
        }
        groups.retain(|sides| *sides != [[0; 6]; 2]);
        facts.groups = (!groups.is_empty()).then_some(groups);
        facts
    }
}

pub(super) fn add(cells: &mut Cells, counts: &Cells) {
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

    #[test]
    fn one_value_stands_against_all_others() {
        let (x, y, none) = ([1, 0, 0, 0, 2, 0], [3, 0, 0, 0, 0, 0], [0; 6]);
        let cells = vec![vec![x, none, none], vec![[0, 1, 0, 0, 0, 1], none, none], vec![none, y, none]];
        let facts = BiasCounts { facets: ["a", "b", "c"].map(str::to_owned).to_vec(), cells }.facts(1);
        assert_eq!(facts.cells, [[4, 0, 0, 0, 2, 0], [0, 1, 0, 0, 0, 1]]);
        assert_eq!(facts.groups.unwrap().len(), 2);
        let [a, d] = Facts { cells: facts.cells, groups: None }.sides(true);
        assert_eq!((a.rows, d.rows, d.false_positive, d.positive), (6.0, 1.0, 1.0, 0.0));
    }
}
