//! Null distributions and p-values, and what becomes of p-values when there are many.

pub(crate) mod chi_square;
mod estimate_excess;
mod fisher;
pub(crate) mod kolmogorov;
mod multiplicity;
mod one_sample_kolmogorov;

pub use estimate_excess::estimate_excess_p_value;
pub use fisher::share_excess_p_value;
pub use multiplicity::benjamini_hochberg;
