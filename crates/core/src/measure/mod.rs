//! The registry: every measure by its id, with what it needs to be listed, called and documented; the sides that measures
//! compare, and the ways in which they read them.

pub(crate) mod bins;
mod categories;
mod category_comparison;
mod distribution;
mod histogram;
mod moments;
mod options;
mod registry;
mod result;
mod side;
mod table;

pub(crate) use categories::{Categories, Pairing};
pub use category_comparison::{CategoryComparison, ValueShares, compare_categories};
pub use distribution::Distribution;
pub use histogram::{HistogramBin, HistogramEdges, fold_bins, fold_even_bins, histogram};
pub use moments::{ArrayMoments, FoldedMoments, fold_moments, moments};
pub use options::{Base, Bins, MeasureOptions, Method, PMethod, Smoothing};
pub use registry::{MEASURES, Measure, find_measure};
pub(crate) use result::by_method;
pub use result::{Basis, MeasureResult, NoValue, SideCounts};
pub use side::Side;
pub(crate) use side::{are_numeric, to_categories, to_distributions, to_samples};
pub(crate) use table::{Span, Table};
