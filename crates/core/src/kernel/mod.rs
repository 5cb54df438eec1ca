//! The hot loops.

pub(crate) mod exact_moments;
