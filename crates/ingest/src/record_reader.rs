//! The push parser of JSON Lines, JSON and capture records: bytes of one source after another in, batches out.

use tidemark_core::error::{Error, Result};

use crate::batch::BatchSink;
use crate::capture::{CaptureOptions, Event, Verdict};
use crate::csv::header::position_name;
use crate::encoding::Decoder;
use crate::held_records::HeldRecords;
use crate::json::fields::Fields;
use crate::json::parser::read_record;
use crate::json::splitter::{Found, JsonLayout, Splitter};
use crate::record_table::{NamedField, RecordTable, RepeatedName};
use crate::report::{ComplaintKind, IngestReport};

/// The name of a source that was begun by its bytes.
const UNNAMED: &str = "input";

/// How records are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOptions {
    /// What a source may hold.
    pub layout: JsonLayout,
    /// For capture records: how their rows are found.
    pub capture: Option<CaptureOptions>,
    /// Spellings of a missing value besides null.
    pub missing: Vec<String>,
    /// Whether records are held back instead of becoming rows.
    pub is_holding: bool,
    /// How many rows a batch has, at least 1. A batch with much text, or many columns, has fewer.
    pub batch_rows: usize,
}

impl Default for RecordOptions {
    fn default() -> Self {
        Self { layout: JsonLayout::Lines, capture: None, missing: Vec::new(), is_holding: false, batch_rows: 4096 }
    }
}

/// Reads records as they come. However the bytes are cut, the batches and the report are the same. Besides its batch a
/// reader holds no more than one record, of at most 1 MiB, and for capture records the ids of the last events.
///
/// A batch is handed to the sink when it is full and at the end of each source. After an error, its own or the sink's,
/// a reader is of no further use.
///
/// ```
/// use tidemark_ingest::{RecordOptions, RecordReader};
///
/// let mut rows = 0;
/// let mut sink = |batch: &mut tidemark_ingest::Batch| {
///     rows += batch.rows();
///     Ok(())
/// };
/// let mut reader = RecordReader::new(RecordOptions::default());
/// reader.push(b"{\"a\": 1, \"b\": {\"c\": \"x\"}}\n{\"a\":", &mut sink)?;
/// reader.push(b" 2}\nnot json\n", &mut sink)?;
/// let report = reader.finish(&mut sink)?;
/// assert_eq!(reader.names(), ["a", "b.c"]);
/// assert_eq!((rows, report.rows, report.quarantined), (2, 2, 1));
/// # Ok::<(), tidemark_core::error::Error>(())
/// ```
#[derive(Debug)]
pub struct RecordReader {
    layout: JsonLayout,
    source: Option<(Splitter, Decoder)>,
    records: Records,
}

/// What records become, from their bytes on.
#[derive(Debug)]
struct Records {
    event: Option<Event>,
    held: Option<HeldRecords>,
    fields: Fields,
    /// Names of fields that have none but their position.
    names: Vec<String>,
    table: RecordTable,
    report: IngestReport,
    found: u64,
}

impl RecordReader {
    /// A reader of no source yet.
    pub fn new(options: RecordOptions) -> Self {
        let records = Records {
            event: options.capture.map(Event::new),
            held: options.is_holding.then(HeldRecords::default),
            fields: Fields::default(),
            names: Vec::new(),
            table: RecordTable::new(options.missing, options.batch_rows.max(1)),
            report: IngestReport::default(),
            found: 0,
        };
        Self { layout: options.layout, source: None, records }
    }

    /// The names of the columns so far, in the order in which they came.
    pub fn names(&self) -> &[String] {
        self.records.table.names()
    }

    /// For each column, the smallest position, from 0, at which it stands in any record so far.
    pub fn positions(&self) -> &[usize] {
        self.records.table.positions()
    }

    /// Ends the current source, if there is one, and begins another; its name appears in errors and complaints.
    pub fn next_source(&mut self, name: &str, sink: &mut BatchSink<'_>) -> Result<()> {
        self.end_source(sink)?;
        self.begin_source(name);
        Ok(())
    }

    /// Takes more bytes of the current source. Without one, begins a source named `input`.
    pub fn push(&mut self, bytes: &[u8], sink: &mut BatchSink<'_>) -> Result<()> {
        if self.source.is_none() {
            self.begin_source(UNNAMED);
        }
        let Self { source: Some((splitter, decoder)), records, .. } = self else {
            return Ok(());
        };
        let name = splitter.name().to_owned();
        splitter.push(&decoder.decode(bytes), &mut |found| records.take(&name, &found, sink))
    }

    /// The records held back so far, a JSON array; they are not given again.
    pub fn take_records(&mut self) -> String {
        self.records.held.as_mut().map_or_else(|| "[]".to_owned(), HeldRecords::take)
    }

    /// Ends the input. `invalid-data` when there was nothing in it.
    pub fn finish(&mut self, sink: &mut BatchSink<'_>) -> Result<IngestReport> {
        self.end_source(sink)?;
        if self.records.found == 0 {
            return Err(Error::invalid_data(
                "expected at least one record, found none; check that the file is the right one",
            ));
        }
        let mut report = std::mem::take(&mut self.records.report);
        report.invalid_utf8 = self.records.table.invalid_utf8();
        Ok(report)
    }

    fn begin_source(&mut self, name: &str) {
        self.records.report.sources += 1;
        self.source = Some((Splitter::new(name, self.layout), Decoder::default()));
    }

    /// Ends the current source, if there is one: what was held for its end is read.
    pub fn end_source(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        if let Some((mut splitter, mut decoder)) = self.source.take() {
            let name = splitter.name().to_owned();
            let mut each = |found: Found<'_>| self.records.take(&name, &found, sink);
            splitter.push(&decoder.finish(), &mut each)?;
            splitter.finish(&mut each)?;
        }
        self.records.table.flush(sink)
    }
}

impl Records {
    fn take(&mut self, source: &str, found: &Found<'_>, sink: &mut BatchSink<'_>) -> Result<()> {
        match *found {
            Found::BlankLine => self.report.blank_lines += 1,
            Found::LongRecord { line } => {
                self.found += 1;
                self.report.set_aside_line(ComplaintKind::LongRecord, source, line);
            }
            Found::Record { bytes, line } => {
                self.found += 1;
                if let Err(kind) = self.take_record(bytes, sink)? {
                    self.report.set_aside_line(kind, source, line);
                }
            }
        }
        Ok(())
    }

    /// Makes rows of a record, or says why it is set aside.
    fn take_record(
        &mut self,
        bytes: &[u8],
        sink: &mut BatchSink<'_>,
    ) -> Result<std::result::Result<(), ComplaintKind>> {
        if self.event.is_none() && self.held.is_none() && self.table.add_flat(bytes, sink)? {
            self.report.rows += 1;
            return Ok(Ok(()));
        }
        self.fields.clear();
        if let Err(kind) = read_record(bytes, &mut self.fields) {
            return Ok(Err(kind));
        }
        let rows = match &mut self.event {
            None => 1,
            Some(event) => match event.read(&self.fields) {
                Ok(Verdict::Take) => event.rows(),
                Ok(Verdict::Outside) => {
                    self.report.outside += 1;
                    return Ok(Ok(()));
                }
                Ok(Verdict::Duplicate) => {
                    self.report.duplicates += 1;
                    return Ok(Ok(()));
                }
                Err(kind) => return Ok(Err(kind)),
            },
        };
        if let Some(held) = &mut self.held {
            held.add_json(bytes, &self.fields.non_finite);
            return Ok(Ok(()));
        }
        // Of a record that is set aside no row is kept.
        if let Some(event) = self.event.as_ref().filter(|_| rows > 1)
            && (0..rows).any(|row| self.table.has_repeated_name(event.row(row)))
        {
            return Ok(Err(ComplaintKind::RepeatedKey));
        }
        for row in 0..rows {
            let share = bytes.len() / rows;
            let added = match &self.event {
                Some(event) => self.table.add(event.row(row), share, sink)?,
                None => self.add_plain(share, sink)?,
            };
            if let Err(RepeatedName) = added {
                return Ok(Err(ComplaintKind::RepeatedKey));
            }
            self.report.rows += 1;
        }
        Ok(Ok(()))
    }

    /// Adds a record as the only row that it is.
    fn add_plain(&mut self, bytes: usize, sink: &mut BatchSink<'_>) -> Result<std::result::Result<(), RepeatedName>> {
        let fields = self.fields.row(0);
        while self.names.len() < fields.len() {
            self.names.push(position_name(self.names.len()));
        }
        let names = &self.names;
        let named = fields.enumerate().map(|(position, field)| NamedField {
            name: field.name.unwrap_or(&names[position]),
            text: field.text,
            is_replaced: field.is_replaced,
        });
        self.table.add(named, bytes, sink)
    }
}
