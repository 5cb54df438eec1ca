//! Capture records: bodies, encodings, times, events.

use serde_json::{Value, json as value};
use tidemark_ingest::{CaptureOptions, parse_instant};

use crate::reading::{capture, read};

/// A record of two bodies, each its encoding and its data.
fn record(input: (&str, &str), output: (&str, &str), id: &str) -> Value {
    let side = |(encoding, data): (&str, &str)| {
        let content_type = if data.starts_with("eyJ") || encoding == "JSON" { "application/json" } else { "text/csv" };
        value!({ "observedContentType": content_type, "data": data, "encoding": encoding })
    };
    value!({
        "captureData": { "endpointInput": side(input), "endpointOutput": side(output) },
        "eventMetadata": { "eventId": id, "inferenceTime": "2026-11-22T08:00:00Z", "inferenceId": "7" },
        "eventVersion": "0",
    })
}

fn rows(options: CaptureOptions, records: &[Value]) -> Vec<String> {
    let text: Vec<_> = records.iter().map(Value::to_string).collect();
    read(&capture(options), text.join("\n")).unwrap().rows
}

fn complaints(options: CaptureOptions, record: &Value) -> Vec<String> {
    read(&capture(options), record.to_string()).unwrap().complaints()
}

fn csv(input: &str, output: &str) -> Value {
    record(("CSV", input), ("CSV", output), "e")
}

#[test]
fn columns_of_the_response_stand_first_and_nothing_of_the_event_is_a_column() {
    let names = || ["label", "x", "y"].map(str::to_owned).to_vec();
    assert_eq!(rows(CaptureOptions::default(), &[csv("5,,7", "0.2\n")]), ["_c0=0.2 _c1=5 _c3=7"]);
    let options = CaptureOptions { names: names(), ..CaptureOptions::default() };
    assert_eq!(rows(options, &[csv("5,6,7", "0.2")]), ["label=0.2 x=5 y=6 _c3=7"]);
    let options = CaptureOptions { names: names(), is_output_last: true, ..CaptureOptions::default() };
    assert_eq!(rows(options, &[csv("5,6", "0.2")]), ["label=5 x=6 y=0.2"]);
}

#[test]
fn a_body_of_several_rows_is_several_rows() {
    let several = csv("1,\"a,b\"\n2,c\n", "0.1\n0.2\n");
    assert_eq!(rows(CaptureOptions::default(), &[several]), ["_c0=0.1 _c1=1 _c2=a,b", "_c0=0.2 _c1=2 _c2=c"]);
    let spread = csv("1,a\n2,b\n3,c", "0.1,0.2,0.3");
    assert_eq!(rows(CaptureOptions::default(), &[spread])[2], "_c0=0.3 _c1=3 _c2=c");
    assert_eq!(complaints(CaptureOptions::default(), &csv("1\n2\n3", "0.1\n0.2")), ["unequal-rows 1"]);
}

#[test]
fn model_monitor_reads_one_row_a_record_and_cuts_at_every_comma() {
    let options = CaptureOptions { is_one_row: true, ..CaptureOptions::default() };
    let record = csv("1,\"a,b\"\n2,c\n", "0.1\n");
    assert_eq!(rows(options, &[record.clone(), record]), ["_c0=0.1 _c1=1 _c2=\"a _c3=b\"\n2 _c4=c"; 2]);
}

#[test]
fn json_bodies_name_their_columns() {
    let lines = record(("JSON", "{\"f\":[1,2]}\n{\"f\":[3,4]}\n"), ("JSON", "{\"p\":0.1}\n{\"p\":0.2}\n"), "e");
    assert_eq!(rows(CaptureOptions::default(), &[lines]), ["p=0.1 f.0=1 f.1=2", "p=0.2 f.0=3 f.1=4"]);
    let names = CaptureOptions { names: vec!["y".to_owned()], ..CaptureOptions::default() };
    assert_eq!(rows(names, &[record(("JSON", "{\"f\":1}"), ("CSV", "0.5"), "e")]), ["y=0.5 f=1"]);
    let same = record(("JSON", "{\"id\":1,\"f\":2}"), ("JSON", "{\"id\":1}"), "e");
    assert_eq!(rows(CaptureOptions::default(), &[same]), ["id=1 endpointInput.id=1 endpointInput.f=2"]);
    let twice = record(("JSON", "[{\"f\":1},{\"f\":1,\"f\":2}]"), ("CSV", "1\n2"), "e");
    assert_eq!(complaints(CaptureOptions::default(), &twice), ["repeated-key 1"]);
}

#[test]
fn base64_bodies_are_read_by_their_content_type() {
    // {"f":1} and 5,6
    let record = record(("BASE64", "eyJmIjoxfQ=="), ("BASE64", "NSw2"), "e");
    assert_eq!(rows(CaptureOptions::default(), &[record]), ["_c0=5 _c1=6 f=1"]);
    let mut image = csv("x", "0.5");
    image["captureData"]["endpointInput"] = value!({
        "observedContentType": "image/png", "data": "iVBORw0KGgo=", "encoding": "BASE64"
    });
    assert_eq!(rows(CaptureOptions::default(), &[image]), ["_c0=0.5"]);
}

#[test]
fn merged_records_and_transform_jobs_are_read_like_capture() {
    let merged = value!({
        "captureData": { "batchTransformOutput": { "data": "5,6,0.2", "encoding": "CSV" } },
        "groundTruthData": { "data": "1", "encoding": "CSV" },
        "eventMetadata": { "eventId": "e" },
    });
    assert_eq!(rows(CaptureOptions::default(), &[merged]), ["_c0=5 _c1=6 _c2=0.2"]);
    let label = value!({ "groundTruthData": { "data": "1", "encoding": "CSV" }, "eventMetadata": { "eventId": "e" } });
    assert_eq!(complaints(CaptureOptions::default(), &label), ["no-capture 1"]);
}

#[test]
fn bodies_that_are_not_what_they_say_are_set_aside() {
    for (encoding, data) in [("BASE64", "a b"), ("JSON", "{\"a\":"), ("CSV", "1,\"2"), ("XML", "<a/>"), ("CSV", "")] {
        let record = record((encoding, data), (encoding, data), "e");
        assert_eq!(complaints(CaptureOptions::default(), &record), ["broken-payload 1"], "{encoding} {data}");
    }
}

#[test]
fn records_outside_the_time_asked_for_are_dropped_and_counted() {
    let at = |time: &str, id: &str| {
        let mut record = record(("CSV", "1"), ("CSV", "2"), id);
        record["eventMetadata"]["inferenceTime"] = time.into();
        record.to_string()
    };
    let text = [
        at("2026-11-22T07:59:59Z", "a"),
        at("2026-11-22T08:00:00Z", "b"),
        at("2026-11-22T08:59:59.999Z", "c"),
        at("2026-11-22T09:00:00Z", "d"),
        at("{%s}", "e"),
    ];
    let options = CaptureOptions {
        from: parse_instant("2026-11-22T08:00:00Z"),
        to: parse_instant("2026-11-22T09:00:00Z"),
        ..CaptureOptions::default()
    };
    let reading = read(&capture(options), text.join("\n")).unwrap();
    assert_eq!((reading.report.rows, reading.report.outside), (2, 2));
    assert_eq!(reading.complaints(), ["no-time 5"]);
}

#[test]
fn an_event_that_comes_again_is_dropped_and_counted() {
    let text = ["a", "b", "a"].map(|id| record(("CSV", "1"), ("CSV", "2"), id).to_string()).join("\n");
    let reading = read(&capture(CaptureOptions::default()), text).unwrap();
    assert_eq!((reading.report.rows, reading.report.duplicates, reading.report.quarantined), (2, 1, 0));
}

#[test]
fn a_file_may_be_one_record_over_several_lines() {
    let text = serde_json::to_string_pretty(&csv("5,6", "0.2")).unwrap();
    assert_eq!(read(&capture(CaptureOptions::default()), text).unwrap().rows, ["_c0=0.2 _c1=5 _c2=6"]);
}

#[test]
fn a_torn_line_costs_itself() {
    let whole = csv("5", "0.2").to_string();
    let reading = read(&capture(CaptureOptions::default()), format!("{}\n{whole}\n", &whole[..60])).unwrap();
    assert_eq!((reading.report.rows, reading.complaints()), (1, vec!["broken-json 1".to_owned()]));
}
