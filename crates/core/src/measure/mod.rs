//! The registry: every measure by its id, with what it needs to be listed, called and documented.

mod distribution;
mod registry;

pub use distribution::Distribution;
pub use registry::{MEASURES, Measure, MeasureOptions, MeasureResult, Method, SideCounts, find_measure};
