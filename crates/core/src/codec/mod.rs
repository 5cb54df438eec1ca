//! How state becomes bytes: little-endian fields, shortest variable-length integers, one envelope around everything.

mod envelope;
mod reader;
mod writer;

pub use envelope::{Family, claims_family, open_envelope, seal_envelope};
pub use reader::{Reader, damaged};
pub use writer::Writer;
