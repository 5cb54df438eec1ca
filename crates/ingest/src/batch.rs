//! Rows on their way to the engine, column by column. One batch is filled, handed over, cleared and filled again.

use tidemark_core::column::Utf8Column;
use tidemark_core::error::Result;

use crate::text_column::TextColumn;

/// What takes the batches. A batch is its own only during the call, unless it is handed over; an error ends the reading.
pub type BatchSink<'a> = dyn FnMut(&mut Batch) -> Result<()> + 'a;

/// A batch with this much text is handed over before it has all its rows: memory stays bounded, offsets fit 32 bits.
const FULL_BYTES: usize = 4 << 20;

/// A batch with this many entries is full: a thousand columns need no more memory than ten.
const FULL_ENTRIES: usize = 1 << 20;

/// Columns that hold more than this between batches give it back, so that long texts now in one column, now in
/// another, do not add up.
const HELD_BYTES: usize = 8 * FULL_BYTES;

/// Some rows of a data set as text columns. Missing entries are marked as such and have no text.
#[derive(Clone, Debug)]
pub struct Batch {
    names: Vec<String>,
    columns: Vec<TextColumn>,
    rows: usize,
    bytes: usize,
}

impl Batch {
    pub(crate) fn new(names: Vec<String>) -> Self {
        let columns = names.iter().map(|_| TextColumn::new()).collect();
        Self { names, columns, rows: 0, bytes: 0 }
    }

    /// The names of the columns. Later batches of a data set may have more.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The column `index`, which is below the number of names. Time linear in the rows.
    pub fn column(&self, index: usize) -> Result<Utf8Column<'_>> {
        self.columns[index].view()
    }

    /// Gives the rows away whole. What is filled next goes into `spare`, a batch of the same data set that was given away
    /// before, or into new memory.
    #[must_use]
    pub fn hand_over(&mut self, spare: Option<Self>) -> Self {
        let mut next = spare.unwrap_or_else(|| Self::new(Vec::new()));
        if next.names != self.names {
            next.names.clone_from(&self.names);
            next.columns.resize_with(self.names.len(), TextColumn::new);
        }
        std::mem::replace(self, next)
    }

    pub(crate) fn column_mut(&mut self, index: usize) -> &mut TextColumn {
        &mut self.columns[index]
    }

    /// A further column, missing in the rows so far.
    pub(crate) fn add_column(&mut self, name: String) {
        self.names.push(name);
        self.columns.push(TextColumn::new());
    }

    /// The entry of a column in the row that is being filled. Columns without one are missing in it.
    pub(crate) fn set(&mut self, index: usize, text: Option<&str>) {
        let column = &mut self.columns[index];
        column.fill_missing(self.rows);
        match text {
            Some(text) => column.push(text),
            None => column.push_missing(),
        }
    }

    /// Ends a row for which each column has got at most one entry, read from `bytes` bytes.
    pub(crate) fn end_row(&mut self, bytes: usize) {
        self.rows += 1;
        self.bytes += bytes;
    }

    pub(crate) fn is_full(&self, rows: usize) -> bool {
        self.rows >= rows || self.bytes >= FULL_BYTES || self.rows * self.columns.len() >= FULL_ENTRIES
    }

    /// Hands the rows over, if there are any, and begins anew.
    pub(crate) fn flush(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        self.columns.iter_mut().for_each(|column| column.fill_missing(self.rows));
        sink(self)?;
        self.rows = 0;
        self.bytes = 0;
        if self.columns.iter().map(TextColumn::held_bytes).sum::<usize>() > HELD_BYTES {
            self.columns.fill_with(TextColumn::new);
        } else {
            self.columns.iter_mut().for_each(TextColumn::clear);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch::new(vec!["a".to_owned()])
    }

    #[test]
    fn a_batch_without_rows_is_not_handed_over() {
        batch().flush(&mut |_| panic!("nothing was to be handed over")).unwrap();
    }

    #[test]
    fn a_flushed_batch_begins_anew() {
        let mut batch = batch();
        let mut seen = Vec::new();
        for text in ["one", "two"] {
            batch.column_mut(0).push(text);
            batch.end_row(text.len());
            let mut sink = |batch: &mut Batch| {
                seen.push((batch.rows(), batch.column(0)?.value(0).to_owned()));
                Ok(())
            };
            batch.flush(&mut sink).unwrap();
        }
        assert_eq!(seen, [(1, "one".to_owned()), (1, "two".to_owned())]);
    }

    #[test]
    fn a_batch_that_was_handed_over_keeps_its_rows_and_is_filled_again_as_a_spare() {
        let mut batch = batch();
        let mut given: Vec<Batch> = Vec::new();
        for text in ["one", "two", "three"] {
            batch.column_mut(0).push(text);
            batch.end_row(text.len());
            let spare = if given.len() == 2 { Some(given.remove(0)) } else { None };
            batch
                .flush(&mut |batch| {
                    given.push(batch.hand_over(spare.clone()));
                    Ok(())
                })
                .unwrap();
        }
        let texts: Vec<_> = given.iter().map(|batch| (batch.rows(), batch.column(0).unwrap().value(0))).collect();
        assert_eq!(texts, [(1, "two"), (1, "three")]);
        assert_eq!((batch.rows(), batch.names()), (0, &["a".to_owned()][..]));
    }

    #[test]
    fn a_column_that_comes_late_is_missing_before() {
        let mut batch = batch();
        batch.set(0, Some("1"));
        batch.end_row(1);
        batch.add_column("b".to_owned());
        batch.set(1, Some("2"));
        batch.end_row(1);
        let mut sink = |batch: &mut Batch| {
            let present = |index| [0, 1].map(|row| batch.column(index).unwrap().value(row).to_owned());
            assert_eq!((present(0), present(1)), (["1", ""].map(str::to_owned), ["", "2"].map(str::to_owned)));
            Ok(())
        };
        batch.flush(&mut sink).unwrap();
    }

    #[test]
    fn a_batch_is_full_by_rows_or_by_bytes() {
        let mut batch = batch();
        batch.end_row(1);
        assert!(!batch.is_full(2));
        batch.end_row(1);
        assert!(batch.is_full(2));
        assert!(!batch.is_full(3));
        batch.end_row(FULL_BYTES);
        assert!(batch.is_full(usize::MAX));
    }
}
