//! Cuts a source into lines, however its bytes are cut.

use memchr::memchr;

use super::splitter::Found;

/// A line with more bytes than this is not held.
pub(crate) const MAX_RECORD_BYTES: usize = 1 << 20;

/// The place in a source of lines.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The start of a line whose end has not come.
    held: Vec<u8>,
    line: u64,
    is_dropping: bool,
}

impl Lines {
    pub(crate) const fn new() -> Self {
        Self { held: Vec::new(), line: 1, is_dropping: false }
    }

    pub(crate) fn push<E>(
        &mut self,
        mut bytes: &[u8],
        each: &mut impl FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        while let Some(end) = memchr(b'\n', bytes) {
            let (line, rest) = (&bytes[..end], &bytes[end + 1..]);
            self.end_line(line, each)?;
            bytes = rest;
        }
        if self.is_dropping || self.held.len() + bytes.len() > MAX_RECORD_BYTES {
            return self.drop_line(each);
        }
        self.held.extend_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn finish<E>(&mut self, each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<(), E> {
        if self.held.is_empty() { Ok(()) } else { self.end_line(&[], each) }
    }

    fn end_line<E>(&mut self, rest: &[u8], each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<(), E> {
        if !self.is_dropping && self.held.len() + rest.len() > MAX_RECORD_BYTES {
            self.drop_line(each)?;
        }
        if !std::mem::take(&mut self.is_dropping) {
            if self.held.is_empty() {
                each(found(rest, self.line))?;
            } else {
                self.held.extend_from_slice(rest);
                each(found(&self.held, self.line))?;
                self.held.clear();
            }
        }
        self.line += 1;
        Ok(())
    }

    fn drop_line<E>(&mut self, each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<(), E> {
        self.held = Vec::new();
        if std::mem::replace(&mut self.is_dropping, true) {
            return Ok(());
        }
        each(Found::LongRecord { line: self.line })
    }
}

fn found(bytes: &[u8], line: u64) -> Found<'_> {
    if bytes.iter().all(u8::is_ascii_whitespace) { Found::BlankLine } else { Found::Record { bytes, line } }
}
