//! The rules of the reader once more, byte by byte over the whole text and without a thought for speed, as a second
//! opinion. Commas, no header, no limits.

/// What the plain parser finds.
#[derive(Default)]
pub(crate) struct Plain {
    pub(crate) rows: Vec<Vec<Option<String>>>,
    pub(crate) blank_lines: u64,
    /// The lines of the records that are no rows.
    pub(crate) set_aside: Vec<u64>,
}

pub(crate) fn read_plainly(text: &str) -> Plain {
    let bytes = text.as_bytes();
    let mut plain = Plain::default();
    let mut width = None;
    let mut at = 0;
    while at < bytes.len() {
        let line = 1 + count_line_ends(&bytes[..at]);
        if let Some(length) = line_end_length(&bytes[at..]) {
            plain.blank_lines += 1;
            at += length;
        } else if let Some((fields, length)) = record(&bytes[at..]) {
            at += length;
            if fields.len() == *width.get_or_insert(fields.len()) {
                plain.rows.push(fields.into_iter().map(entry).collect());
            } else {
                plain.set_aside.push(line);
            }
        } else {
            plain.set_aside.push(line);
            while at < bytes.len() && line_end_length(&bytes[at..]).is_none() {
                at += 1;
            }
            at += line_end_length(&bytes[at..]).unwrap_or(0);
        }
    }
    plain
}

/// The fields of the record at the start and its length with its line end; none if a quote stays open.
fn record(bytes: &[u8]) -> Option<(Vec<Vec<u8>>, usize)> {
    let mut fields = vec![Vec::new()];
    let mut at = 0;
    let mut is_field_start = true;
    while at < bytes.len() {
        if is_field_start && bytes[at] == b'"' {
            at += 1;
            while *bytes.get(at)? != b'"' || bytes.get(at + 1) == Some(&b'"') {
                fields.last_mut()?.push(bytes[at]);
                at += if bytes[at] == b'"' { 2 } else { 1 };
            }
            at += 1;
            is_field_start = false;
        } else if bytes[at] == b',' {
            fields.push(Vec::new());
            at += 1;
            is_field_start = true;
        } else if let Some(length) = line_end_length(&bytes[at..]) {
            return Some((fields, at + length));
        } else {
            fields.last_mut()?.push(bytes[at]);
            at += 1;
            is_field_start = false;
        }
    }
    Some((fields, at))
}

fn line_end_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r' | b'\n', ..] => Some(1),
        _ => None,
    }
}

fn count_line_ends(mut bytes: &[u8]) -> u64 {
    let mut count = 0;
    while !bytes.is_empty() {
        let length = line_end_length(bytes);
        count += u64::from(length.is_some());
        bytes = &bytes[length.unwrap_or(1)..];
    }
    count
}

fn entry(field: Vec<u8>) -> Option<String> {
    String::from_utf8(field).ok().filter(|text| !text.is_empty())
}
