//! Puts the records of all sources into batches of one set of columns: names, pairing, missing values, records set
//! aside.

use tidemark_core::error::{Error, Result};

use super::detect::{HEAD_BYTES, detect_delimiter};
use super::header::{pair, position_name, refuse_duplicates};
use super::options::CsvOptions;
use super::plain_records::PlainRecords;
use super::record::Record;
use super::source::Source;
use super::splitter::Found;
use crate::batch::{Batch, BatchSink};
use crate::held_records::HeldRecords;
use crate::report::{ComplaintKind, IngestReport, InvalidUtf8, Place};

/// What the sources have in common.
#[derive(Debug)]
pub(crate) struct Table {
    options: CsvOptions,
    report: IngestReport,
    /// Without columns until the first record.
    batch: Batch,
    /// For each column, the smallest position at which it stands in any source.
    positions: Vec<usize>,
    /// For each column, how many values had invalid UTF-8.
    replaced: Vec<u64>,
    /// For each field of the current source, its column; none before the source's first record.
    order: Option<Vec<usize>>,
    plain: PlainRecords,
    scratch: String,
    held: Option<HeldRecords>,
}

impl Table {
    pub(crate) fn new(options: CsvOptions) -> Self {
        Self {
            held: options.is_holding.then(HeldRecords::default),
            options,
            report: IngestReport::default(),
            batch: Batch::new(Vec::new()),
            positions: Vec::new(),
            replaced: Vec::new(),
            order: None,
            plain: PlainRecords::default(),
            scratch: String::new(),
        }
    }

    pub(crate) fn names(&self) -> &[String] {
        self.batch.names()
    }

    pub(crate) fn positions(&self) -> &[usize] {
        &self.positions
    }

    pub(crate) const fn has_sources(&self) -> bool {
        self.report.sources > 0
    }

    pub(crate) fn take_records(&mut self) -> String {
        self.held.as_mut().map_or_else(|| "[]".to_owned(), HeldRecords::take)
    }

    pub(crate) fn begin_source(&mut self, name: &str) -> Source {
        self.report.sources += 1;
        self.order = None;
        Source::new(name)
    }

    /// The delimiter, if it was given or can be told from the start of a source: from its whole head, or from all of
    /// it. What one source settles holds for those that follow.
    pub(crate) fn settle_delimiter(&mut self, start: &[u8], is_last: bool) -> Option<u8> {
        let is_head_complete = start.len() >= HEAD_BYTES;
        if self.options.delimiter.is_none() && !start.is_empty() && (is_head_complete || is_last) {
            let head = &start[..start.len().min(HEAD_BYTES)];
            self.options.delimiter = Some(detect_delimiter(head, !is_head_complete));
        }
        self.options.delimiter
    }

    /// Hands the last rows of a source over. `invalid-data` if there should have been a header.
    pub(crate) fn end_source(&mut self, source: &str, sink: &mut BatchSink<'_>) -> Result<()> {
        if self.options.header && self.order.is_none() {
            return Err(no_header(source, "nothing"));
        }
        self.batch.flush(sink)
    }

    /// Takes records of the everyday kind with which `bytes` begin: how many bytes, and how many records. They are rows as
    /// they would be one by one.
    pub(crate) fn take_plain(&mut self, bytes: &[u8], sink: &mut BatchSink<'_>) -> Result<(usize, usize)> {
        let (Some(order), Some(delimiter), None) = (&self.order, self.options.delimiter, &self.held) else {
            return Ok((0, 0));
        };
        let bytes = &bytes[..bytes.len().min(self.batch.free_bytes())];
        let free_rows = self.batch.free_rows(self.options.batch_rows);
        let found = self.plain.find(bytes, delimiter, order.len(), free_rows);
        let Ok(text) = str::from_utf8(&bytes[..found]) else {
            self.plain.retreat();
            return Ok((0, 0));
        };
        let rows = self.plain.rows();
        if rows > 0 {
            self.batch.add_rows(text, &self.plain, order, &self.options.missing);
            self.report.rows += rows as u64;
            self.flush_if_full(sink)?;
        }
        Ok((found, rows))
    }

    fn flush_if_full(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        if self.batch.is_full(self.options.batch_rows) { self.batch.flush(sink) } else { Ok(()) }
    }

    /// Takes what was found in a source.
    pub(crate) fn take(&mut self, source: &str, found: &Found<'_>, sink: &mut BatchSink<'_>) -> Result<()> {
        match found {
            Found::Record(record) => self.take_record(source, record, sink),
            Found::BlankLine => {
                self.report.blank_lines += 1;
                Ok(())
            }
            Found::OpenQuote { line } => self.set_aside(ComplaintKind::OpenQuote, source, *line),
            Found::LongRecord { line } => self.set_aside(ComplaintKind::LongRecord, source, *line),
        }
    }

    fn take_record(&mut self, source: &str, record: &Record<'_>, sink: &mut BatchSink<'_>) -> Result<()> {
        let order = if let Some(order) = &self.order {
            order
        } else {
            let order = self.read_header(source, record)?;
            let order = self.order.insert(order);
            if self.options.header {
                return Ok(());
            }
            order
        };
        if record.width() != order.len() {
            let expected = order.len() as u64;
            self.report.set_aside(ComplaintKind::RaggedRow, || Place {
                source: source.to_owned(),
                line: record.line,
                expected_fields: Some(expected),
                found_fields: Some(record.width() as u64),
            });
            return Ok(());
        }
        if let Some(held) = &mut self.held {
            let scratch = &mut self.scratch;
            held.add_fields(|each| record.for_each(scratch, |_, text, _| each(text)));
            return Ok(());
        }
        record.for_each(&mut self.scratch, |position, text, is_replaced| {
            let index = order[position];
            let is_missing = text.is_empty() || self.options.missing.iter().any(|spelling| spelling == text);
            self.batch.set(index, (!is_missing).then_some(text));
            if is_replaced {
                self.replaced[index] += 1;
            }
        });
        self.batch.end_row(record.bytes.len() + 1);
        self.report.rows += 1;
        self.flush_if_full(sink)
    }

    /// The column of each field of a source, from its first record. The first source names the columns.
    fn read_header(&mut self, source: &str, record: &Record<'_>) -> Result<Vec<usize>> {
        self.refuse_wide(source, record.width())?;
        let mut names = Vec::with_capacity(record.width());
        record.for_each(&mut self.scratch, |position, text, _| {
            let is_named = self.options.header && !text.is_empty();
            names.push(if is_named { text.to_owned() } else { position_name(position) });
        });
        refuse_duplicates(&names, source)?;
        if self.names().is_empty() {
            self.positions = (0..names.len()).collect();
            self.replaced = vec![0; names.len()];
            self.batch = Batch::new(names);
            return Ok(self.positions.clone());
        }
        let order = pair(self.names(), &names, self.options.pairing, source)?;
        for (position, &index) in order.iter().enumerate() {
            self.positions[index] = self.positions[index].min(position);
        }
        Ok(order)
    }

    fn refuse_wide(&self, source: &str, width: usize) -> Result<()> {
        let Some(most) = self.options.most_columns.filter(|&most| width > most) else {
            return Ok(());
        };
        Err(Error::invalid_data(format!(
            "expected at most {most} columns in `{source}`, found {width}; leave out those that need no watching"
        ))
        .with("limit", most))
    }

    fn set_aside(&mut self, kind: ComplaintKind, source: &str, line: u64) -> Result<()> {
        if self.options.header && self.order.is_none() {
            return Err(no_header(source, &format!("a record without an end on line {line}")).with("line", line));
        }
        self.report.set_aside(kind, || Place {
            source: source.to_owned(),
            line,
            expected_fields: None,
            found_fields: None,
        });
        Ok(())
    }

    /// The report, after the last source. `invalid-data` if no record told how many columns there are.
    pub(crate) fn finish(&mut self) -> Result<IngestReport> {
        if self.names().is_empty() {
            return Err(Error::invalid_data(
                "expected at least one record, found none; check that the file is the right one",
            ));
        }
        let mut report = std::mem::take(&mut self.report);
        report.delimiter = self.options.delimiter.map(char::from);
        report.invalid_utf8 = self
            .names()
            .iter()
            .zip(&self.replaced)
            .filter(|&(_, &count)| count > 0)
            .map(|(column, &count)| InvalidUtf8 { column: column.clone(), count })
            .collect();
        Ok(report)
    }
}

fn no_header(source: &str, found: &str) -> Error {
    Error::invalid_data(format!(
        "expected a header line in `{source}`, found {found}; check the file, or read it without a header"
    ))
    .with("source", source)
}
