//! The hot loops, and for which machines they are compiled.

#![allow(clippy::inline_always, reason = "a body must be compiled inside the build of each instruction set")]

pub(crate) mod boxed_array;
pub(crate) mod census;
pub mod dispatch;
pub(crate) mod distinct_registers;
pub(crate) mod exact_moments;
pub(crate) mod prefix_table;
pub(crate) mod prefix_window;
