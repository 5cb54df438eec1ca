//! JSON Lines, arrays of records and single documents, flattened into fields: the key `b` of the object under `a` is
//! `a.b`, the first entry of the array under `a` is `a.0`. A number's text is its literal, so no digit is lost.

pub(crate) mod fields;
pub(crate) mod flat_object;
mod lines;
mod literal;
pub(crate) mod parser;
pub(crate) mod splitter;
pub(crate) mod tree;
mod values;
