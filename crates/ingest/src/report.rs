//! What was read and what was not: rows, records set aside with their places, and text that was not UTF-8.

use tidemark_json::{words, write_json};

/// A complaint names this many places; further ones are only counted.
const PLACES: usize = 10;

/// What became of the input. As JSON it is the `IngestReport` of the TypeScript port.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestReport {
    /// How many sources were read.
    pub sources: u64,
    /// How many rows were handed on.
    pub rows: u64,
    /// How many records were set aside; `complaints` says why.
    pub quarantined: u64,
    /// How many lines held nothing at all and were skipped.
    pub blank_lines: u64,
    /// How many capture records were dropped because they lie outside the time asked for.
    pub outside: u64,
    /// How many capture records were dropped because their event id had been read before.
    pub duplicates: u64,
    /// The delimiter, given or detected; none when the input was no delimited text.
    pub delimiter: Option<char>,
    /// Why records were set aside, in the order in which the reasons were first met.
    pub complaints: Vec<Complaint>,
    /// The columns in which invalid UTF-8 was replaced by U+FFFD.
    pub invalid_utf8: Vec<InvalidUtf8>,
}

write_json!(IngestReport {
    sources,
    rows,
    quarantined,
    blank_lines,
    outside,
    duplicates,
    delimiter,
    complaints,
    invalid_utf8
});

/// A reason for which records were set aside: how often, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The reason.
    pub kind: ComplaintKind,
    /// How many records it met.
    pub count: u64,
    /// The first ten places.
    pub first: Vec<Place>,
}

write_json!(Complaint { kind, count, first });

/// Why a record is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComplaintKind {
    /// Another number of fields than the header.
    RaggedRow,
    /// A quote that is never closed.
    OpenQuote,
    /// More than 1 MiB.
    LongRecord,
    /// No JSON.
    BrokenJson,
    /// JSON with more than 64 objects and arrays inside each other.
    DeepRecord,
    /// JSON that is neither an object nor an array.
    NoRecord,
    /// Two values of one name.
    RepeatedKey,
    /// JSON that is no capture record.
    NoCapture,
    /// A capture record whose request or response is not what its encoding says.
    BrokenPayload,
    /// A capture record whose request and response have different numbers of rows.
    UnequalRows,
    /// A capture record without a readable time, where a time was asked for.
    NoTime,
}

words!(ComplaintKind {
    RaggedRow = "ragged-row", OpenQuote = "open-quote", LongRecord = "long-record", BrokenJson = "broken-json",
    DeepRecord = "deep-record", NoRecord = "no-record", RepeatedKey = "repeated-key", NoCapture = "no-capture",
    BrokenPayload = "broken-payload", UnequalRows = "unequal-rows", NoTime = "no-time",
});

/// Where a record that was set aside began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the source.
    pub source: String,
    /// The line of the source, from 1.
    pub line: u64,
    /// For a ragged row: how many fields the header has.
    pub expected_fields: Option<u64>,
    /// For a ragged row: how many fields the record has.
    pub found_fields: Option<u64>,
}

write_json!(Place { source, line, expected_fields if any, found_fields if any });

/// A column with values that were not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidUtf8 {
    /// The name of the column.
    pub column: String,
    /// How many of its values had bytes replaced.
    pub count: u64,
}

write_json!(InvalidUtf8 { column, count });

impl IngestReport {
    /// Counts a record that was set aside, of which only the line is worth naming.
    pub(crate) fn set_aside_line(&mut self, kind: ComplaintKind, source: &str, line: u64) {
        self.set_aside(kind, || Place { source: source.to_owned(), line, expected_fields: None, found_fields: None });
    }

    /// Counts a record that was set aside; `place` is asked for only while places are still named.
    pub(crate) fn set_aside(&mut self, kind: ComplaintKind, place: impl FnOnce() -> Place) {
        self.quarantined += 1;
        let index = self.complaints.iter().position(|complaint| complaint.kind == kind).unwrap_or_else(|| {
            self.complaints.push(Complaint { kind, count: 0, first: Vec::new() });
            self.complaints.len() - 1
        });
        let complaint = &mut self.complaints[index];
        complaint.count += 1;
        if complaint.first.len() < PLACES {
            complaint.first.push(place());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u64) -> Place {
        Place { source: "a.csv".to_owned(), line, expected_fields: None, found_fields: None }
    }

    #[test]
    fn a_complaint_names_ten_places_and_counts_the_rest() {
        let mut report = IngestReport::default();
        for line in 1..=12 {
            report.set_aside(ComplaintKind::OpenQuote, || place(line));
        }
        assert_eq!(report.quarantined, 12);
        assert_eq!(report.complaints.len(), 1);
        assert_eq!(report.complaints[0].count, 12);
        assert_eq!(report.complaints[0].first.last(), Some(&place(10)));
    }

    fn value(report: &IngestReport) -> serde_json::Value {
        serde_json::from_str(&tidemark_json::to_json(report)).unwrap()
    }

    #[test]
    fn the_json_is_that_of_the_port() {
        let mut report = IngestReport { sources: 1, rows: 2, delimiter: Some('\t'), ..IngestReport::default() };
        report.invalid_utf8.push(InvalidUtf8 { column: "x".to_owned(), count: 1 });
        report.set_aside(ComplaintKind::LongRecord, || place(4));
        report.set_aside(ComplaintKind::RaggedRow, || Place {
            expected_fields: Some(2),
            found_fields: Some(3),
            ..place(5)
        });
        let expected = serde_json::json!({
            "sources": 1,
            "rows": 2,
            "quarantined": 2,
            "blankLines": 0,
            "outside": 0,
            "duplicates": 0,
            "delimiter": "\t",
            "complaints": [
                { "kind": "long-record", "count": 1, "first": [{ "source": "a.csv", "line": 4 }] },
                {
                    "kind": "ragged-row",
                    "count": 1,
                    "first": [{ "source": "a.csv", "line": 5, "expectedFields": 2, "foundFields": 3 }],
                },
            ],
            "invalidUtf8": [{ "column": "x", "count": 1 }],
        });
        assert_eq!(value(&report), expected);
        assert!(value(&IngestReport::default())["delimiter"].is_null());
    }
}
