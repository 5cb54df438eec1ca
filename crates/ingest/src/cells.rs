//! Where the entries of a column stand in the text of their batch, and which of them are missing.

use tidemark_core::column::{Utf8Column, Validity};
use tidemark_core::error::Result;

/// The places of entries, and from the first missing one on a validity bitmap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    starts: Vec<u32>,
    ends: Vec<u32>,
    validity: Vec<u8>,
    has_missing: bool,
}

impl Cells {
    /// How many entries there are.
    pub(crate) const fn len(&self) -> usize {
        self.starts.len()
    }

    /// One more entry, present.
    pub(crate) fn push(&mut self, start: usize, end: usize) {
        if self.has_missing {
            self.mark(true);
        }
        self.starts.push(start as u32);
        self.ends.push(end as u32);
    }

    /// One more entry, missing.
    pub(crate) fn push_missing(&mut self) {
        self.begin_validity();
        self.mark(false);
        self.starts.push(0);
        self.ends.push(0);
    }

    /// Entries whose starts and ends follow each other in two lists of equal length, each moved by `base`. Those are
    /// missing of whose place `is_missing` says so.
    #[inline]
    pub(crate) fn extend(
        &mut self,
        base: u32,
        starts: impl Iterator<Item = u32>,
        ends: impl Iterator<Item = u32>,
        is_missing: impl Fn(u32, u32) -> bool,
    ) {
        let first = self.len();
        self.starts.extend(starts.map(|start| base.wrapping_add(start)));
        self.ends.extend(ends.map(|end| base + end));
        let added = self.starts[first..].iter().zip(&self.ends[first..]);
        if !self.has_missing && !added.fold(false, |any, (&start, &end)| any | is_missing(start, end)) {
            return;
        }
        self.has_missing = true;
        self.validity.resize(first.div_ceil(8), u8::MAX);
        for index in first..self.len() {
            let is_present = !is_missing(self.starts[index], self.ends[index]);
            Self::mark_at(&mut self.validity, index, is_present);
        }
    }

    /// Missing entries until there are `rows`.
    pub(crate) fn fill_missing(&mut self, rows: usize) {
        while self.len() < rows {
            self.push_missing();
        }
    }

    fn begin_validity(&mut self) {
        if !self.has_missing {
            self.has_missing = true;
            // Bits of entries that are still to come are set over by `mark`.
            self.validity.resize(self.len().div_ceil(8), u8::MAX);
        }
    }

    /// Says of the entry that comes next whether it is present.
    fn mark(&mut self, is_present: bool) {
        let index = self.len();
        Self::mark_at(&mut self.validity, index, is_present);
    }

    fn mark_at(validity: &mut Vec<u8>, index: usize, is_present: bool) {
        if index.is_multiple_of(8) {
            validity.push(0);
        }
        let byte = &mut validity[index / 8];
        *byte = *byte & !(1 << (index % 8)) | u8::from(is_present) << (index % 8);
    }

    /// The entries as the engine reads them, in the text in which they stand.
    pub(crate) fn view<'a>(&'a self, text: &'a str) -> Result<Utf8Column<'a>> {
        let validity = if self.has_missing { Validity::from_bits(&self.validity) } else { Validity::ALL };
        Utf8Column::from_places(&self.starts, &self.ends, text, validity)
    }

    /// No entries; the memory is kept for the next ones.
    pub(crate) fn clear(&mut self) {
        self.starts.clear();
        self.ends.clear();
        self.validity.clear();
        self.has_missing = false;
    }

    /// How much memory is held, used or not.
    pub(crate) fn held_bytes(&self) -> usize {
        (self.starts.capacity() + self.ends.capacity()) * size_of::<u32>() + self.validity.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::column::Column;

    fn entries(cells: &Cells, text: &str) -> Vec<Option<String>> {
        let view = cells.view(text).unwrap();
        let is_present = |index| Column::Utf8(view).is_present(index);
        (0..view.rows()).map(|index| is_present(index).then(|| view.value(index).to_owned())).collect()
    }

    #[test]
    fn entries_read_back_with_their_presence() {
        let text = "0123456789".repeat(2);
        let mut cells = Cells::default();
        for index in 0..20 {
            if index % 3 == 0 {
                cells.push_missing();
            } else {
                cells.push(index, index + 1);
            }
        }
        let expected = (0..20).map(|index| (index % 3 != 0).then(|| (index % 10).to_string()));
        assert_eq!(entries(&cells, &text), expected.collect::<Vec<_>>());
    }

    #[test]
    fn many_entries_at_once_are_as_one_after_another() {
        let text = "0123456789".repeat(2);
        for first in 0..10 {
            for missing in [20, 7, 0] {
                let (mut one, mut many) = (Cells::default(), Cells::default());
                (0..first).for_each(|_| many.push(0, 1));
                (0..first).for_each(|_| one.push(0, 1));
                let ends = |index| if index == missing { index } else { index + 1 };
                for index in 0..18 {
                    if index == missing { one.push_missing() } else { one.push(index + 2, index + 3) }
                }
                many.extend(2, 0..18, (0..18u32).map(|index| ends(index as usize) as u32), |start, end| start == end);
                assert_eq!(entries(&many, &text), entries(&one, &text), "{first} {missing}");
            }
        }
    }

    #[test]
    fn cleared_cells_keep_their_memory_and_forget_their_entries() {
        let mut cells = Cells::default();
        cells.push(0, 1);
        cells.push_missing();
        let held = cells.held_bytes();
        cells.clear();
        assert_eq!(cells.held_bytes(), held);
        cells.push(1, 2);
        assert_eq!(entries(&cells, "ab"), [Some("b".to_owned())]);
    }
}
