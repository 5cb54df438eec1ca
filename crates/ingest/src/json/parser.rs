//! Reads complete JSON values into fields. Strict but for NaN, Infinity and -Infinity, which JSON does not have and
//! many writers of it do.

use memchr::memchr2;

use super::fields::Fields;
use super::literal::number_end;
use crate::report::ComplaintKind;

/// Objects and arrays inside each other, at most.
pub(super) const MOST_LEVELS: usize = 64;

pub(super) type Result<T> = std::result::Result<T, ComplaintKind>;

/// One record, an object or an array, becomes one row. Fails with the reason to set it aside.
pub(crate) fn read_record(bytes: &[u8], fields: &mut Fields) -> Result<()> {
    let mut parser = Parser::new(bytes);
    parser.skip_blanks();
    let is_record = matches!(parser.peek(), Some(b'{' | b'['));
    parser.value(fields, 0)?;
    parser.skip_blanks();
    if parser.peek().is_some() {
        return Err(ComplaintKind::BrokenJson);
    }
    if !is_record {
        return Err(ComplaintKind::NoRecord);
    }
    fields.end_row();
    Ok(())
}

/// What a model was sent or answered: values one after another, each object a row, each array a row of its entries, or
/// of rows where its entries are objects or arrays. `path` stands before every key.
pub(crate) fn read_rows(bytes: &[u8], path: &str, fields: &mut Fields) -> Result<()> {
    let mut parser = Parser::new(bytes);
    parser.path.push_str(path);
    parser.skip_blanks();
    while let Some(first) = parser.peek() {
        if first == b'[' && parser.is_array_of_rows() {
            parser.at += 1;
            parser.entries(|parser, _| {
                parser.value(fields, 1)?;
                fields.end_row();
                Ok(())
            })?;
        } else {
            parser.value(fields, 0)?;
            fields.end_row();
        }
        parser.skip_blanks();
    }
    Ok(())
}

pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The keys down to the value that is being read.
    path: String,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, path: String::new() }
    }

    /// How far it has come.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes on behind a byte that was looked at.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<()> {
        if self.peek() != Some(byte) {
            return Err(ComplaintKind::BrokenJson);
        }
        self.at += 1;
        Ok(())
    }

    /// Whether the first entry of the array that begins here is an object or an array.
    fn is_array_of_rows(&self) -> bool {
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        matches!(self.bytes[self.at + 1..].iter().find(|byte| !blank(byte)), Some(b'{' | b'['))
    }

    fn value(&mut self, fields: &mut Fields, level: usize) -> Result<()> {
        self.skip_blanks();
        match self.peek() {
            Some(b'{' | b'[') if level == MOST_LEVELS => Err(ComplaintKind::DeepRecord),
            Some(b'{') => self.object(fields, level + 1),
            Some(b'[') => self.array(fields, level + 1),
            Some(b'"') => {
                let path = std::mem::take(&mut self.path);
                let added = fields.add_text(name(&path), |text| self.string(text));
                self.path = path;
                added
            }
            _ => self.literal(fields),
        }
    }

    fn object(&mut self, fields: &mut Fields, level: usize) -> Result<()> {
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        let base = self.path.len();
        loop {
            self.skip_blanks();
            let mut path = std::mem::take(&mut self.path);
            if base > 0 {
                path.push('.');
            }
            self.string(&mut path)?;
            self.path = path;
            self.skip_blanks();
            self.expect(b':')?;
            self.value(fields, level)?;
            self.path.truncate(base);
            self.skip_blanks();
            if self.peek() == Some(b',') {
                self.at += 1;
                continue;
            }
            return self.expect(b'}');
        }
    }

    fn array(&mut self, fields: &mut Fields, level: usize) -> Result<()> {
        self.at += 1;
        let base = self.path.len();
        self.entries(|parser, index| {
            parser.skip_blanks();
            if base > 0 {
                parser.path.push('.');
                parser.path.push_str(&index.to_string());
            } else if matches!(parser.peek(), Some(b'{' | b'[')) {
                parser.path.push_str(&index.to_string());
            }
            parser.value(fields, level)?;
            parser.path.truncate(base);
            Ok(())
        })
    }

    /// The entries of an array after its bracket.
    fn entries(&mut self, mut each: impl FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        self.skip_blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        for index in 0.. {
            each(self, index)?;
            self.skip_blanks();
            if self.peek() != Some(b',') {
                break;
            }
            self.at += 1;
        }
        self.expect(b']')
    }

    /// Appends what a string says; whether something in it had to be replaced.
    pub(super) fn string(&mut self, text: &mut String) -> Result<bool> {
        self.expect(b'"')?;
        let mut is_replaced = false;
        loop {
            let rest = &self.bytes[self.at..];
            let end = memchr2(b'"', b'\\', rest).ok_or(ComplaintKind::BrokenJson)?;
            let plain = &rest[..end];
            if plain.iter().any(|&byte| byte < b' ') {
                return Err(ComplaintKind::BrokenJson);
            }
            if let Ok(plain) = str::from_utf8(plain) {
                text.push_str(plain);
            } else {
                text.push_str(&String::from_utf8_lossy(plain));
                is_replaced = true;
            }
            self.at += end + 1;
            if rest[end] == b'"' {
                return Ok(is_replaced);
            }
            let character = self.escape()?;
            is_replaced |= character.is_none();
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    /// The character behind a backslash; none for half a surrogate pair.
    fn escape(&mut self) -> Result<Option<char>> {
        let escape = self.peek().ok_or(ComplaintKind::BrokenJson)?;
        self.at += 1;
        Ok(Some(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let is_pair = matches!(unit, 0xD800..=0xDBFF) && self.bytes[self.at..].starts_with(b"\\u");
                if !is_pair {
                    return Ok(char::from_u32(u32::from(unit)));
                }
                let after_first = self.at;
                self.at += 2;
                let second = self.unit()?;
                let decoded = char::decode_utf16([unit, second]).next().and_then(std::result::Result::ok);
                if decoded.is_none() {
                    self.at = after_first;
                }
                return Ok(decoded);
            }
            _ => return Err(ComplaintKind::BrokenJson),
        }))
    }

    fn unit(&mut self) -> Result<u16> {
        let digits = self.bytes.get(self.at..self.at + 4).ok_or(ComplaintKind::BrokenJson)?;
        let mut unit = 0;
        for &digit in digits {
            let value = char::from(digit).to_digit(16).ok_or(ComplaintKind::BrokenJson)?;
            unit = unit << 4 | value as u16;
        }
        self.at += 4;
        Ok(unit)
    }

    /// What a string says, where it lies; none if something in it is escaped or it is no string.
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let text = self.bytes[self.at..].strip_prefix(b"\"")?;
        let end = text.iter().position(|&byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        let plain = str::from_utf8(&text[..end]).ok().filter(|_| text[end] == b'"')?;
        self.at += end + 2;
        Some(plain)
    }

    /// What stands up to the next blank, comma or bracket that closes.
    pub(super) fn literal_text(&mut self) -> Result<&'a str> {
        let rest = &self.bytes[self.at..];
        let is_end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']');
        let literal = &rest[..rest.iter().position(is_end).unwrap_or(rest.len())];
        self.at += literal.len();
        str::from_utf8(literal).map_err(|_| ComplaintKind::BrokenJson)
    }

    /// A number, true, false, null, or a non-finite number as other languages spell it.
    fn literal(&mut self, fields: &mut Fields) -> Result<()> {
        let start = self.at;
        let literal = self.literal_text()?;
        match literal {
            "null" => {
                fields.add_null(name(&self.path));
                return Ok(());
            }
            "NaN" | "Infinity" | "-Infinity" => fields.non_finite.push(start..self.at),
            "true" | "false" => {}
            _ if number_end(literal.as_bytes(), 0) == Some(literal.len()) => {}
            _ => return Err(ComplaintKind::BrokenJson),
        }
        fields.add_text(name(&self.path), |text| {
            text.push_str(literal);
            Ok(false)
        })
    }
}

fn name(path: &str) -> Option<&str> {
    (!path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(fields: &Fields) -> Vec<String> {
        let show_field = |(index, field): (usize, super::super::fields::FieldView<'_>)| {
            let name = field.name.map_or_else(|| format!("#{index}"), str::to_owned);
            format!("{name}={}", field.text.unwrap_or("∅"))
        };
        (0..fields.rows())
            .map(|row| fields.row(row).enumerate().map(show_field).collect::<Vec<_>>().join(" "))
            .collect()
    }

    fn record(text: &str) -> std::result::Result<String, ComplaintKind> {
        let mut fields = Fields::default();
        read_record(text.as_bytes(), &mut fields).map(|()| show(&fields).remove(0))
    }

    fn rows(text: &str) -> std::result::Result<Vec<String>, ComplaintKind> {
        let mut fields = Fields::default();
        read_rows(text.as_bytes(), "", &mut fields).map(|()| show(&fields))
    }

    #[test]
    fn keys_are_joined_by_dots_and_entries_counted_from_zero() {
        let text = r#"{"a": {"b": 1, "c": ["x", {"d": null}]}, "e": true, "f": [], "g": {}}"#;
        assert_eq!(record(text).unwrap(), "a.b=1 a.c.0=x a.c.1.d=∅ e=true");
        assert_eq!(record(r#"[1, "b", {"c": 2}]"#).unwrap(), "#0=1 #1=b 2.c=2");
        assert_eq!(record("{}").unwrap(), "");
    }

    #[test]
    fn numbers_keep_every_digit() {
        for text in ["9007199254740993", "-0", "0.1e-7", "1E+400", "123456789012345678901234567890.5"] {
            assert_eq!(record(&format!("{{\"a\":{text}}}")).unwrap(), format!("a={text}"));
        }
        for text in ["01", "+1", ".5", "1.", "1e", "0x1", "1_000", "-", "--1", "nan", "undefined", "True", ""] {
            assert_eq!(record(&format!("{{\"a\":{text}}}")), Err(ComplaintKind::BrokenJson), "{text}");
        }
    }

    #[test]
    fn non_finite_numbers_are_read_and_noted() {
        let mut fields = Fields::default();
        read_record(br#"{"a": NaN, "b": -Infinity}"#, &mut fields).unwrap();
        assert_eq!(show(&fields), ["a=NaN b=-Infinity"]);
        assert_eq!(fields.non_finite, [6..9, 16..25]);
    }

    #[test]
    fn strings_say_what_their_escapes_mean() {
        assert_eq!(record(r#"{"a":"\"\\\/\b\f\n\r\té\u00e9\uD834\uDD1E"}"#).unwrap(), "a=\"\\/\u{8}\u{C}\n\r\téé𝄞");
        assert_eq!(record(r#"{"a":"\uD834x\uD834\u0041\uDD1E"}"#).unwrap(), "a=\u{FFFD}x\u{FFFD}A\u{FFFD}");
        for text in ["{\"a\":\"\t\"}", r#"{"a":"\x"}"#, r#"{"a":"\u12"}"#, r#"{"a":"b}"#, r#"{"a\":1}"#] {
            assert_eq!(record(text), Err(ComplaintKind::BrokenJson), "{text}");
        }
    }

    #[test]
    fn what_is_no_record_is_told_from_what_is_no_json() {
        assert_eq!(record("5"), Err(ComplaintKind::NoRecord));
        assert_eq!(record("\"a\""), Err(ComplaintKind::NoRecord));
        for text in
            ["{\"a\":1}x", "{\"a\":1,}", "{\"a\" 1}", "[1,]", "[1 2]", "{a:1}", "{\"a\":1}\0", "not json", "{", ""]
        {
            assert_eq!(record(text), Err(ComplaintKind::BrokenJson), "{text}");
        }
    }

    #[test]
    fn sixty_four_levels_are_read_and_no_more() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert_eq!(record(&nested(64)).unwrap(), "");
        assert_eq!(record(&nested(65)), Err(ComplaintKind::DeepRecord));
        assert_eq!(record(&"[".repeat(100_000)), Err(ComplaintKind::DeepRecord));
    }

    #[test]
    fn a_body_has_as_many_rows_as_it_has_records() {
        assert_eq!(rows("{\"a\":1}\n{\"a\":2}\n").unwrap(), ["a=1", "a=2"]);
        assert_eq!(rows("[{\"a\":1},{\"a\":2}]").unwrap(), ["a=1", "a=2"]);
        assert_eq!(rows("[[1,2],[3,4]]").unwrap(), ["#0=1 #1=2", "#0=3 #1=4"]);
        assert_eq!(rows("[1, 2]").unwrap(), ["#0=1 #1=2"]);
        assert_eq!(rows("0.5").unwrap(), ["#0=0.5"]);
        assert_eq!(rows("{\"predictions\":[{\"s\":1},{\"s\":2}]}").unwrap(), ["predictions.0.s=1 predictions.1.s=2"]);
        assert_eq!(rows("").unwrap(), [""; 0]);
        assert_eq!(rows("{\"a\":1} x"), Err(ComplaintKind::BrokenJson));
    }

    #[test]
    fn invalid_utf_8_is_replaced_and_said() {
        let mut fields = Fields::default();
        read_record(b"{\"a\":\"x\xC3\",\"b\":\"y\"}", &mut fields).unwrap();
        assert_eq!(show(&fields), ["a=x\u{FFFD} b=y"]);
        assert_eq!(fields.row(0).map(|field| field.is_replaced).collect::<Vec<_>>(), [true, false]);
    }
}
