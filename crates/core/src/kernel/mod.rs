//! The hot loops, and for which machines they are compiled.

#![allow(clippy::inline_always, reason = "a body must be compiled inside the build of each instruction set")]

mod bin_counts;
pub(crate) mod boxed_array;
mod buckets;
pub(crate) mod census;
pub mod dispatch;
pub(crate) mod distinct_registers;
pub(crate) mod edge_bins;
pub(crate) mod equal_mass_sort;
pub(crate) mod even_bins;
pub(crate) mod exact_moments;
pub(crate) mod finite_range;
pub(crate) mod least_shift;
pub(crate) mod plain_moments;
pub(crate) mod prefix_table;
pub(crate) mod prefix_window;
pub(crate) mod short_numbers;
pub(crate) mod two_sample;
