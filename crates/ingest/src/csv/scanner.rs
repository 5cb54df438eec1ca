//! Finds where the fields of one record begin and end. It stops wherever the bytes stop and goes on from there, so
//! no byte is looked at twice however the input is cut.

use memchr::{memchr, memchr3};

use super::record::{Field, Form};

const QUOTE: u8 = b'"';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    FieldStart,
    /// In a field without quotes; a quote here is text.
    Plain,
    /// Between quotes, where delimiters and line ends are text.
    Quoted,
    /// After a quote between quotes: the closing one, or the first of two that stand for one.
    QuoteSeen,
    /// After the closing quote.
    Closed,
}

/// The fields of one record so far. All places count from the first byte of the record.
#[derive(Debug)]
pub(crate) struct Scanner {
    delimiter: u8,
    state: State,
    scanned: usize,
    field_start: usize,
    closed_at: usize,
    has_escape: bool,
    has_quotes: bool,
    open_until: usize,
    fields: Vec<Field>,
}

impl Scanner {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::FieldStart,
            scanned: 0,
            field_start: 0,
            closed_at: 0,
            has_escape: false,
            has_quotes: false,
            open_until: 0,
            fields: Vec::new(),
        }
    }

    /// Goes on in a record of which `bytes` is known. The place of its line end, or none if that is not among them.
    pub(crate) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        if self.scanned == 0 {
            self.fields.clear();
        }
        let mut at = self.scanned;
        while at < bytes.len() {
            match self.state {
                State::FieldStart if bytes[at] == QUOTE => {
                    self.state = State::Quoted;
                    self.has_quotes = true;
                    self.has_escape = false;
                    at += 1;
                }
                State::FieldStart | State::Plain | State::Closed => {
                    let Some(distance) = memchr3(self.delimiter, b'\n', b'\r', &bytes[at..]) else {
                        if self.state == State::FieldStart {
                            self.state = State::Plain;
                        }
                        at = bytes.len();
                        break;
                    };
                    at += distance;
                    self.end_field(at);
                    if bytes[at] != self.delimiter {
                        self.scanned = at;
                        return Some(at);
                    }
                    at += 1;
                    self.field_start = at;
                    self.state = State::FieldStart;
                }
                State::Quoted if at < self.open_until => at = self.scan_open(bytes, at),
                State::Quoted => match memchr(QUOTE, &bytes[at..]) {
                    Some(distance) => {
                        self.state = State::QuoteSeen;
                        at += distance + 1;
                    }
                    None => at = bytes.len(),
                },
                State::QuoteSeen if bytes[at] == QUOTE => {
                    self.state = State::Quoted;
                    self.has_escape = true;
                    at += 1;
                }
                State::QuoteSeen => {
                    self.state = State::Closed;
                    self.closed_at = at;
                }
            }
        }
        self.scanned = at;
        None
    }

    /// Between quotes, where an earlier record that began before this one was still open at `open_until`. That record
    /// was between quotes at each line end before, or it would have ended there; so from the first line end on, this
    /// one fares the same. Without this a file of lines that all open a quote would take quadratic time.
    fn scan_open(&mut self, bytes: &[u8], at: usize) -> usize {
        match memchr3(QUOTE, b'\n', b'\r', &bytes[at..self.open_until]) {
            Some(distance) if bytes[at + distance] == QUOTE => {
                self.state = State::QuoteSeen;
                at + distance + 1
            }
            _ => self.open_until,
        }
    }

    fn end_field(&mut self, end: usize) {
        let form = match self.state {
            State::FieldStart | State::Plain => Form::Plain,
            _ if self.has_escape || self.closed_at != end => Form::Escaped,
            _ => Form::Quoted,
        };
        self.fields.push(Field { start: self.field_start as u32, end: end as u32, form });
    }

    /// Ends the record after the last byte scanned, because the source ends there. False if a quote is still open.
    pub(crate) fn finish(&mut self) -> bool {
        if self.is_open() {
            return false;
        }
        if self.state == State::QuoteSeen {
            self.closed_at = self.scanned;
        }
        self.end_field(self.scanned);
        true
    }

    /// Begins another record, `distance` bytes after the start of this one. The fields stay until it is scanned.
    pub(crate) fn restart(&mut self, distance: usize) {
        self.state = State::FieldStart;
        self.scanned = 0;
        self.field_start = 0;
        self.has_quotes = false;
        self.open_until = self.open_until.saturating_sub(distance);
    }

    /// Remembers that the record was still between quotes after the last byte scanned; these bytes are scanned again.
    pub(crate) fn mark_open(&mut self) {
        self.open_until = self.scanned;
    }

    /// Whether the last byte scanned is between quotes.
    pub(crate) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// Whether any field of the record is quoted, so that it may span lines.
    pub(crate) const fn has_quotes(&self) -> bool {
        self.has_quotes
    }

    /// How many bytes of the record were scanned.
    pub(crate) const fn scanned(&self) -> usize {
        self.scanned
    }

    pub(crate) fn fields(&self) -> &[Field] {
        &self.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(scanner: &Scanner) -> Vec<(u32, u32, Form)> {
        scanner.fields().iter().map(|field| (field.start, field.end, field.form)).collect()
    }

    #[test]
    fn fields_are_found_with_their_form() {
        let mut scanner = Scanner::new(b',');
        assert_eq!(scanner.scan(b"a,,\"b,\n\",\"c\"\"\",d\"e\"\nnext"), Some(19));
        assert_eq!(
            fields(&scanner),
            [
                (0, 1, Form::Plain),
                (2, 2, Form::Plain),
                (3, 8, Form::Quoted),
                (9, 14, Form::Escaped),
                (15, 19, Form::Plain)
            ]
        );
    }

    #[test]
    fn a_record_cut_anywhere_has_the_same_fields() {
        let record = b"a\"b,\"\",\"c\"\"d\",\"e\"f,g\r";
        let mut whole = Scanner::new(b',');
        assert_eq!(whole.scan(record), Some(record.len() - 1));
        let mut cut = Scanner::new(b',');
        for end in 1..record.len() {
            assert_eq!(cut.scan(&record[..end]), None);
        }
        assert_eq!(cut.scan(record), Some(record.len() - 1));
        assert_eq!(fields(&cut), fields(&whole));
    }

    #[test]
    fn the_end_of_the_source_ends_a_record_unless_a_quote_is_open() {
        for (bytes, ends) in [(&b"a,"[..], true), (b"a,\"b\"", true), (b"a,\"b", false), (b"a,\"b\"\"", false)] {
            let mut scanner = Scanner::new(b',');
            assert_eq!(scanner.scan(bytes), None);
            assert_eq!(scanner.finish(), ends);
            assert_eq!(scanner.fields().len(), 1 + usize::from(ends));
        }
    }
}
