//! Bytes in, columns out: push parsers for the formats that users have. Nothing here knows what a profile is.

mod batch;
pub mod csv;
mod report;
mod text_column;

pub use batch::{Batch, BatchSink};
pub use report::{Complaint, ComplaintKind, IngestReport, InvalidUtf8, Place};
