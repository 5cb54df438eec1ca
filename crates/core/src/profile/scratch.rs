//! Memory that columns use in turn while they are taken in. It holds nothing between two columns.

use crate::kernel::distinct_registers::Marks;
use crate::kernel::prefix_window::PrefixWindow;

/// Scratch memory for any number of columns, one after the other.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Numbers read from texts, or converted.
    pub(super) numbers: Vec<f64>,
    /// Doubles that are present, finite or not.
    pub(super) present: Vec<f64>,
    pub(super) window: PrefixWindow,
    pub(super) marks: Marks,
}
