//! Cuts a source into the values of an array, or into values one after another, over any number of lines.

use memchr::memchr2;

use super::lines::MAX_RECORD_BYTES;
use super::splitter::Found;

/// The place in a source of values.
#[derive(Debug)]
pub(crate) struct Values {
    state: State,
    is_array: bool,
    /// The start of a value whose end has not come; nothing of one that is too long.
    held: Vec<u8>,
    is_long: bool,
    line: u64,
    first_line: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first value.
    Start,
    /// After the bracket of the array.
    Opened,
    /// After a value.
    After,
    /// After a comma.
    Before,
    /// After the bracket that closes the array.
    Closed,
    /// In a number, or a word.
    Word,
    /// In a string on the outermost level.
    String { is_escaped: bool },
    /// In an object or an array.
    Nested { level: u64, is_string: bool, is_escaped: bool },
}

/// What stood where something else was expected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misplaced {
    pub(crate) line: u64,
    pub(crate) expected: &'static str,
}

impl Values {
    pub(crate) const fn new() -> Self {
        Self { state: State::Start, is_array: false, held: Vec::new(), is_long: false, line: 1, first_line: 1 }
    }

    pub(crate) fn push<E: From<Misplaced>>(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut at = 0;
        while at < bytes.len() {
            let consumed = match self.state {
                State::Word => self.word(&bytes[at..], each)?,
                State::String { .. } | State::Nested { .. } => self.inside(&bytes[at..], each)?,
                _ => self.between(bytes[at])?,
            };
            at += consumed;
        }
        Ok(())
    }

    /// Ends the source, which must be between values.
    pub(crate) fn finish<E: From<Misplaced>>(
        &mut self,
        each: &mut impl FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.state == State::Word && !self.is_array {
            self.end_value(each)?;
        }
        match self.state {
            State::Start | State::Closed => Ok(()),
            State::After if !self.is_array => Ok(()),
            State::Opened | State::After | State::Before | State::Word => Err(self.misplaced("`]`").into()),
            _ => Err(self.misplaced("the end of the record").into()),
        }
    }

    /// Takes a byte outside of values; a byte that begins one is taken again inside it.
    fn between(&mut self, byte: u8) -> Result<usize, Misplaced> {
        match (byte, self.state) {
            (b'\n', _) => self.line += 1,
            (b' ' | b'\t' | b'\r', _) => {}
            (b'[', State::Start) => {
                self.is_array = true;
                self.state = State::Opened;
            }
            (b']', State::Opened | State::After) if self.is_array => self.state = State::Closed,
            (b',', State::After) if self.is_array => self.state = State::Before,
            (_, State::After) if self.is_array => return Err(self.misplaced("`,` or `]`")),
            (_, State::Closed) => return Err(self.misplaced("nothing more after `]`")),
            (b',' | b']' | b'}' | b':', _) => return Err(self.misplaced("a record")),
            _ => {
                self.first_line = self.line;
                self.is_long = false;
                self.state = match byte {
                    b'{' | b'[' => State::Nested { level: 0, is_string: false, is_escaped: false },
                    b'"' => State::String { is_escaped: false },
                    _ => State::Word,
                };
                if byte != b'"' {
                    return Ok(0);
                }
                self.hold(b"\"");
            }
        }
        Ok(1)
    }

    fn word<E>(&mut self, bytes: &[u8], each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<usize, E> {
        let is_end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}' | b'{' | b'[' | b'"');
        let end = bytes.iter().position(is_end);
        self.hold(&bytes[..end.unwrap_or(bytes.len())]);
        if end.is_some() {
            self.end_value(each)?;
        }
        Ok(end.unwrap_or(bytes.len()))
    }

    /// Takes bytes of a string, an object or an array, up to its end if that is among them.
    fn inside<E>(&mut self, bytes: &[u8], each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<usize, E> {
        let mut state = self.state;
        let mut at = 0;
        let mut is_complete = false;
        while at < bytes.len() && !is_complete {
            let byte = bytes[at];
            self.line += u64::from(byte == b'\n');
            at += 1;
            match &mut state {
                State::String { is_escaped } | State::Nested { is_string: true, is_escaped, .. } if *is_escaped => {
                    *is_escaped = false;
                }
                State::String { is_escaped } | State::Nested { is_string: true, is_escaped, .. } if byte == b'\\' => {
                    *is_escaped = true;
                }
                State::String { .. } => is_complete = byte == b'"',
                State::Nested { is_string, .. } if *is_string => {
                    *is_string = byte != b'"';
                    if *is_string {
                        let plain = memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at);
                        self.line += memchr::memchr_iter(b'\n', &bytes[at..at + plain]).count() as u64;
                        at += plain;
                    }
                }
                State::Nested { level, is_string, .. } => match byte {
                    b'"' => *is_string = true,
                    b'{' | b'[' => *level += 1,
                    b'}' | b']' => {
                        *level -= 1;
                        is_complete = *level == 0;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        self.state = state;
        self.hold(&bytes[..at]);
        if is_complete {
            self.end_value(each)?;
        }
        Ok(at)
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.is_long || self.held.len() + bytes.len() > MAX_RECORD_BYTES {
            self.is_long = true;
            self.held = Vec::new();
        } else {
            self.held.extend_from_slice(bytes);
        }
    }

    fn end_value<E>(&mut self, each: &mut impl FnMut(Found<'_>) -> Result<(), E>) -> Result<(), E> {
        self.state = State::After;
        let line = self.first_line;
        if self.is_long {
            return each(Found::LongRecord { line });
        }
        each(Found::Record { bytes: &self.held, line })?;
        self.held.clear();
        Ok(())
    }

    const fn misplaced(&self, expected: &'static str) -> Misplaced {
        Misplaced { line: self.line, expected }
    }
}
