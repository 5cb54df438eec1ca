//! A JSON text in the making.

use crate::write::{WriteJson, Written};

/// A JSON text in the making.
#[derive(Default)]
pub struct JsonWriter {
    text: String,
}

impl JsonWriter {
    /// Opens a list or an object by its bracket.
    pub fn open(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// Stands before each entry and each key: a comma, where there was one before it. What was written last is a bracket
    /// that opens only where there was none: texts end in a quotation mark.
    pub fn separate(&mut self) {
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
    }

    /// Closes a list or an object by its bracket.
    pub fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// A key of the object that is open, and its value.
    pub fn member(&mut self, key: &str, value: &dyn WriteJson) {
        self.separate();
        self.text(key);
        self.text.push(':');
        value.write(self);
    }

    /// An object of these keys and values.
    pub fn members(&mut self, keys: &[Written], values: &[&dyn WriteJson]) {
        self.open('{');
        for (written, value) in keys.iter().zip(values) {
            if !(written.is_optional && value.is_empty()) {
                self.member(written.key, *value);
            }
        }
        self.close('}');
    }

    /// A list of these values.
    pub fn list(&mut self, values: &[&dyn WriteJson]) {
        self.open('[');
        for value in values {
            self.separate();
            value.write(self);
        }
        self.close(']');
    }

    /// A word or a number that is written as it stands.
    pub fn literal(&mut self, literal: &str) {
        self.text.push_str(literal);
    }

    /// A whole number.
    pub fn whole(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut start = digits.len();
        let mut rest = number;
        loop {
            start -= 1;
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits[start..].iter().for_each(|&digit| self.text.push(char::from(digit)));
    }

    /// The shortest digits that are read as this double; null for one that is not finite.
    pub fn double(&mut self, number: f64) {
        if number.is_finite() {
            self.text.push_str(zmij::Buffer::new().format_finite(number));
        } else {
            self.literal("null");
        }
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some(place) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            self.text.push_str(&rest[..place]);
            self.escape(rest.as_bytes()[place]);
            rest = &rest[place + 1..];
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    /// The text as far as it was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            8 => 'b',
            12 => 'f',
            b'"' | b'\\' => char::from(byte),
            _ => {
                self.text.push_str("\\u00");
                for digit in [byte >> 4, byte & 15] {
                    self.text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                }
                return;
            }
        };
        self.text.push('\\');
        self.text.push(short);
    }
}
