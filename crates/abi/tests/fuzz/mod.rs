//! What is held against arbitrary bytes, one function an entry point. Each returns for any input, or panics where a
//! promise is broken: `fuzz/` feeds them with what coverage finds, `fuzz_corpus` with what was found before.

use tidemark_abi::{Handle, Result, call, finish, free, merge, open, push_bytes, read, to_bytes};
use tidemark_core::codec::{Family, claims_family, seal_envelope};

/// What is held, by name.
type Target = (&'static str, fn(&[u8]));

/// All of it.
pub(crate) const TARGETS: [Target; 6] = [
    ("profile", profile),
    ("quality", quality),
    ("csv", csv),
    ("json", json),
    ("capture", capture),
    ("call", operations),
];

/// The bytes of a profile: refused, or read to what writes them again. Behind a right checksum too, since chance would
/// never get there.
pub(crate) fn profile(bytes: &[u8]) {
    for bytes in [bytes, &seal_envelope(Family::DataSetProfile, bytes)] {
        let Ok(handle) = read(bytes) else { continue };
        assert_eq!(to_bytes(handle).unwrap(), bytes, "a profile has one form");
        let outline: serde_json::Value =
            serde_json::from_str(&call("outline", &handle.to_string(), &[]).unwrap()).unwrap();
        for column in outline["columns"].as_array().unwrap() {
            let statistics =
                call("statistics", &serde_json::json!({ "profile": handle, "column": column }).to_string(), &[]);
            assert!(statistics.is_ok(), "a profile that was read has statistics: {statistics:?}");
        }
        merge_with_itself(handle);
        free(handle);
    }
}

/// The bytes of a state of quality, likewise.
pub(crate) fn quality(bytes: &[u8]) {
    for bytes in [bytes, &seal_envelope(Family::Quality, bytes)] {
        let Ok(handle) = read(bytes) else { continue };
        // What is a profile is the other target's.
        if claims_family(Family::Quality, bytes) {
            assert_eq!(to_bytes(handle).unwrap(), bytes, "a state has one form");
            for rules in ["tidemark", "sagemaker"] {
                let input = serde_json::json!({ "state": handle, "result": { "rules": rules } }).to_string();
                let result = call("quality_result", &input, &[]);
                assert!(result.is_ok(), "a state that was read has metrics: {result:?}");
            }
            merge_with_itself(handle);
        }
        free(handle);
    }
}

/// Twice as many rows may be too many, which is an error like any other.
fn merge_with_itself(handle: Handle) {
    if let Ok(merged) = merge(&[handle, handle]) {
        let written = to_bytes(merged).unwrap();
        free(read(&written).expect("what was merged reads back"));
        free(merged);
    }
}

/// Delimited text.
pub(crate) fn csv(bytes: &[u8]) {
    read_in_pieces(bytes, |choice| {
        let header = if choice & 1 == 0 { "true" } else { "false" };
        let missing = if choice & 2 == 0 { "[]" } else { "[\"NA\"]" };
        let delimiter = ["null", "\",\"", "\";\"", "\"\\t\""][usize::from(choice >> 2 & 3)];
        let sagemaker = choice & 16 != 0;
        format!(
            "{{\"format\":\"csv\",\"header\":{header},\"missing\":{missing},\"delimiter\":{delimiter},\"sagemaker\":{sagemaker}}}"
        )
    });
}

/// JSON Lines, and JSON over several lines.
pub(crate) fn json(bytes: &[u8]) {
    read_in_pieces(bytes, |choice| {
        let format = if choice & 1 == 0 { "jsonl" } else { "json" };
        format!("{{\"format\":\"{format}\",\"sagemaker\":{}}}", choice & 2 != 0)
    });
}

/// Capture records.
pub(crate) fn capture(bytes: &[u8]) {
    read_in_pieces(bytes, |choice| {
        let position = if choice & 1 == 0 { "START" } else { "END" };
        let from = if choice & 2 == 0 { "null" } else { "\"2026-01-01T00:00:00Z\"" };
        format!(
            "{{\"format\":\"capture\",\"outputPosition\":\"{position}\",\"from\":{from},\"compatRecords\":{}}}",
            choice & 4 != 0
        )
    });
}

/// An operation by name, a line end, and its input; behind a byte of 0 the columns that it names, of 64 bytes each.
pub(crate) fn operations(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |&byte| byte == 0);
    let Ok(text) = std::str::from_utf8(parts.next().unwrap_or_default()) else { return };
    let columns: Vec<&[u8]> = parts.next().unwrap_or_default().chunks(64).collect();
    match text.split_once('\n').unwrap_or((text, "")) {
        // This one is there to panic.
        ("panic", _) => {}
        (operation, input) => drop(call(operation, input, &columns)),
    }
}

/// The first byte chooses options, the second how the rest is cut. Whole or in pieces, it comes to the same.
fn read_in_pieces(bytes: &[u8], options: impl Fn(u8) -> String) {
    let [choice, cut, input @ ..] = bytes else { return };
    let options = options(*choice);
    let whole = read_all(&options, [input]);
    let pieces = read_all(&options, input.chunks(usize::from(*cut) % 37 + 1));
    match (whole, pieces) {
        (Ok(whole), Ok(pieces)) => assert!(whole == pieces, "pieces change nothing"),
        (Err(_), Err(_)) => {}
        (whole, pieces) => panic!("one is refused, the other is not: {:?}, {:?}", whole.err(), pieces.err()),
    }
}

/// The bytes of the profile, and what was read.
fn read_all<'a>(options: &str, pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<(Vec<u8>, String)> {
    let handle = open(options)?;
    let result = take_all(handle, pieces);
    free(handle);
    result
}

fn take_all<'a>(handle: Handle, pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<(Vec<u8>, String)> {
    for piece in pieces {
        push_bytes(handle, piece)?;
    }
    let report = finish(handle)?;
    let written = to_bytes(handle)?;
    free(read(&written).expect("what was profiled reads back"));
    Ok((written, report))
}
