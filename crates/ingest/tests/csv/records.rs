//! Records, fields and headers, worked by hand.

use tidemark_core::error::ErrorKind;
use tidemark_ingest::csv::CsvOptions;
use tidemark_ingest::{ComplaintKind, InvalidUtf8, Place};

use crate::reading::{error, read, rows};

fn headless() -> CsvOptions {
    CsvOptions { header: false, ..CsvOptions::default() }
}

#[test]
fn fields_are_read_as_rfc_4180_has_them() {
    let reading = read(&CsvOptions::default(), "a,b\r\n\"x, \"\"y\"\"\",1\r\n\"two\r\nlines\",\"\"\r\n").unwrap();
    assert_eq!(reading.names, ["a", "b"]);
    assert_eq!(reading.rows, rows([["x, \"y\"", "1"], ["two\r\nlines", ""]]));
    assert_eq!(reading.report.rows, 2);
    assert_eq!(reading.report.delimiter, Some(','));
    assert!(reading.report.complaints.is_empty());
}

#[test]
fn quotes_out_of_place_are_text() {
    let reading = read(&CsvOptions::default(), "a,b\n5\" pipe,\"x\"y\n \"z\",\"w\" \"v\"\n").unwrap();
    assert_eq!(reading.rows, rows([["5\" pipe", "xy"], [" \"z\"", "w \"v\""]]));
}

#[test]
fn every_line_end_ends_a_record_and_the_last_one_may_lack() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "1,2", "3,"].join(end);
        let expected = rows([["1", "2"], ["3", ""]]);
        assert_eq!(read(&CsvOptions::default(), &text).unwrap().rows, expected, "{end:?}");
        assert_eq!(read(&CsvOptions::default(), text + end).unwrap().rows, expected, "{end:?}");
    }
}

#[test]
fn blank_lines_are_skipped_and_counted() {
    let reading = read(&CsvOptions::default(), "\n\r\na\n\n1\n\"\"\n \n\n").unwrap();
    assert_eq!(reading.rows, rows([["1"], [""], [" "]]));
    assert_eq!(reading.report.blank_lines, 4);
    assert_eq!(reading.report.quarantined, 0);
}

#[test]
fn empty_fields_and_the_given_spellings_are_missing() {
    let options = CsvOptions { missing: vec!["NA".to_owned(), "?".to_owned()], ..CsvOptions::default() };
    let reading = read(&options, "a,b,c\nNA,\"?\",na\n,\"\",NAN\n").unwrap();
    assert_eq!(reading.rows, rows([["", "", "na"], ["", "", "NAN"]]));
}

#[test]
fn ragged_rows_are_set_aside_and_named() {
    let reading = read(&CsvOptions::default(), "x,y\n1,2\n3\n4,5,6\n").unwrap();
    assert_eq!(reading.rows, rows([["1", "2"]]));
    assert_eq!((reading.report.rows, reading.report.quarantined), (1, 2));
    let place =
        |line, found| Place { source: "a.csv".to_owned(), line, expected_fields: Some(2), found_fields: Some(found) };
    assert_eq!(reading.report.complaints[0].kind, ComplaintKind::RaggedRow);
    assert_eq!(reading.report.complaints[0].first, [place(3, 1), place(4, 3)]);
}

#[test]
fn lines_in_complaints_count_those_inside_quotes() {
    let reading = read(&CsvOptions::default(), "x,y\n\"1\r\n2\r3\",\"4\n\"\n\n5\n").unwrap();
    assert_eq!(reading.report.complaints[0].first[0].line, 7);
}

#[test]
fn invalid_utf_8_is_replaced_and_counted_by_column() {
    let reading = read(&CsvOptions::default(), b"a\xFF,b\n\xC3,\xC3\xA9\nok,\"\xE2\x82\"\n\x80\x80,\n").unwrap();
    assert_eq!(reading.names, ["a\u{FFFD}", "b"]);
    let replaced = "\u{FFFD}";
    assert_eq!(reading.rows, rows([[replaced, "é"], ["ok", replaced], ["\u{FFFD}\u{FFFD}", ""]]));
    let invalid = |column: &str, count| InvalidUtf8 { column: column.to_owned(), count };
    assert_eq!(reading.report.invalid_utf8, [invalid("a\u{FFFD}", 2), invalid("b", 1)]);
}

#[test]
fn a_nul_byte_is_text() {
    assert_eq!(read(&CsvOptions::default(), "a\n\0\n").unwrap().rows, rows([["\0"]]));
}

#[test]
fn a_byte_order_mark_is_dropped_and_says_what_is_utf_16() {
    assert_eq!(read(&CsvOptions::default(), "\u{FEFF}a\n1\n").unwrap().names, ["a"]);
    for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let text: Vec<u8> = "\u{FEFF}é;b\n€;2\n".encode_utf16().flat_map(to_bytes).collect();
        let reading = read(&CsvOptions::default(), text).unwrap();
        assert_eq!((reading.names, reading.rows), (vec!["é".to_owned(), "b".to_owned()], rows([["€", "2"]])));
    }
}

#[test]
fn a_column_without_a_name_is_named_by_its_position() {
    assert_eq!(read(&CsvOptions::default(), "a,,\"\"\n").unwrap().names, ["a", "_c1", "_c2"]);
    let reading = read(&headless(), "1,2\n3,4\n").unwrap();
    assert_eq!(reading.names, ["_c0", "_c1"]);
    assert_eq!(reading.rows, rows([["1", "2"], ["3", "4"]]));
}

#[test]
fn names_that_occur_twice_are_refused() {
    for header in ["x,x\n1,2\n", "_c1,\n1,2\n"] {
        assert_eq!(error(&CsvOptions::default(), header).kind(), ErrorKind::InvalidData);
    }
}

#[test]
fn a_header_alone_is_a_data_set_without_rows() {
    let reading = read(&CsvOptions::default(), "a,b").unwrap();
    assert_eq!((reading.names.len(), reading.report.rows), (2, 0));
    assert!(reading.batch_rows.is_empty());
}

#[test]
fn an_input_without_records_is_refused() {
    for text in ["", "\u{FEFF}", "\n\r\n"] {
        let error = error(&CsvOptions::default(), text);
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.message().starts_with("expected a header line in `a.csv`, found nothing"), "{error}");
        assert_eq!(self::error(&headless(), text).kind(), ErrorKind::InvalidData);
    }
}

#[test]
fn the_delimiter_is_detected_unless_it_is_given() {
    let reading = read(&CsvOptions::default(), "a\tb,c\n1\t2\n").unwrap();
    assert_eq!((reading.report.delimiter, reading.names.len()), (Some('\t'), 2));
    let options = CsvOptions { delimiter: Some(b','), ..CsvOptions::default() };
    let reading = read(&options, "a\tb,c\n1\t2,3\n").unwrap();
    assert_eq!((reading.report.delimiter, &reading.rows), (Some(','), &rows([["1\t2", "3"]])));
}

#[test]
fn the_delimiter_is_detected_from_the_head_alone() {
    let head = "a;b\n1;2\n".repeat(10_000);
    let reading = read(&headless(), head + &"1,2;3\n".repeat(100_000)).unwrap();
    assert_eq!(reading.report.delimiter, Some(';'));
    assert_eq!(reading.report.rows, 120_000);
}
