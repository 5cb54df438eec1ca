//! Distances between two sides, one a file.

pub(crate) mod divergence;
pub(crate) mod hellinger;
pub(crate) mod jensen_shannon_distance;
pub(crate) mod jensen_shannon_divergence;
pub(crate) mod kolmogorov_smirnov;
pub(crate) mod kullback_leibler;
pub(crate) mod l_infinity;
pub(crate) mod population_stability;
pub(crate) mod total_variation;
mod walk;
pub(crate) mod wasserstein;
