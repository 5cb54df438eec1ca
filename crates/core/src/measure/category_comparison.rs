//! Which values appeared and vanished between two sides, and whose shares changed most.

use super::{Basis, Pairing, Side, to_categories};
use crate::error::Result;
use crate::order::in_order;
use crate::profile::ValueCount;
use crate::state::Key;
use tidemark_json::write_json;

const MOST_LISTED: usize = 100;
const MOST_CHANGES: usize = 20;

/// What changed between the values of two sides.
#[derive(Clone, Debug)]
pub struct CategoryComparison {
    /// Whether every value was compared, or a sample of them.
    pub basis: Basis,
    /// Whether the lists name every value that appeared or vanished.
    pub is_complete: bool,
    /// Rows with a value on the reference side.
    pub reference_total: u64,
    /// Rows with a value on the current side.
    pub current_total: u64,
    /// Values of the current side only, the most frequent first.
    pub appeared: Vec<ValueCount>,
    /// Values of the reference side only, the most frequent first.
    pub vanished: Vec<ValueCount>,
    /// Rows of all values of the current side only, listed or not; at least so many, by a sample.
    pub appeared_count: u64,
    /// Values whose shares differ most, with their counts.
    pub shares: Vec<ValueShares>,
}

write_json!(CategoryComparison {
    basis,
    is_complete,
    reference_total,
    current_total,
    appeared,
    vanished,
    appeared_count,
    shares
});

/// A value with its counts.
#[derive(Clone, Debug)]
pub struct ValueShares {
    /// The value.
    pub value: String,
    /// How often on the reference side.
    pub reference: u64,
    /// How often on the current side.
    pub current: u64,
}

write_json!(ValueShares { value, reference, current });

/// Compares the values of two sides. `invalid-argument` when one has none.
pub fn compare_categories(reference: &Side<'_>, current: &Side<'_>) -> Result<CategoryComparison> {
    let pairing = Pairing::of(to_categories([reference, current])?);
    let totals = pairing.totals();
    let only_on = |side: usize| -> Vec<(&Key, u64)> {
        let is_only = |counts: &[u64; 2]| counts[side] > 0 && counts[1 - side] == 0;
        let values: Vec<_> = pairing
            .known
            .iter()
            .filter(|(_, counts)| is_only(counts))
            .map(|(key, counts)| (key, counts[side]))
            .collect();
        in_order(values, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)))
    };
    let [vanished, appeared] = [0, 1].map(only_on);
    let groups = pairing.groups.iter().filter(|group| group[0] == 0).map(|group| group[1]);
    let appeared_count = appeared.iter().map(|value| value.1).chain(groups).sum();
    let is_listed = appeared.len() <= MOST_LISTED && vanished.len() <= MOST_LISTED;
    Ok(CategoryComparison {
        basis: if pairing.is_complete() { Basis::Values } else { Basis::Sample },
        is_complete: pairing.is_complete() && is_listed,
        reference_total: totals[0],
        current_total: totals[1],
        appeared: list(appeared),
        vanished: list(vanished),
        appeared_count,
        shares: largest_changes(&pairing, totals),
    })
}

fn list(values: Vec<(&Key, u64)>) -> Vec<ValueCount> {
    values.into_iter().take(MOST_LISTED).map(|(key, count)| ValueCount { value: key.to_text(), count }).collect()
}

fn largest_changes(pairing: &Pairing, totals: [u64; 2]) -> Vec<ValueShares> {
    // |a / n - b / m| in units of 1 / (n m), exactly.
    let change = |counts: &[u64; 2]| {
        (u128::from(counts[0]) * u128::from(totals[1])).abs_diff(u128::from(counts[1]) * u128::from(totals[0]))
    };
    let changed: Vec<_> = pairing.known.iter().filter(|(_, counts)| change(counts) > 0).collect();
    in_order(changed, |a, b| change(&b.1).cmp(&change(&a.1)).then_with(|| a.0.cmp(&b.0)))
        .into_iter()
        .take(MOST_CHANGES)
        .map(|(key, counts)| ValueShares { value: key.to_text(), reference: counts[0], current: counts[1] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Column, Utf8Column, Validity};
    use crate::profile::{ColumnProfile, Scratch};

    fn given(counts: &[(&str, u64)]) -> Side<'static> {
        Side::Categories(counts.iter().map(|&(text, count)| (text.to_owned(), count)).collect())
    }

    fn names(values: &[ValueCount]) -> Vec<(&str, u64)> {
        values.iter().map(|value| (value.value.as_str(), value.count)).collect()
    }

    #[test]
    fn values_that_appeared_and_vanished_come_most_frequent_first() {
        let reference = given(&[("a", 50), ("b", 40), ("old", 10)]);
        let current = given(&[("a", 5), ("new", 2), ("b", 1), ("newer", 2), ("never", 0)]);
        let found = compare_categories(&reference, &current).unwrap();
        assert_eq!(names(&found.appeared), [("new", 2), ("newer", 2)]);
        assert_eq!(names(&found.vanished), [("old", 10)]);
        assert_eq!((found.appeared_count, found.reference_total, found.current_total), (4, 100, 10));
        // |0.4 - 0.1|, then 0 against 0.2 twice, 0.1 against 0; "a" is half of both.
        let order: Vec<_> = found.shares.iter().map(|share| share.value.as_str()).collect();
        assert_eq!(order, ["b", "new", "newer", "old"]);
        assert!(found.is_complete && found.basis == Basis::Values);
    }

    #[test]
    fn numbers_of_a_text_column_meet_given_categories_by_their_plain_text() {
        let column = texts(["1.0", "007", "x", "x"].iter().map(|&text| text.to_owned()));
        let found = compare_categories(&given(&[("1.00", 1), ("7", 1), ("x", 2)]), &Side::Column(&column)).unwrap();
        assert!(found.appeared.is_empty() && found.vanished.is_empty() && found.shares.is_empty());
    }

    #[test]
    fn of_many_values_a_sample_is_compared_and_groups_show_the_rest() {
        let (small, large) = (texts(numbered(0..3000)), texts(numbered(0..9000)));
        let found = compare_categories(&Side::Column(&small), &Side::Column(&large)).unwrap();
        assert_eq!((found.basis, found.is_complete), (Basis::Sample, false));
        assert_eq!((found.reference_total, found.current_total), (3000, 9000));
        assert!(found.vanished.is_empty() && found.appeared.len() == MOST_LISTED);
        assert!(found.appeared_count > 1000 && found.appeared_count <= 6000, "{}", found.appeared_count);
        let same = compare_categories(&Side::Column(&large), &Side::Column(&large)).unwrap();
        assert!(same.appeared.is_empty() && same.appeared_count == 0 && same.shares.is_empty());
    }

    fn numbered(range: std::ops::Range<u32>) -> impl Iterator<Item = String> {
        range.map(|row| format!("value {row}"))
    }

    fn texts(values: impl Iterator<Item = String>) -> ColumnProfile {
        let mut profile = ColumnProfile::new(64).unwrap();
        let (mut offsets, mut bytes) = (vec![0], String::new());
        for value in values {
            bytes.push_str(&value);
            offsets.push(bytes.len() as u32);
        }
        let column = Utf8Column::new(&offsets, &bytes, Validity::ALL).unwrap();
        profile.update(&Column::Utf8(column), &mut Scratch::default());
        profile
    }
}
