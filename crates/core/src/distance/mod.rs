//! Distances between two distributions, one a file.

pub(crate) mod kolmogorov_smirnov;
