//! A number that may be infinite, as documents spell it.

use tidemark_json::{JsonWriter, WriteJson};

/// A number; infinities become the texts `Infinity` and `-Infinity`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value(pub f64);

impl WriteJson for Value {
    fn write(&self, writer: &mut JsonWriter) {
        match self.0 {
            f64::INFINITY => writer.text("Infinity"),
            f64::NEG_INFINITY => writer.text("-Infinity"),
            value => writer.double(value),
        }
    }
}
