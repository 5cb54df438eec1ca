//! Borrowed views of columns, laid out as Arrow lays them out, and how a single value reads. A view owns nothing and
//! copies nothing.

mod decimal;
mod lexical;
mod validity;
mod view;

pub use lexical::Reading;
pub use validity::Validity;
pub use view::{BoolColumn, Column, DictionaryColumn, Utf8Column};
