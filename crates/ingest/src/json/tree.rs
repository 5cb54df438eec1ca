//! A whole JSON text as a tree: options, and what comes with a call. Strict: no number but JSON's own, and no half of a
//! surrogate pair.

use super::literal::number_end;
use super::parser::{MOST_LEVELS, Parser, Result};
use crate::report::ComplaintKind;
use std::borrow::Cow;
use tidemark_json::Json;

/// Reads a JSON text. Fails with the place of the byte where it is none, or where it is too deep.
pub fn parse_json(text: &str) -> std::result::Result<Json<'_>, usize> {
    let mut parser = Parser::new(text.as_bytes());
    let value = read_value(&mut parser, 0);
    parser.skip_blanks();
    match value {
        Ok(value) if parser.peek().is_none() => Ok(value),
        _ => Err(parser.at()),
    }
}

fn read_value<'a>(parser: &mut Parser<'a>, level: usize) -> Result<Json<'a>> {
    parser.skip_blanks();
    match parser.peek() {
        Some(b'{' | b'[') if level == MOST_LEVELS => Err(ComplaintKind::DeepRecord),
        Some(b'{') => {
            let mut members = Vec::new();
            read_entries(parser, b'}', &mut |parser| {
                let key = read_text(parser)?;
                parser.skip_blanks();
                parser.expect(b':')?;
                members.push((key, read_value(parser, level + 1)?));
                Ok(())
            })?;
            Ok(Json::Object(members))
        }
        Some(b'[') => {
            let mut entries = Vec::new();
            read_entries(parser, b']', &mut |parser| {
                entries.push(read_value(parser, level + 1)?);
                Ok(())
            })?;
            Ok(Json::List(entries))
        }
        Some(b'"') => Ok(Json::Text(read_text(parser)?)),
        _ => match parser.literal_text()? {
            "null" => Ok(Json::Null),
            "true" => Ok(Json::Bool(true)),
            "false" => Ok(Json::Bool(false)),
            literal if number_end(literal.as_bytes(), 0) == Some(literal.len()) => Ok(Json::Number(literal)),
            _ => Err(ComplaintKind::BrokenJson),
        },
    }
}

/// What stands between a bracket and the one that closes it.
fn read_entries<'a>(
    parser: &mut Parser<'a>,
    close: u8,
    read: &mut dyn FnMut(&mut Parser<'a>) -> Result<()>,
) -> Result<()> {
    parser.skip();
    parser.skip_blanks();
    if parser.peek() == Some(close) {
        parser.skip();
        return Ok(());
    }
    loop {
        parser.skip_blanks();
        read(parser)?;
        parser.skip_blanks();
        if parser.peek() != Some(b',') {
            return parser.expect(close);
        }
        parser.skip();
    }
}

/// A text, where it lies if nothing in it is escaped.
fn read_text<'a>(parser: &mut Parser<'a>) -> Result<Cow<'a, str>> {
    if let Some(plain) = parser.plain_string() {
        return Ok(Cow::Borrowed(plain));
    }
    let mut text = String::new();
    if parser.string(&mut text)? {
        return Err(ComplaintKind::BrokenJson);
    }
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_tree() {
        let tree = parse_json(r#" {"a":[1,-0.5e3,{}],"b c":"x\n\u00e9","":[ ] , "d":[null,true,false]} "#).unwrap();
        let number = Json::Number;
        let members = [
            ("a", Json::List(vec![number("1"), number("-0.5e3"), Json::Object(Vec::new())])),
            ("b c", Json::Text("x\né".into())),
            ("", Json::List(Vec::new())),
            ("d", Json::List(vec![Json::Null, Json::Bool(true), Json::Bool(false)])),
        ];
        assert_eq!(tree, Json::Object(members.map(|(key, value)| (key.into(), value)).into()));
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_breaks() {
        for (text, at) in [("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("[1 2]", 3), ("NaN", 3), ("01", 2), ("{} x", 3)] {
            assert_eq!(parse_json(text), Err(at), "{text}");
        }
        for text in ["{a:1}", "[", "\"", "\"\t\"", r#""\x""#, r#""\ud834""#, "-", "1.", "nul", "{\"a\":1,}"] {
            assert!(parse_json(text).is_err(), "{text}");
        }
        assert!(parse_json(&"[".repeat(100_000)).is_err());
    }
}
