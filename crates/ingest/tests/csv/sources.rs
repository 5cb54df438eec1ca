//! Several sources of one data set, and the hand-over of batches.

use tidemark_core::error::{Error, ErrorKind};
use tidemark_ingest::csv::{CsvOptions, CsvReader, Pairing};

use crate::reading::{read, read_all, rows};

#[test]
fn columns_of_a_later_source_are_found_by_name() {
    let sources: [(&str, &[u8]); 2] = [("a.csv", b"x,y,z\n1,2,3\n"), ("b.csv", b"\xEF\xBB\xBFz,x,y\n6,4,5")];
    let reading = read_all(&CsvOptions::default(), &sources).unwrap();
    assert_eq!(reading.names, ["x", "y", "z"]);
    assert_eq!(reading.rows, rows([["1", "2", "3"], ["4", "5", "6"]]));
    assert_eq!(reading.positions, [0, 1, 0]);
    assert_eq!(reading.batch_rows, [1, 1]);
    assert_eq!((reading.report.sources, reading.report.rows), (2, 2));
}

#[test]
fn by_position_the_names_of_the_first_source_hold() {
    let options = CsvOptions { pairing: Pairing::Position, ..CsvOptions::default() };
    let reading = read_all(&options, &[("a.csv", b"x,y\n1,2\n"), ("b.csv", b"y,q\n3,4\n")]).unwrap();
    assert_eq!(reading.names, ["x", "y"]);
    assert_eq!(reading.rows, rows([["1", "2"], ["3", "4"]]));
}

#[test]
fn sources_with_other_columns_are_refused_by_name() {
    let error = read_all(&CsvOptions::default(), &[("a.csv", b"x,y\n"), ("b.csv", b"x,q\n")]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incompatible);
    assert!(error.message().contains("`b.csv`, found missing: `y`; extra: `q`"), "{error}");
}

#[test]
fn the_first_delimiter_holds_for_later_sources() {
    let reading = read_all(&CsvOptions::default(), &[("a.csv", b"x;y\n1;2\n"), ("b.csv", b"x;y\n1,5;2,5\n")]).unwrap();
    assert_eq!(reading.rows, rows([["1", "2"], ["1,5", "2,5"]]));
}

#[test]
fn a_quote_open_at_the_end_of_a_source_does_not_reach_the_next() {
    let reading = read_all(&CsvOptions::default(), &[("a.csv", b"x\n1\n\"2"), ("b.csv", b"x\n\"3\"\n")]).unwrap();
    assert_eq!(reading.rows, rows([["1"], ["3"]]));
    assert_eq!((reading.report.complaints[0].first[0].source.as_str(), reading.report.quarantined), ("a.csv", 1));
}

#[test]
fn an_empty_source_is_refused_only_where_a_header_should_be() {
    let sources: [(&str, &[u8]); 3] = [("a.csv", b""), ("b.csv", b"1;2\n"), ("c.csv", b"")];
    let options = CsvOptions { header: false, ..CsvOptions::default() };
    assert_eq!(read_all(&options, &sources).unwrap().rows, rows([["1", "2"]]));
    let error = read_all(&CsvOptions::default(), &sources[1..]).unwrap_err();
    assert_eq!((error.kind(), &error.context()[0]), (ErrorKind::InvalidData, &("source", "c.csv".to_owned())));
}

#[test]
fn bytes_without_a_source_belong_to_one_named_input() {
    let mut reader = CsvReader::new(CsvOptions::default()).unwrap();
    reader.push(b"x\n1,2\n", &mut |_| Ok(())).unwrap();
    let report = reader.finish(&mut |_| Ok(())).unwrap();
    assert_eq!((report.sources, report.complaints[0].first[0].source.as_str()), (1, "input"));
}

#[test]
fn batches_have_the_rows_asked_for_and_end_with_their_source() {
    let options = CsvOptions { batch_rows: 2, ..CsvOptions::default() };
    let reading = read_all(&options, &[("a.csv", b"x\n1\n2\n3\n"), ("b.csv", b"x\n4\n5\n")]).unwrap();
    assert_eq!(reading.batch_rows, [2, 1, 2]);
}

#[test]
fn a_batch_with_much_text_is_handed_over_early() {
    let record = "a".repeat(1 << 20) + "\n";
    let reading = read(&CsvOptions::default(), "x\n".to_owned() + &record.repeat(18)).unwrap();
    assert_eq!(reading.batch_rows, [4, 4, 4, 4, 2]);
}

#[test]
fn an_error_of_the_sink_ends_the_reading() {
    let mut reader =
        CsvReader::new(CsvOptions { delimiter: Some(b','), batch_rows: 1, ..CsvOptions::default() }).unwrap();
    let error = reader.push(b"x\n1\n2\n", &mut |_| Err(Error::internal("full"))).unwrap_err();
    assert_eq!(error.message(), "full");
}

#[test]
fn nothing_may_follow_the_end() {
    let mut reader = CsvReader::new(CsvOptions::default()).unwrap();
    reader.push(b"x\n", &mut |_| Ok(())).unwrap();
    reader.finish(&mut |_| Ok(())).unwrap();
    assert_eq!(reader.push(b"1\n", &mut |_| Ok(())).unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(reader.finish(&mut |_| Ok(())).unwrap_err().kind(), ErrorKind::InvalidArgument);
}
