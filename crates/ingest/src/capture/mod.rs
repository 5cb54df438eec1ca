//! Capture records of `SageMaker` endpoints and transform jobs, alone or merged with ground truth: the rows that a
//! request and its response hold, output columns first.

mod base64;
mod event;
mod instant;
mod options;
mod payload;
mod seen_events;

pub(crate) use event::{Event, Verdict};
pub use instant::parse_instant;
pub use options::CaptureOptions;
