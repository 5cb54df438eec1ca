//! Bytes in, columns out: push parsers for the formats that users have. Nothing here knows what a profile is.

mod batch;
mod capture;
mod carry;
mod cells;
pub mod csv;
mod encoding;
mod held_records;
mod json;
mod positions;
mod reader;
mod record_reader;
mod record_table;
mod report;

pub use batch::{Batch, BatchSink};
pub use capture::{CaptureOptions, parse_instant};
pub use json::splitter::JsonLayout;
pub use json::tree::parse_json;
pub use reader::Reader;
pub use record_reader::{RecordOptions, RecordReader};
pub use report::{Complaint, ComplaintKind, IngestReport, InvalidUtf8, Place};
