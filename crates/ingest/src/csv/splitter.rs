//! Cuts the bytes of one source into records and counts its lines. What has no end is set aside within bounded memory:
//! a quote that is never closed costs the line on which its record begins, and the lines after it are read.

use memchr::{memchr2, memchr2_iter};

use super::record::Record;
use super::scanner::Scanner;

/// A record with more bytes than this is not held.
pub(crate) const MAX_RECORD_BYTES: usize = 1 << 20;

/// What stood at the start of the bytes. Lines count from 1.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    Record(Record<'a>),
    BlankLine,
    OpenQuote { line: u64 },
    LongRecord { line: u64 },
}

/// How far the splitter came: bytes never to be shown again, and what they were if that is worth a word. No bytes mean
/// that more are needed.
#[derive(Debug)]
pub(crate) struct Step<'a> {
    pub(crate) consumed: usize,
    pub(crate) found: Option<Found<'a>>,
}

/// The place in a source.
#[derive(Debug)]
pub(crate) struct Splitter {
    scanner: Scanner,
    line: u64,
    is_after_return: bool,
    is_dropping: bool,
}

impl Splitter {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self { scanner: Scanner::new(delimiter), line: 1, is_after_return: false, is_dropping: false }
    }

    /// Takes one step into `bytes`: all those not consumed so far, and perhaps more than last time.
    pub(crate) fn next<'a>(&'a mut self, bytes: &'a [u8]) -> Step<'a> {
        let Some(&first) = bytes.first() else {
            return Step { consumed: 0, found: None };
        };
        if std::mem::take(&mut self.is_after_return) && first == b'\n' {
            return self.step(1, None);
        }
        if self.is_dropping {
            return self.drop_line(bytes, None);
        }
        if is_line_end(first) && self.scanner.scanned() == 0 {
            self.end_line(first);
            return self.step(1, Some(Found::BlankLine));
        }
        match self.scanner.scan(&bytes[..bytes.len().min(MAX_RECORD_BYTES + 1)]) {
            Some(end) => {
                let line = self.line;
                self.count_lines(&bytes[..end]);
                self.end_line(bytes[end]);
                self.record(&bytes[..end], line, end + 1)
            }
            None if self.scanner.scanned() > MAX_RECORD_BYTES => self.set_aside(bytes),
            None => Step { consumed: 0, found: None },
        }
    }

    /// Whether a record begins with the next byte.
    pub(crate) const fn is_between_records(&self) -> bool {
        !self.is_after_return && !self.is_dropping && self.scanner.scanned() == 0
    }

    /// Goes on behind records that somebody else has found.
    pub(crate) fn skip(&mut self, bytes: usize, lines: usize) {
        self.scanner.restart(bytes);
        self.line += lines as u64;
    }

    /// Takes the next step when `bytes`, of which `next` consumed none, are the last ones of the source.
    pub(crate) fn finish<'a>(&'a mut self, bytes: &'a [u8]) -> Step<'a> {
        if self.scanner.finish() { self.record(bytes, self.line, bytes.len()) } else { self.set_aside(bytes) }
    }

    fn record<'a>(&'a mut self, bytes: &'a [u8], line: u64, consumed: usize) -> Step<'a> {
        self.scanner.restart(consumed);
        let record = Record { bytes, fields: self.scanner.fields(), line };
        Step { consumed, found: Some(Found::Record(record)) }
    }

    fn set_aside(&mut self, bytes: &[u8]) -> Step<'static> {
        let line = self.line;
        if self.scanner.is_open() {
            self.scanner.mark_open();
            return self.drop_line(bytes, Some(Found::OpenQuote { line }));
        }
        let scanned = self.scanner.scanned();
        self.count_lines(&bytes[..scanned]);
        self.is_dropping = true;
        self.step(scanned, Some(Found::LongRecord { line }))
    }

    /// Consumes the rest of a line, as far as it is there.
    fn drop_line(&mut self, bytes: &[u8], found: Option<Found<'static>>) -> Step<'static> {
        let end = memchr2(b'\n', b'\r', bytes);
        self.is_dropping = end.is_none();
        if let Some(end) = end {
            self.end_line(bytes[end]);
        }
        self.step(end.map_or(bytes.len(), |end| end + 1), found)
    }

    fn step(&mut self, consumed: usize, found: Option<Found<'static>>) -> Step<'static> {
        self.scanner.restart(consumed);
        Step { consumed, found }
    }

    fn end_line(&mut self, end: u8) {
        self.line += 1;
        self.is_after_return = end == b'\r';
    }

    /// Counts the line ends inside a record; only quoted fields have any.
    fn count_lines(&mut self, record: &[u8]) {
        if self.scanner.has_quotes() {
            self.line += memchr2_iter(b'\n', b'\r', record)
                .filter(|&at| record[at] == b'\n' || record.get(at + 1) != Some(&b'\n'))
                .count() as u64;
        }
    }
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a source, each as a word: the line and the number of fields of a record, or why there is none.
    fn found(source: &[u8]) -> Vec<String> {
        let mut splitter = Splitter::new(b',');
        let mut words = Vec::new();
        let mut rest = source;
        loop {
            let mut step = splitter.next(rest);
            if step.consumed == 0 {
                if rest.is_empty() {
                    return words;
                }
                step = splitter.finish(rest);
            }
            rest = &rest[step.consumed..];
            words.extend(step.found.map(|found| match found {
                Found::Record(record) => format!("{}:{}", record.line, record.width()),
                Found::BlankLine => "blank".to_owned(),
                Found::OpenQuote { line } => format!("{line}:open"),
                Found::LongRecord { line } => format!("{line}:long"),
            }));
        }
    }

    #[test]
    fn each_kind_of_line_end_ends_one_line() {
        assert_eq!(found(b"a,b\nc\r\nd\re,"), ["1:2", "2:1", "3:1", "4:2"]);
        assert_eq!(found(b"a\n\nb\r\n\r\nc\r\rd\n"), ["1:1", "blank", "3:1", "blank", "5:1", "blank", "7:1"]);
    }

    #[test]
    fn lines_inside_quotes_are_counted() {
        assert_eq!(found(b"\"a\n\r\nb\rc\"\nd"), ["1:1", "5:1"]);
    }

    #[test]
    fn a_quote_open_at_the_end_costs_one_line() {
        assert_eq!(found(b"a,b\nc,\"1\nd,2\r\n"), ["1:2", "2:open", "3:2"]);
        assert_eq!(found(b"\"a\nb,c\r\nd\n"), ["1:open", "2:2", "3:1"]);
        assert_eq!(found(b"a\n\""), ["1:1", "2:open"]);
    }

    #[test]
    fn a_quote_open_for_too_long_costs_one_line() {
        let mut source = b"x\n\"open\r\n".to_vec();
        source.extend(b"a,b\n".repeat(MAX_RECORD_BYTES / 4));
        source.extend(b"c,\"d\"\n");
        let words = found(&source);
        assert_eq!(words.len(), 2 + MAX_RECORD_BYTES / 4 + 1);
        assert_eq!(words[..3], ["1:1", "2:open", "3:2"]);
        assert_eq!(words[words.len() - 1], format!("{}:2", words.len()));
    }

    #[test]
    fn a_record_may_have_a_mebibyte_and_no_more() {
        let longest = "a".repeat(MAX_RECORD_BYTES);
        assert_eq!(found(format!("{longest}\nb").as_bytes()), ["1:1", "2:1"]);
        assert_eq!(found(longest.as_bytes()), ["1:1"]);
        assert_eq!(found(format!("{longest}a\nb").as_bytes()), ["1:long", "2:1"]);
        assert_eq!(found(format!("\"\n\",{longest}\r\nb").as_bytes()), ["1:long", "3:1"]);
        assert_eq!(found(format!("\"{longest}\nb").as_bytes()), ["1:open", "2:1"]);
    }

    #[test]
    fn lines_that_all_open_a_quote_take_linear_time() {
        // In each line the first quote is text, or closes the quote that the line before has opened; the second opens.
        let lines = 400_000;
        let words = found(&b"a\"b,\"c\n".repeat(lines));
        assert_eq!(words.len(), lines);
        assert!(words.iter().all(|word| word.ends_with(":open")));
    }
}
