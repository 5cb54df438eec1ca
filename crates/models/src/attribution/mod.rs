//! What each feature contributes to a model's predictions: how that is found by asking the model (kernel SHAP), summed up
//! over rows, and compared between two times.

mod aggregate;
mod baseline_rows;
mod coalitions;
mod drift;
mod kernel_shap;
mod normalised_gain;
mod rank_correlation;

pub use aggregate::{Aggregate, aggregate};
pub use baseline_rows::{BaselineColumn, choose_baseline_rows};
pub use coalitions::Coalitions;
pub use drift::{AttributionDrift, DriftOptions, FeatureDrift, Side, attribution_drift};
pub use kernel_shap::{Link, Predictions, solve};
