//! The readers of all formats as one.

use tidemark_core::error::Result;

use crate::batch::BatchSink;
use crate::csv::CsvReader;
use crate::record_reader::RecordReader;
use crate::report::IngestReport;

/// A reader of any format.
#[derive(Debug)]
pub enum Reader {
    /// Of delimited text.
    Csv(Box<CsvReader>),
    /// Of JSON Lines, JSON and capture records.
    Records(Box<RecordReader>),
}

impl Reader {
    /// The names of the columns so far.
    pub fn names(&self) -> &[String] {
        match self {
            Self::Csv(reader) => reader.names(),
            Self::Records(reader) => reader.names(),
        }
    }

    /// For each column, the smallest position, from 0, at which it stands so far.
    pub fn positions(&self) -> &[usize] {
        match self {
            Self::Csv(reader) => reader.positions(),
            Self::Records(reader) => reader.positions(),
        }
    }

    /// Whether the first record tells all columns there are.
    pub const fn has_fixed_columns(&self) -> bool {
        matches!(self, Self::Csv(_))
    }

    /// Ends the current source, if there is one, and begins another.
    pub fn next_source(&mut self, name: &str, sink: &mut BatchSink<'_>) -> Result<()> {
        match self {
            Self::Csv(reader) => reader.next_source(name, sink),
            Self::Records(reader) => reader.next_source(name, sink),
        }
    }

    /// Ends the current source, if there is one: what was held for its end is read.
    pub fn end_source(&mut self, sink: &mut BatchSink<'_>) -> Result<()> {
        match self {
            Self::Csv(reader) => reader.end_source(sink),
            Self::Records(reader) => reader.end_source(sink),
        }
    }

    /// Takes more bytes of the current source.
    pub fn push(&mut self, bytes: &[u8], sink: &mut BatchSink<'_>) -> Result<()> {
        match self {
            Self::Csv(reader) => reader.push(bytes, sink),
            Self::Records(reader) => reader.push(bytes, sink),
        }
    }

    /// The records held back so far, a JSON array.
    pub fn take_records(&mut self) -> String {
        match self {
            Self::Csv(reader) => reader.take_records(),
            Self::Records(reader) => reader.take_records(),
        }
    }

    /// Ends the input.
    pub fn finish(&mut self, sink: &mut BatchSink<'_>) -> Result<IngestReport> {
        match self {
            Self::Csv(reader) => reader.finish(sink),
            Self::Records(reader) => reader.finish(sink),
        }
    }
}
