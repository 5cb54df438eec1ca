//! Records without an end: they are set aside, their neighbours are read, and nothing is held for long.

use tidemark_core::error::ErrorKind;
use tidemark_ingest::ComplaintKind;
use tidemark_ingest::csv::CsvOptions;

use crate::reading::{error, read, rows};

const MEBIBYTE: usize = 1 << 20;

#[test]
fn a_quote_open_at_the_end_costs_its_line() {
    let reading = read(&CsvOptions::default(), "x,y\n1,2\n\"a,1\n3,4\n").unwrap();
    assert_eq!(reading.rows, rows([["1", "2"], ["3", "4"]]));
    let complaint = &reading.report.complaints[0];
    assert_eq!((complaint.kind, complaint.count, complaint.first[0].line), (ComplaintKind::OpenQuote, 1, 3));
    assert_eq!((complaint.first[0].expected_fields, complaint.first[0].found_fields), (None, None));
}

#[test]
fn a_quote_open_for_over_a_mebibyte_costs_its_line() {
    let lines = MEBIBYTE / 4 + 10;
    let text = "x,y\n\"a,1\n".to_owned() + &"3,4\n".repeat(lines) + "\"5\",6\n";
    let reading = read(&CsvOptions::default(), text).unwrap();
    assert_eq!((reading.report.rows, reading.report.quarantined), (lines as u64 + 1, 1));
    assert_eq!(reading.report.complaints[0].kind, ComplaintKind::OpenQuote);
}

#[test]
fn a_record_over_a_mebibyte_costs_itself() {
    let long = "a".repeat(3 * MEBIBYTE);
    let reading = read(&CsvOptions::default(), format!("x,y\n1,2\n{long},3\r\n4,5\n")).unwrap();
    assert_eq!(reading.rows, rows([["1", "2"], ["4", "5"]]));
    let complaint = &reading.report.complaints[0];
    assert_eq!((complaint.kind, complaint.count, complaint.first[0].line), (ComplaintKind::LongRecord, 1, 3));
}

#[test]
fn the_line_after_a_long_record_has_its_own_number() {
    let long = "a".repeat(2 * MEBIBYTE);
    let reading = read(&CsvOptions::default(), format!("x,y\n\"1\r\n2\",{long}\r\n4\n")).unwrap();
    let lines: Vec<_> = reading.report.complaints.iter().map(|complaint| complaint.first[0].line).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn a_header_without_an_end_is_refused() {
    for text in ["\"a,b\n1,2\n".to_owned(), "a".repeat(2 * MEBIBYTE)] {
        let error = error(&CsvOptions::default(), text);
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.message().contains("a record without an end on line 1"), "{error}");
    }
}

#[test]
fn without_a_header_the_first_readable_record_gives_the_width() {
    let reading = read(&CsvOptions { header: false, ..CsvOptions::default() }, "\"a\n1,2\n").unwrap();
    assert_eq!(reading.rows, rows([["1", "2"]]));
    assert_eq!(reading.report.quarantined, 1);
}

#[test]
fn a_source_with_more_columns_than_asked_for_is_refused() {
    for header in [true, false] {
        let options = CsvOptions { header, most_columns: Some(2), ..CsvOptions::default() };
        assert_eq!(read(&options, "x,y\n1,2\n").unwrap().report.quarantined, 0);
        let error = error(&options, "x,y,z\n1,2,3\n");
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.message().contains("expected at most 2 columns in `a.csv`, found 3"), "{error}");
    }
}
