//! One source on its way into the table: its encoding, its delimiter, then its records.

use tidemark_core::error::Result;

use super::splitter::Splitter;
use super::table::Table;
use crate::batch::BatchSink;
use crate::encoding::Decoder;

/// The source that is being read.
#[derive(Debug)]
pub(crate) struct Source {
    name: String,
    pub(crate) decoder: Decoder,
    /// None while the delimiter is unknown.
    splitter: Option<Splitter>,
}

impl Source {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), decoder: Decoder::default(), splitter: None }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Reads what can be read of `bytes`, which begin where the last call stopped, and says how far it came: to the
    /// end if these are the last bytes of the source. The first source settles the delimiter.
    pub(crate) fn read(
        &mut self,
        bytes: &[u8],
        is_last: bool,
        table: &mut Table,
        sink: &mut BatchSink<'_>,
    ) -> Result<usize> {
        let mut at = 0;
        let splitter = match &mut self.splitter {
            Some(splitter) => splitter,
            None => match table.settle_delimiter(bytes, is_last) {
                Some(delimiter) => self.splitter.insert(Splitter::new(delimiter)),
                None => return Ok(0),
            },
        };
        loop {
            while splitter.is_between_records() {
                let (found, rows) = table.take_plain(&bytes[at..], sink)?;
                if found == 0 {
                    break;
                }
                splitter.skip(found, rows);
                at += found;
            }
            let rest = &bytes[at..];
            let mut step = splitter.next(rest);
            if step.consumed == 0 {
                if !is_last || rest.is_empty() {
                    return Ok(at);
                }
                step = splitter.finish(rest);
            }
            at += step.consumed;
            if let Some(found) = step.found {
                table.take(&self.name, &found, sink)?;
            }
        }
    }
}
