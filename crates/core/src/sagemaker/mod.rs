//! Model Monitor's own states, for its documents only. They depend on the order of rows, so they are never stored and
//! never merged with anything but the next part of the same run.

mod kll;
mod raw_text;
mod regression_errors;
mod sequential_moments;
mod states;

pub use kll::Kll;
pub use raw_text::RawText;
pub use regression_errors::regression_errors;
pub use sequential_moments::SequentialMoments;
pub use states::SagemakerStates;
