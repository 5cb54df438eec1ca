//! Delimited text as RFC 4180 has it, and as files really are: any chunking of the bytes gives the same rows and the
//! same report. The delimiter is detected; records that cannot be read are set aside, counted and named.

mod detect;
pub(crate) mod header;
mod options;
pub(crate) mod plain_records;
mod reader;
pub(crate) mod record;
mod scanner;
mod source;
pub(crate) mod splitter;
mod table;

pub use options::{CsvOptions, Pairing};
pub use reader::CsvReader;
