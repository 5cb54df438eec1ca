//! One record: where its fields stand, and what they say once their quotes are taken off.

use std::borrow::Cow;
use std::ops::Range;

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it reads.
    Plain,
    /// Between two quotes, and otherwise as it reads.
    Quoted,
    /// In quotes, with doubled quotes inside or text after the closing one.
    Escaped,
}

/// Where a field stands in its record, quotes included. A record is short enough for 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) form: Form,
}

impl Field {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// What the field says, given how it is written. `scratch` holds the answer if it has to be put together.
    fn text<'a>(self, written: &'a str, scratch: &'a mut String) -> &'a str {
        match self.form {
            Form::Plain => written,
            Form::Quoted => &written[1..written.len() - 1],
            Form::Escaped => {
                scratch.clear();
                unescape(&written[1..], scratch);
                scratch
            }
        }
    }
}

/// Undoubles the quotes up to the closing one; what follows it is text.
fn unescape(mut rest: &str, text: &mut String) {
    while let Some((before, after)) = rest.split_once('"') {
        text.push_str(before);
        let Some(next) = after.strip_prefix('"') else {
            rest = after;
            break;
        };
        text.push('"');
        rest = next;
    }
    text.push_str(rest);
}

/// A complete record, without its line end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) fields: &'a [Field],
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
}

impl Record<'_> {
    pub(crate) fn width(&self) -> usize {
        self.fields.len()
    }

    /// Calls `each` with every field's position, its text, and whether invalid UTF-8 was replaced in it.
    pub(crate) fn for_each(&self, scratch: &mut String, mut each: impl FnMut(usize, &str, bool)) {
        if let Ok(text) = str::from_utf8(self.bytes) {
            for (position, field) in self.fields.iter().enumerate() {
                each(position, field.text(&text[field.range()], scratch), false);
            }
        } else {
            for (position, field) in self.fields.iter().enumerate() {
                let written = String::from_utf8_lossy(&self.bytes[field.range()]);
                let is_replaced = matches!(written, Cow::Owned(_));
                each(position, field.text(&written, scratch), is_replaced);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_quotes_are_one_and_text_after_the_closing_quote_is_kept() {
        for (written, text) in [
            (r#""""#, ""),
            (r#""a""b""#, r#"a"b"#),
            (r#""""""""#, r#""""#),
            (r#""a"b"#, "ab"),
            (r#""a"b"c""#, r#"ab"c""#),
            (r#""a""" "#, r#"a" "#),
        ] {
            let field = Field { start: 0, end: written.len() as u32, form: Form::Escaped };
            assert_eq!(field.text(written, &mut String::new()), text, "{written}");
        }
    }

    #[test]
    fn only_the_fields_with_invalid_bytes_are_replaced() {
        let plain = |start, end| Field { start, end, form: Form::Plain };
        let record = Record { bytes: b"\xC3\xA9,\xC3,a", fields: &[plain(0, 2), plain(3, 4), plain(5, 6)], line: 1 };
        let mut seen = Vec::new();
        record.for_each(&mut String::new(), |_, text, is_replaced| seen.push((text.to_owned(), is_replaced)));
        assert_eq!(seen, [("é".to_owned(), false), ("\u{FFFD}".to_owned(), true), ("a".to_owned(), false)]);
    }
}
