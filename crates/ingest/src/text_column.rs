//! A column of text that grows entry by entry and is read as a view of the engine.

use tidemark_core::column::{Utf8Column, Validity};
use tidemark_core::error::Result;

/// Owned text in Arrow's layout: offsets, one shared buffer, and from the first missing entry on a validity bitmap.
#[derive(Clone, Debug)]
pub(crate) struct TextColumn {
    offsets: Vec<u32>,
    data: String,
    validity: Vec<u8>,
    has_missing: bool,
}

impl TextColumn {
    pub(crate) fn new() -> Self {
        Self { offsets: vec![0], data: String::new(), validity: Vec::new(), has_missing: false }
    }

    /// One more entry, present. The caller keeps the text of a column below 4 GiB.
    pub(crate) fn push(&mut self, text: &str) {
        if self.has_missing {
            self.mark(true);
        }
        self.data.push_str(text);
        self.offsets.push(self.data.len() as u32);
    }

    /// One more entry, missing.
    pub(crate) fn push_missing(&mut self) {
        if !self.has_missing {
            self.has_missing = true;
            // Bits of entries that are still to come are set over by `mark`.
            self.validity.resize((self.offsets.len() - 1).div_ceil(8), u8::MAX);
        }
        self.mark(false);
        self.offsets.push(self.data.len() as u32);
    }

    /// Missing entries until there are `rows`.
    pub(crate) fn fill_missing(&mut self, rows: usize) {
        while self.offsets.len() <= rows {
            self.push_missing();
        }
    }

    /// Says of the entry that comes next whether it is present.
    fn mark(&mut self, is_present: bool) {
        let index = self.offsets.len() - 1;
        if index.is_multiple_of(8) {
            self.validity.push(0);
        }
        let byte = &mut self.validity[index / 8];
        *byte = *byte & !(1 << (index % 8)) | u8::from(is_present) << (index % 8);
    }

    /// The entries as the engine reads them.
    pub(crate) fn view(&self) -> Result<Utf8Column<'_>> {
        let validity = if self.has_missing { Validity::from_bits(&self.validity) } else { Validity::ALL };
        Utf8Column::new(&self.offsets, &self.data, validity)
    }

    /// No entries; the memory is kept for the next ones.
    pub(crate) fn clear(&mut self) {
        self.offsets.truncate(1);
        self.data.clear();
        self.validity.clear();
        self.has_missing = false;
    }

    /// How much memory is held, used or not.
    pub(crate) fn held_bytes(&self) -> usize {
        self.data.capacity() + self.offsets.capacity() * size_of::<u32>() + self.validity.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::column::Column;

    #[test]
    fn entries_read_back_with_their_presence() {
        let mut column = TextColumn::new();
        for index in 0..20 {
            if index % 3 == 0 {
                column.push_missing();
            } else {
                column.push(&format!("é{index}"));
            }
        }
        let view = column.view().unwrap();
        assert_eq!(view.rows(), 20);
        assert_eq!(view.value(3), "");
        assert_eq!(view.value(19), "é19");
        for index in 0..20 {
            assert_eq!(Column::Utf8(view).is_present(index), index % 3 != 0);
        }
    }

    #[test]
    fn a_cleared_column_keeps_its_memory_and_forgets_its_entries() {
        let mut column = TextColumn::new();
        column.push("abc");
        column.push_missing();
        let held = column.held_bytes();
        column.clear();
        assert_eq!(column.held_bytes(), held);
        column.push("d");
        let view = column.view().unwrap();
        assert_eq!((view.rows(), view.value(0)), (1, "d"));
        assert!(Column::Utf8(view).is_present(0));
    }
}
