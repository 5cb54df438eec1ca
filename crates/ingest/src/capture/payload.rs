//! What a request or a response holds, in rows: delimited text, JSON, or either of them in base64.

use super::base64;
use crate::csv::splitter::{Found, Splitter};
use crate::json::fields::Fields;
use crate::json::parser::read_rows;
use crate::report::ComplaintKind;

type Result<T> = std::result::Result<T, ComplaintKind>;

/// One side of a capture record, as it is written there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Payload<'a> {
    pub(crate) data: Option<&'a str>,
    pub(crate) encoding: Option<&'a str>,
    pub(crate) content_type: Option<&'a str>,
}

/// What the bytes of a payload are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Csv,
    Json,
    /// Nothing with rows, such as an image.
    Other,
}

impl Payload<'_> {
    /// Reads the rows into `fields`, with `path` before the keys of JSON; false where there is nothing to be read: no payload, or one without rows.
    pub(crate) fn read(&self, is_one_row: bool, path: &str, fields: &mut Fields) -> Result<bool> {
        fields.clear();
        let Some(data) = self.data else {
            return Ok(false);
        };
        match self.encoding {
            None | Some("CSV") => read_csv(data.as_bytes(), is_one_row, fields)?,
            Some("JSON") => read_rows(data.as_bytes(), path, fields).map_err(|_| ComplaintKind::BrokenPayload)?,
            Some("BASE64") => {
                let bytes = base64::decode(data).ok_or(ComplaintKind::BrokenPayload)?;
                match self.content() {
                    Content::Csv => read_csv(&bytes, is_one_row, fields)?,
                    Content::Json => read_rows(&bytes, path, fields).map_err(|_| ComplaintKind::BrokenPayload)?,
                    Content::Other => return Ok(false),
                }
            }
            Some(_) => return Err(ComplaintKind::BrokenPayload),
        }
        Ok(fields.rows() > 0)
    }

    fn content(&self) -> Content {
        let name = self.content_type.unwrap_or("text/csv").to_ascii_lowercase();
        if name.contains("json") {
            Content::Json
        } else if name.starts_with("text/") || name.contains("csv") {
            Content::Csv
        } else {
            Content::Other
        }
    }
}

fn read_csv(bytes: &[u8], is_one_row: bool, fields: &mut Fields) -> Result<()> {
    if is_one_row {
        read_one_row(&String::from_utf8_lossy(bytes), fields);
        return Ok(());
    }
    let mut splitter = Splitter::new(b',');
    let mut scratch = String::new();
    let mut rest = bytes;
    loop {
        let mut step = splitter.next(rest);
        if step.consumed == 0 {
            if rest.is_empty() {
                return Ok(());
            }
            step = splitter.finish(rest);
        }
        rest = &rest[step.consumed..];
        match step.found {
            Some(Found::Record(record)) => {
                record.for_each(&mut scratch, |_, text, is_replaced| add(text, is_replaced, fields));
                fields.end_row();
            }
            Some(Found::OpenQuote { .. } | Found::LongRecord { .. }) => return Err(ComplaintKind::BrokenPayload),
            Some(Found::BlankLine) | None => {}
        }
    }
}

/// Model Monitor's reading: commas alone cut, line ends and quotes inside are text.
fn read_one_row(text: &str, fields: &mut Fields) {
    let text = text.trim_end_matches(['\n', '\r']);
    if !text.is_empty() {
        text.split(',').for_each(|text| add(text, false, fields));
        fields.end_row();
    }
}

fn add(text: &str, is_replaced: bool, fields: &mut Fields) {
    if text.is_empty() {
        fields.add_null(None);
    } else {
        let copied = fields.add_text(None, |texts| {
            texts.push_str(text);
            Ok::<_, std::convert::Infallible>(is_replaced)
        });
        let Ok(()) = copied;
    }
}
