//! The hot loops.

pub(crate) mod exact_moments;
pub(crate) mod prefix_table;
