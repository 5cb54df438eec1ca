//! Rows on their way to the engine, column by column. One batch is filled, handed over, cleared and filled again.
//!
//! The text of all columns stands in one block, most often just as it was read, delimiters included; a column is the
//! places of its entries. So a record is copied once and checked once, and no field of it for itself.

use tidemark_core::column::Utf8Column;
use tidemark_core::error::Result;

use crate::cells::Cells;
use crate::csv::plain_records::PlainRecords;

/// What takes the batches. A batch is its own only during the call, unless it is handed over; an error ends the reading.
pub type BatchSink<'a> = dyn FnMut(&mut Batch) -> Result<()> + 'a;

/// A batch with this much text is handed over before it has all its rows: memory stays bounded, offsets fit 32 bits.
const FULL_BYTES: usize = 4 << 20;

/// A batch with this many entries is full: a thousand columns need no more memory than ten.
const FULL_ENTRIES: usize = 1 << 20;

/// A batch that holds more than this while it is empty gives it back.
const HELD_BYTES: usize = 8 * FULL_BYTES;

/// So many entries of rows are held row by row before they are dealt to their columns.
const MOST_OPEN: usize = 4096;

/// Where an entry stands in a text. One that ends at its start stands nowhere: some byte comes before each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    pub(crate) const fn is_nowhere(self) -> bool {
        self.end == 0
    }
}

/// Some rows of a data set as text columns. Missing entries are marked as such and have no text.
#[derive(Clone, Debug)]
pub struct Batch {
    names: Vec<String>,
    text: String,
    columns: Vec<Cells>,
    /// The entries of the last rows, row by row.
    open: Vec<Place>,
    open_rows: usize,
    rows: usize,
    bytes: usize,
}

impl Batch {
    pub(crate) fn new(names: Vec<String>) -> Self {
        let columns = names.iter().map(|_| Cells::default()).collect();
        Self { names, text: String::new(), columns, open: Vec::new(), open_rows: 0, rows: 0, bytes: 0 }
    }

    /// The names of the columns. Later batches of a data set may have more.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The column `index`, which is below the number of names.
    pub fn column(&self, index: usize) -> Result<Utf8Column<'_>> {
        self.columns[index].view(&self.text)
    }

    /// Gives the rows away whole. What is filled next goes into `spare`, a batch of the same data set that was given away
    /// before, or into new memory.
    #[must_use]
    pub fn hand_over(&mut self, spare: Option<Self>) -> Self {
        let mut next = spare.unwrap_or_else(|| Self::new(Vec::new()));
        if next.names != self.names {
            next.names.clone_from(&self.names);
            next.columns.resize_with(self.names.len(), Cells::default);
        }
        std::mem::replace(self, next)
    }

    /// A further column, missing in the rows so far.
    pub(crate) fn add_column(&mut self, name: String) {
        self.close_rows();
        self.names.push(name);
        self.columns.push(Cells::default());
    }

    /// The entry of a column in the row that is being filled. Columns without one are missing in it.
    pub(crate) fn set(&mut self, index: usize, text: Option<&str>) {
        self.close_rows();
        let cells = &mut self.columns[index];
        cells.fill_missing(self.rows);
        match text {
            Some(text) => {
                let start = self.text.len();
                self.text.push_str(text);
                cells.push(start, self.text.len());
            }
            None => cells.push_missing(),
        }
    }

    /// Adds a row read from `bytes` bytes, the entries of whose first columns stand in `text`. Those that stand nowhere, or
    /// are spelled as missing ones are, are missing in it.
    pub(crate) fn add_row(&mut self, text: &str, places: &[Place], missing: &[String]) {
        let base = self.text.len() as u32;
        self.text.push_str(text);
        let is_missing = |place: &Place| {
            let text = &text[place.start as usize..place.end as usize];
            missing.iter().any(|spelling| spelling == text)
        };
        self.open.extend(places.iter().map(|place| {
            if place.is_nowhere() || (!missing.is_empty() && is_missing(place)) {
                Place::default()
            } else {
                Place { start: base + place.start, end: base + place.end }
            }
        }));
        self.open_rows += 1;
        self.open.resize(self.open_rows * self.columns.len(), Place::default());
        self.rows += 1;
        self.bytes += text.len();
        if self.open.len() >= MOST_OPEN {
            self.close_rows();
        }
    }

    /// Deals the entries of open rows to their columns.
    #[inline]
    fn close_rows(&mut self) {
        if self.open_rows > 0 {
            self.deal_open_rows();
        }
    }

    fn deal_open_rows(&mut self) {
        let closed = self.rows - self.open_rows;
        let width = self.columns.len();
        for (index, cells) in self.columns.iter_mut().enumerate() {
            cells.fill_missing(closed);
            let places = self.open.chunks_exact(width).map(|row| row[index]);
            let is_missing = |start, end| Place { start, end }.is_nowhere();
            cells.extend(0, places.clone().map(|place| place.start), places.map(|place| place.end), is_missing);
        }
        self.open.clear();
        self.open_rows = 0;
    }

    /// Adds the rows that were found in `text`; `order` is the column of each field.
    pub(crate) fn add_rows(&mut self, text: &str, records: &PlainRecords, order: &[usize], missing: &[String]) {
        let (ends, trailing) = (records.ends(), records.trailing());
        let base = self.text.len();
        self.text.push_str(text);
        let added = text.as_bytes();
        let (width, text) = (order.len(), &self.text);
        let is_missing = |start: u32, end: u32| {
            start == end
                || (!missing.is_empty()
                    && missing.iter().any(|spelling| *spelling == text[start as usize..end as usize]))
        };
        for (position, &index) in order.iter().enumerate() {
            let trailing = if position + 1 == width { trailing } else { 0 };
            let cells = &mut self.columns[index];
            cells.fill_missing(self.rows);
            let starts = ends[..ends.len() - 1].chunks_exact(width).map(|row| row[position].wrapping_add(1));
            let ends = ends[1..].chunks_exact(width).map(|row| row[position] - trailing);
            if records.has_quotes() {
                let quote = |start: u32| u32::from(added[start as usize] == b'"');
                let ends = starts.clone().zip(ends).map(|(start, end)| end - quote(start));
                cells.extend(base as u32, starts.map(|start| start + quote(start)), ends, is_missing);
            } else {
                cells.extend(base as u32, starts, ends, is_missing);
            }
        }
        self.rows += records.rows();
        self.bytes += added.len() - records.rows() * trailing as usize;
    }

    /// How many rows can follow before the batch has enough of them, if they are short.
    pub(crate) fn free_rows(&self, rows: usize) -> usize {
        rows.min(FULL_ENTRIES.div_ceil(self.columns.len().max(1))).saturating_sub(self.rows)
    }

    /// How many bytes can follow before the batch has enough of them.
    pub(crate) const fn free_bytes(&self) -> usize {
        FULL_BYTES.saturating_sub(self.bytes)
    }

    /// Ends a row for which each column has got at most one entry, read from `bytes` bytes.
    pub(crate) fn end_row(&mut self, bytes: usize) {
        self.close_rows();
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
        self.close_rows();
        self.columns.iter_mut().for_each(|column| column.fill_missing(self.rows));
        sink(self)?;
        self.rows = 0;
        self.bytes = 0;
        self.text.clear();
        self.columns.iter_mut().for_each(Cells::clear);
        if self.text.capacity() + self.columns.iter().map(Cells::held_bytes).sum::<usize>() > HELD_BYTES {
            self.text = String::new();
            self.columns.fill_with(Cells::default);
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
            batch.set(0, Some(text));
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
            batch.set(0, Some(text));
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
