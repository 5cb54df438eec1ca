//! The hot loops, and for which machines they are compiled.

#![allow(clippy::inline_always, reason = "a body must be compiled inside the build of each instruction set")]

pub mod dispatch;
pub(crate) mod exact_moments;
pub(crate) mod prefix_table;
