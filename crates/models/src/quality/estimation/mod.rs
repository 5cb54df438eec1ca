//! How good a model is before the labels are there, and whether that can be told.

mod classifier;
mod domain;
mod estimator;
mod expected;
mod isotonic;
mod loss;
mod loss_model;
mod metric;
mod numbers;
mod options;
mod prediction_powered;
mod reach;
mod reliability;
mod sampling_error;
mod trees;

pub use domain::{Domain, compare_domains};
pub use estimator::{
    Calibration, Estimate, EstimatedMetric, Fit, FittedMetric, HeldBack, deviation_range, estimate, fit,
};
pub use isotonic::Isotonic;
pub use options::{EstimationOptions, Rows, Rules};
pub use reliability::{Bin, Reliability, reliability};
