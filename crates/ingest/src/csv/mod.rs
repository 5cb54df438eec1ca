//! Delimited text as RFC 4180 has it, and as files really are: any chunking of the bytes gives the same rows and the
//! same report. The delimiter is detected; records that cannot be read are set aside, counted and named.

mod carry;
mod detect;
mod encoding;
mod header;
mod options;
mod reader;
mod record;
mod scanner;
mod source;
mod splitter;
mod table;

pub use options::{CsvOptions, Pairing};
pub use reader::CsvReader;
