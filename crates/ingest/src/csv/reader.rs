//! The push parser: bytes of one source after another in, batches out.

use tidemark_core::error::{Error, Result};

use super::options::CsvOptions;
use super::source::Source;
use super::table::Table;
use crate::batch::BatchSink;
use crate::carry::Carry;
use crate::report::IngestReport;

/// How much is copied at a time to complete a record that began in an earlier push.
const PIECE_BYTES: usize = 4 << 10;

/// The name of a source that was begun by its bytes.
const UNNAMED: &str = "input";

/// Reads delimited text as it comes. However the bytes are cut, the batches and the report are the same. Besides its
/// batch a reader holds no more than one record, of at most 1 MiB, and the places of its fields.
///
/// A batch is handed to the sink when it is full and at the end of each source. After an error, its own or the sink's,
/// a reader is of no further use.
///
/// ```
/// use tidemark_ingest::csv::{CsvOptions, CsvReader};
///
/// let mut amounts = Vec::new();
/// let mut sink = |batch: &mut tidemark_ingest::Batch| {
///     let column = batch.column(1)?;
///     amounts.extend((0..batch.rows()).map(|row| column.value(row).to_owned()));
///     Ok(())
/// };
/// let mut reader = CsvReader::new(CsvOptions::default())?;
/// reader.push(b"name;amo", &mut sink)?;
/// reader.push(b"unt\n\"A; B\";1\nC;2", &mut sink)?;
/// let report = reader.finish(&mut sink)?;
/// assert_eq!(amounts, ["1", "2"]);
/// assert_eq!((report.rows, report.delimiter), (2, Some(';')));
/// assert_eq!(reader.names(), ["name", "amount"]);
/// # Ok::<(), tidemark_core::error::Error>(())
/// ```
#[derive(Debug)]
pub struct CsvReader {
    table: Table,
    source: Option<Source>,
    carry: Carry,
    is_finished: bool,
}

impl CsvReader {
    /// A reader of no source yet. `invalid-argument` for options that make no sense.
    pub fn new(options: CsvOptions) -> Result<Self> {
        options.validate()?;
        Ok(Self { table: Table::new(options), source: None, carry: Carry::default(), is_finished: false })
    }

    /// The names of the columns; empty until the first record is read.
    pub fn names(&self) -> &[String] {
        self.table.names()
    }

    /// For each column, the smallest position, from 0, at which it stands in any source so far.
    pub fn positions(&self) -> &[usize] {
        self.table.positions()
    }

    /// Ends the current source, if there is one, and begins another; its name appears in errors and complaints.
    pub fn next_source(&mut self, name: &str, sink: &mut BatchSink<'_>) -> Result<()> {
        self.refuse_if_finished()?;
        self.end_source(sink)?;
        self.source = Some(self.table.begin_source(name));
        Ok(())
    }

    /// Takes more bytes of the current source. Without one, begins a source named `input`.
    pub fn push(&mut self, bytes: &[u8], sink: &mut BatchSink<'_>) -> Result<()> {
        self.refuse_if_finished()?;
        let Self { table, source, carry, .. } = self;
        let source = source.get_or_insert_with(|| table.begin_source(UNNAMED));
        let bytes = source.decoder.decode(bytes);
        let mut rest = &*bytes;
        while !carry.is_empty() && !rest.is_empty() {
            let carried = carry.len();
            let piece = rest.len().min(PIECE_BYTES);
            carry.extend(&rest[..piece]);
            let consumed = source.read(carry.as_slice(), false, table, sink)?;
            if consumed >= carried {
                carry.clear();
                rest = &rest[consumed - carried..];
            } else {
                carry.consume(consumed);
                rest = &rest[piece..];
            }
        }
        if !rest.is_empty() {
            let consumed = source.read(rest, false, table, sink)?;
            carry.extend(&rest[consumed..]);
        }
        Ok(())
    }

    /// The records held back so far, a JSON array; they are not given again.
    pub fn take_records(&mut self) -> String {
        self.table.take_records()
    }

    /// Ends the input. `invalid-data` when there was no record at all.
    pub fn finish(&mut self, sink: &mut BatchSink<'_>) -> Result<IngestReport> {
        if !self.table.has_sources() {
            self.next_source(UNNAMED, sink)?;
        }
        self.end_source(sink)?;
        self.is_finished = true;
        self.table.finish()
    }

    /// Ends the current source, if there is one: what was held for its end is read.
    pub fn end_source(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        if let Some(mut source) = self.source.take() {
            self.carry.extend(&source.decoder.finish());
            source.read(self.carry.as_slice(), true, &mut self.table, sink)?;
            self.carry.clear();
            self.table.end_source(source.name(), sink)?;
        }
        Ok(())
    }

    fn refuse_if_finished(&self) -> Result<()> {
        if self.is_finished {
            return Err(Error::invalid_argument(
                "expected nothing after the end of the input, found more; open another reader for it",
            ));
        }
        Ok(())
    }
}
