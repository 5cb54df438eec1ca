//! The statistics of Tidemark: mergeable states, profiles, measures. No input or output, no clock, no threads, no
//! randomness that is not given: the same values give the same bytes on every target.

pub mod column;
pub mod error;
