//! Borrowed views of columns, laid out as Arrow lays them out. A view owns nothing and copies nothing.

mod validity;
mod view;

pub use validity::Validity;
pub use view::{BoolColumn, Column, DictionaryColumn, Utf8Column};
