//! Detects the delimiter from the start of a source.

use super::options::DELIMITERS;
use super::splitter::{Found, Splitter};

/// How much of the source is looked at.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// The delimiter that gives the greatest share of the records in `head` one and the same number of fields above one;
/// the preferred one among equals, and `,` if none gives any. A last record without a line end is left out unless the
/// source ends there or there is no other.
pub(crate) fn detect_delimiter(head: &[u8], is_whole: bool) -> u8 {
    let (delimiter, _) = DELIMITERS
        .into_iter()
        .map(|delimiter| (delimiter, Agreement::of(delimiter, head, is_whole)))
        .reduce(|best, next| if next.1.exceeds(best.1) { next } else { best })
        .unwrap_or((b',', Agreement { agreeing: 0, records: 0 }));
    delimiter
}

/// How many of the records have the most common number of fields above one.
#[derive(Clone, Copy)]
struct Agreement {
    agreeing: u64,
    records: u64,
}

impl Agreement {
    fn of(delimiter: u8, head: &[u8], is_whole: bool) -> Self {
        let mut splitter = Splitter::new(delimiter);
        let mut rest = head;
        let mut records = 0;
        let mut widths: Vec<(usize, u64)> = Vec::new();
        while !rest.is_empty() {
            let mut step = splitter.next(rest);
            if step.consumed == 0 {
                if !is_whole && records > 0 {
                    break;
                }
                step = splitter.finish(rest);
            }
            rest = &rest[step.consumed..];
            if let Some(Found::Record(record)) = step.found {
                records += 1;
                match widths.iter_mut().find(|(width, _)| *width == record.width()) {
                    Some((_, count)) => *count += 1,
                    None if record.width() > 1 => widths.push((record.width(), 1)),
                    None => {}
                }
            }
        }
        Self { agreeing: widths.into_iter().map(|(_, count)| count).max().unwrap_or(0), records }
    }

    fn exceeds(self, other: Self) -> bool {
        self.agreeing * other.records > other.agreeing * self.records
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(head: &str) -> char {
        char::from(detect_delimiter(head.as_bytes(), true))
    }

    #[test]
    fn each_delimiter_is_detected() {
        for delimiter in DELIMITERS.map(char::from) {
            let head = format!("a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3\n");
            assert_eq!(detected(&head), delimiter);
        }
    }

    #[test]
    fn decimal_commas_do_not_hide_the_semicolon() {
        assert_eq!(detected("x;y\n1,5;2,5\n3;4,5\n"), ';');
    }

    #[test]
    fn delimiters_in_quotes_do_not_count() {
        assert_eq!(detected("a|b\n\"1,2\"|3\n\"4,\n5\"|6\n"), '|');
    }

    #[test]
    fn the_comma_wins_among_equals_and_where_there_is_nothing_to_detect() {
        assert_eq!(detected("a;b,c\n1;2,3\n"), ',');
        assert_eq!(detected("a\n1\n2\n"), ',');
        assert_eq!(detected("\n\n"), ',');
        assert_eq!(detected(""), ',');
    }

    #[test]
    fn ragged_records_lower_the_share_and_blank_lines_do_not() {
        assert_eq!(detected("a,b\n\n\n1\n1,2,3\n4,5\n"), ',');
        assert_eq!(detected("a;b;c\n\n1,2;3;4\n5,6;7;8\n9\n"), ';');
    }

    #[test]
    fn a_record_cut_off_counts_only_if_there_is_no_other() {
        assert_eq!(detect_delimiter(b"a\tb\n1;", false), b'\t');
        assert_eq!(detect_delimiter(b"a;b;c", false), b';');
    }
}
