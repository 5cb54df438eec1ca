//! Cuts a source into records: one a line, or the values of an array or of a document over several lines. Which of the
//! two it is shows in the first line, if it may be either.

use tidemark_core::error::{Error, Result};

use super::lines::{Lines, MAX_RECORD_BYTES};
use super::values::{Misplaced, Values};

/// What a source may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonLayout {
    /// A record a line.
    Lines,
    /// An array of records, one record over several lines, or a record a line.
    Any,
}

/// What stood in the source. Lines count from 1.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Record { bytes: &'a [u8], line: u64 },
    BlankLine,
    LongRecord { line: u64 },
}

/// The place in a source.
#[derive(Debug)]
pub(crate) struct Splitter {
    name: String,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// The bytes so far do not tell; where the first one stands that is not blank.
    Open {
        start: Vec<u8>,
        first: Option<usize>,
    },
    Lines(Lines),
    Values(Values),
}

/// Why the splitting ends early.
enum Stop {
    Misplaced(Misplaced),
    Sink(Error),
}

impl From<Misplaced> for Stop {
    fn from(misplaced: Misplaced) -> Self {
        Self::Misplaced(misplaced)
    }
}

impl Splitter {
    pub(crate) fn new(name: &str, layout: JsonLayout) -> Self {
        let form = match layout {
            JsonLayout::Lines => Form::Lines(Lines::new()),
            JsonLayout::Any => Form::Open { start: Vec::new(), first: None },
        };
        Self { name: name.to_owned(), form }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Takes more bytes and calls `each` with what they complete. `invalid-data` for an array that is none.
    pub(crate) fn push(&mut self, bytes: &[u8], each: &mut impl FnMut(Found<'_>) -> Result<()>) -> Result<()> {
        let Form::Open { start, first } = &mut self.form else {
            return self.split(bytes, each);
        };
        let known = start.len();
        start.extend_from_slice(bytes);
        match recognise(start, known, first) {
            Some(is_lines) => self.settle(is_lines, each),
            None => Ok(()),
        }
    }

    /// Ends the source.
    pub(crate) fn finish(&mut self, each: &mut impl FnMut(Found<'_>) -> Result<()>) -> Result<()> {
        if matches!(self.form, Form::Open { .. }) {
            self.settle(true, each)?;
        }
        let mut each = |found: Found<'_>| each(found).map_err(Stop::Sink);
        let result = match &mut self.form {
            Form::Open { .. } => Ok(()),
            Form::Lines(lines) => lines.finish(&mut each),
            Form::Values(values) => values.finish(&mut each),
        };
        result.map_err(|stop| self.explain(stop))
    }

    fn settle(&mut self, is_lines: bool, each: &mut impl FnMut(Found<'_>) -> Result<()>) -> Result<()> {
        let form = if is_lines { Form::Lines(Lines::new()) } else { Form::Values(Values::new()) };
        match std::mem::replace(&mut self.form, form) {
            Form::Open { start, .. } => self.split(&start, each),
            _ => Ok(()),
        }
    }

    fn split(&mut self, bytes: &[u8], each: &mut impl FnMut(Found<'_>) -> Result<()>) -> Result<()> {
        let mut each = |found: Found<'_>| each(found).map_err(Stop::Sink);
        let result = match &mut self.form {
            Form::Open { .. } => Ok(()),
            Form::Lines(lines) => lines.push(bytes, &mut each),
            Form::Values(values) => values.push(bytes, &mut each),
        };
        result.map_err(|stop| self.explain(stop))
    }

    fn explain(&self, stop: Stop) -> Error {
        match stop {
            Stop::Sink(error) => error,
            Stop::Misplaced(Misplaced { line, expected }) => Error::invalid_data(format!(
                "expected {expected} on line {line} of `{}`, found something else or the end; \
                 check that the file is whole, and JSON",
                self.name
            ))
            .with("source", &self.name)
            .with("line", line),
        }
    }
}

/// Whether the source holds a record a line; none while that is open. An array, and a first line that ends between two
/// parts of a record, say that it does not; a first line that ends inside a string was torn.
/// Only what follows the first `known` bytes is looked at again.
fn recognise(start: &[u8], known: usize, first: &mut Option<usize>) -> Option<bool> {
    if first.is_none() {
        *first = start[known..].iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| known + at);
    }
    let too_long = (start.len() > MAX_RECORD_BYTES).then_some(true);
    let Some(first) = *first else {
        return too_long;
    };
    if start[first] == b'[' {
        return Some(false);
    }
    let from = known.max(first);
    match memchr::memchr(b'\n', &start[from..]) {
        Some(end) => Some(!matches!(start[first..from + end].trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':'))),
        None => too_long,
    }
}
