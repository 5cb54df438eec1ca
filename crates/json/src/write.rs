//! What can be written as JSON: numbers, texts, and lists and objects of them.

use crate::writer::JsonWriter;

/// A type that is written as JSON.
pub trait WriteJson {
    /// Writes it.
    fn write(&self, writer: &mut JsonWriter);

    /// Whether an object may leave it out, because there is nothing in it.
    fn is_empty(&self) -> bool {
        false
    }
}

/// A key of an object.
pub struct Written {
    /// The key.
    pub key: &'static str,
    /// Whether it is left out where its value is empty.
    pub is_optional: bool,
}

/// A value as a JSON text.
pub fn to_json(value: &dyn WriteJson) -> String {
    let mut writer = JsonWriter::default();
    value.write(&mut writer);
    writer.finish()
}

macro_rules! write_scalars {
    ($($type:ty: |$value:ident, $writer:ident| $write:expr;)+) => {
        $(impl WriteJson for $type {
            fn write(&self, $writer: &mut JsonWriter) {
                let $value = self;
                $write;
            }
        })+
    };
}

write_scalars! {
    (): |_value, writer| writer.literal("null");
    bool: |value, writer| writer.literal(if *value { "true" } else { "false" });
    u32: |value, writer| writer.whole((*value).into());
    u64: |value, writer| writer.whole(*value);
    usize: |value, writer| writer.whole(*value as u64);
    f64: |value, writer| writer.double(*value);
    char: |value, writer| writer.text(value.encode_utf8(&mut [0; 4]));
    str: |value, writer| writer.text(value);
    String: |value, writer| writer.text(value);
}

impl<T: WriteJson + ?Sized> WriteJson for &T {
    fn write(&self, writer: &mut JsonWriter) {
        (**self).write(writer);
    }

    fn is_empty(&self) -> bool {
        (**self).is_empty()
    }
}

impl<T: WriteJson> WriteJson for Option<T> {
    fn write(&self, writer: &mut JsonWriter) {
        match self {
            Some(value) => value.write(writer),
            None => writer.literal("null"),
        }
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T: WriteJson> WriteJson for [T] {
    fn write(&self, writer: &mut JsonWriter) {
        writer.open('[');
        for value in self {
            writer.separate();
            value.write(writer);
        }
        writer.close(']');
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T: WriteJson> WriteJson for Vec<T> {
    fn write(&self, writer: &mut JsonWriter) {
        self.as_slice().write(writer);
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T: WriteJson, const N: usize> WriteJson for [T; N] {
    fn write(&self, writer: &mut JsonWriter) {
        self.as_slice().write(writer);
    }
}

impl<A: WriteJson, B: WriteJson> WriteJson for (A, B) {
    fn write(&self, writer: &mut JsonWriter) {
        writer.list(&[&self.0, &self.1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read_again() {
        let written = to_json(&[0.0, -0.0, 0.1, 1e21, 5e-324, f64::MAX, f64::NAN, f64::INFINITY]);
        assert_eq!(written, "[0.0,-0.0,0.1,1e+21,5e-324,1.7976931348623157e+308,null,null]");
        assert_eq!(to_json(&vec![0, 10, u64::MAX]), "[0,10,18446744073709551615]");
    }

    #[test]
    fn texts_are_escaped() {
        let text = "a\"b\\c/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é𝄞";
        assert_eq!(to_json(&text), "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\u{7f}é𝄞\"");
    }

    #[test]
    fn lists_and_pairs_have_commas_between_their_entries() {
        let nothing: [u64; 0] = [];
        assert_eq!(to_json(&("[", Some(vec![(true, 'x'), (false, '{')]))), r#"["[",[[true,"x"],[false,"{"]]]"#);
        assert_eq!(to_json(&vec![Some(&nothing[..]), None]), "[[],null]");
    }
}
