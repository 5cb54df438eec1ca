//! JSON Lines, arrays of records and single documents.

use tidemark_core::error::ErrorKind;
use tidemark_ingest::RecordOptions;

use crate::reading::{json, lines, read, read_in_pieces};

#[test]
fn a_line_is_a_row_and_keys_are_columns() {
    let reading = read(&lines(), "{\"a\":1,\"b\":{\"c\":\"x\"}}\n\n{\"b\":{\"c\":null},\"d\":[true]}\r\n  \n").unwrap();
    assert_eq!(reading.rows, ["a=1 b.c=x", "d.0=true"]);
    assert_eq!(reading.names, ["a", "b.c", "d.0"]);
    assert_eq!(reading.positions, [0, 0, 1]);
    assert_eq!((reading.report.rows, reading.report.blank_lines, reading.report.quarantined), (2, 2, 0));
}

#[test]
fn integers_past_the_doubles_keep_their_digits() {
    let reading = read(&lines(), "{\"id\":9007199254740993}\n{\"id\":-12345678901234567890123}").unwrap();
    assert_eq!(reading.rows, ["id=9007199254740993", "id=-12345678901234567890123"]);
}

#[test]
fn spellings_of_missing_values_are_missing_and_the_empty_text_is_not() {
    let options = RecordOptions { missing: vec!["NA".to_owned()], ..lines() };
    assert_eq!(read(&options, "{\"a\":\"NA\",\"b\":\"\",\"c\":1}").unwrap().rows, ["b= c=1"]);
}

#[test]
fn what_is_no_record_is_set_aside_by_reason_and_the_rest_is_read() {
    let deep = "[".repeat(70) + &"]".repeat(70);
    let text = format!(
        "{{\"a\":1}}\nnot json\n5\n{deep}\n{{\"a\":1,\"a\":2}}\n{{\"a.b\":1,\"a\":{{\"b\":2}}}}\n{{\"a\":\n{{\"a\":2}}\0\n{{\"a\":3}}"
    );
    let reading = read(&lines(), text).unwrap();
    assert_eq!(reading.rows, ["a=1", "a=3"]);
    assert_eq!(reading.complaints(), ["broken-json 2 7 8", "no-record 3", "deep-record 4", "repeated-key 5 6"]);
    assert_eq!(reading.names, ["a"]);
}

#[test]
fn a_line_may_have_a_mebibyte_and_no_more() {
    let record = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length - 8));
    let mebibyte = 1 << 20;
    for (length, rows, quarantined) in [(mebibyte, 2, 0), (mebibyte + 1, 1, 1)] {
        for (options, text) in [
            (lines(), format!("{}\n{{\"a\":1}}\n", record(length))),
            (json(), format!("[{},\n{{\"a\":1}}]", record(length))),
        ] {
            let mut turn = 0;
            let mut piece = || {
                turn += 1;
                [usize::MAX, 300_007, 1, 700_001][turn % 4]
            };
            let reading = read_in_pieces(&options, &[text.as_bytes()], &mut piece).unwrap();
            assert_eq!((reading.report.rows, reading.report.quarantined), (rows, quarantined));
        }
    }
}

#[test]
fn an_array_of_records_may_lie_on_any_number_of_lines() {
    for text in
        ["[{\"a\":1},{\"a\":\"]}\"}]", "\n [\n {\n\"a\":1\n}\n,\n{\"a\":\"]}\"} ]\n\n", "{\n\"a\":1}\n{\"a\":\"]}\"}"]
    {
        assert_eq!(read(&json(), text).unwrap().rows, ["a=1", "a=]}"], "{text}");
    }
    let reading = read(&json(), "[[1,\"b\"],[2,null,3],7,\n{\"x\":tru}]").unwrap();
    assert_eq!(reading.rows, ["_c0=1 _c1=b", "_c0=2 _c2=3"]);
    assert_eq!(reading.complaints(), ["no-record 1", "broken-json 2"]);
}

#[test]
fn a_document_is_one_record_and_lines_are_many_where_either_may_be() {
    assert_eq!(read(&json(), "{\n  \"a\": {\n \"b\": 1 }\n}\n").unwrap().rows, ["a.b=1"]);
    assert_eq!(read(&json(), "{\"a\":1}\n{\"a\":2}\nx\n").unwrap().rows, ["a=1", "a=2"]);
    assert_eq!(read(&json(), "{\"a\": \"tor\n{\"a\":2}\n").unwrap().rows, ["a=2"]);
}

#[test]
fn an_array_that_is_none_is_refused_with_its_line() {
    for (text, expected) in [
        ("[{\"a\":1}\n{\"a\":2}]", "`,` or `]` on line 2"),
        ("[{\"a\":1},]", "a record on line 1"),
        ("[\n{\"a\":1}", "`]` on line 2"),
        ("[{\"a\":", "the end of the record"),
        ("[]\n[]", "nothing more after `]` on line 2"),
    ] {
        let error = read(&json(), text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.message().contains(expected), "{text}: {error}");
    }
}

#[test]
fn nothing_at_all_is_refused_and_nothing_readable_is_not() {
    assert_eq!(read(&lines(), "\n\n").unwrap_err().kind(), ErrorKind::InvalidData);
    assert_eq!(read(&json(), "[]").unwrap_err().kind(), ErrorKind::InvalidData);
    assert_eq!(read(&lines(), "x").unwrap().report.quarantined, 1);
}

#[test]
fn keys_that_are_values_are_refused_before_they_fill_the_memory() {
    let text = (0..10_001).map(|id| format!("{{\"id{id}\":1}}")).collect::<Vec<_>>().join("\n") + "\n";
    let error = read_in_pieces(&lines(), &[text.as_bytes()], || usize::MAX).unwrap_err();
    assert!(error.message().contains("at most 10000 different keys"), "{error}");
}

#[test]
fn utf_16_is_read_by_its_mark_and_broken_text_is_counted() {
    let text = "\u{FEFF}{\"é\":\"𝄞\"}\n{\"é\":\"\u{FFFD}\"}";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&lines(), little).unwrap().rows, ["é=𝄞", "é=\u{FFFD}"]);
    let reading = read(&lines(), b"{\"a\":\"\xC3\",\"b\":1}\n{\"a\":\"\\ud800\"}").unwrap();
    assert_eq!(reading.rows, ["a=\u{FFFD} b=1", "a=\u{FFFD}"]);
    assert_eq!((reading.report.invalid_utf8[0].column.as_str(), reading.report.invalid_utf8[0].count), ("a", 2));
}

#[test]
fn records_held_back_are_not_rows() {
    let mut reader = tidemark_ingest::RecordReader::new(RecordOptions { is_holding: true, ..lines() });
    reader.push(b"{\"a\": 1}\nx\n{\"a\": NaN}\n{", &mut |_| Ok(())).unwrap();
    assert_eq!(reader.take_records(), "[{\"a\": 1},{\"a\": null}]");
    reader.push(b"}", &mut |_| Ok(())).unwrap();
    let report = reader.finish(&mut |_| panic!("no row was to come")).unwrap();
    assert_eq!(reader.take_records(), "[{}]");
    assert_eq!((report.rows, report.quarantined), (0, 1));
}

#[test]
fn flat_objects_read_as_the_parser_reads_them() {
    let values = [
        "1",
        "-2.5e3",
        "12345678.25",
        "null",
        "true",
        "\"\"",
        "\"NA\"",
        "\"é, {日本}\"",
        "01",
        "{\"n\":1}",
        "\"a\\tb\"",
        "NaN",
    ];
    let keys = ["a", "b", "a longer key", "d"];
    let mut turn = 0usize;
    let mut next = |bound: usize| {
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (turn >> 33) % bound
    };
    let (mut flat, mut escaped) = (String::new(), String::new());
    for _ in 0..3000 {
        let first = next(8);
        let kept: Vec<_> = (0..keys.len()).filter(|_| next(5) > 0).collect();
        // Now and then in another order.
        let order = kept.iter().map(|key| if first == 0 { kept[kept.len() - 1] - key + kept[0] } else { *key });
        let fields: Vec<_> = order.map(|key| (keys[key], values[next(if first < 2 { 12 } else { 8 })])).collect();
        let write = |text: &mut String, quote: fn(&str) -> String| {
            let fields: Vec<_> = fields.iter().map(|(key, value)| format!("{}: {value}", quote(key))).collect();
            text.extend(["{", &fields.join(","), "}\n"]);
        };
        write(&mut flat, |key| format!("\"{key}\""));
        // The parser alone knows escapes.
        write(&mut escaped, |key| format!("\"\\u{:04x}{}\"", key.as_bytes()[0], &key[1..]));
    }
    let options = RecordOptions { missing: vec!["NA".to_owned()], batch_rows: 100, ..lines() };
    let reading = read(&options, flat).unwrap();
    assert!(reading.report.quarantined > 10 && reading.report.rows > 2000);
    assert_eq!(reading, read(&options, escaped).unwrap());
}
