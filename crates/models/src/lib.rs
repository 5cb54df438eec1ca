//! What is said of models: the quality of their predictions, also before labels come, bias between groups, and what they
//! listen to. A crate of its own so that it can be compiled for size where the hot loops of the core are for speed.

pub mod attribution;
pub mod bias;
mod by_name;
mod discounted_gain;
mod intervals;
pub mod quality;

pub use by_name::ByName;

pub(crate) use tidemark_core::{codec, error, hash, hypothesis, measure, numeric, order, state};

#[cfg(test)]
#[allow(dead_code, reason = "the laws of the core take more of it")]
#[path = "../../core/src/support.rs"]
mod support;
