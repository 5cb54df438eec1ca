//! The statistics of Tidemark: mergeable states, profiles, measures. No input or output, no clock, no threads, no
//! randomness that is not given: the same values give the same bytes on every target.

pub mod codec;
pub mod column;
mod distance;
pub mod error;
pub mod hash;
pub mod hypothesis;
mod kernel;
pub mod measure;
pub mod numeric;
pub mod order;
pub mod profile;
pub mod sagemaker;
pub mod state;

pub use kernel::dispatch;
pub use kernel::equal_mass_sort::sorted as sort_by_equal_mass;

#[cfg(test)]
mod support;
