//! How good predictions are, once the truth is known: mergeable states of label and prediction, and the metrics that are
//! read from them. Every metric is a function of the state alone, so windows that are merged give the same bits as one
//! pass over all rows.

mod binary;
mod bootstrap;
mod calibration;
mod cells;
mod classes;
mod curves;
pub mod estimation;
mod forecasting;
mod gains;
mod intervals;
mod matrix;
mod metric;
mod multiclass;
mod options;
mod pair_counts;
mod precision_recall;
mod probability_loss;
mod quality_state;
mod ranking;
mod rates;
mod regression;
mod result;
mod roc;
mod rows;
mod score_counts;
mod steps;

pub use binary::Binary;
pub use cells::Cells;
pub use classes::Classes;
pub use forecasting::Forecasting;
pub use metric::{Metric, Metrics};
pub use multiclass::Multiclass;
pub use options::{EmptyQueries, Gain, Intervals, Problem, ResultOptions, Rules, StateOptions};
pub use quality_state::QualityState;
pub use ranking::Ranking;
pub use regression::Regression;
pub use result::QualityResult;
pub use rows::{QualityRows, Values};
pub use score_counts::{ScoreCounts, ScoreForm};
