//! Distances between two sides, one a file.

pub(crate) mod divergence;
pub(crate) mod kolmogorov_smirnov;
pub(crate) mod l_infinity;
