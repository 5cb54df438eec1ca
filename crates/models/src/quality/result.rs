//! What is read from a state: metrics, curves and what is needed to judge them.

use super::curves::Curves;
use super::options::Problem;
use super::{Cells, Metrics};
use crate::ByName;
use serde::Serialize;

/// The quality of predictions.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QualityResult {
    /// What is predicted.
    pub problem: Problem,
    /// Rows that were used.
    pub count: u64,
    /// Rows that were not, because a value was missing or no number.
    pub incomplete: u64,
    /// The metrics by id.
    pub metrics: Metrics,
    /// Rows by what is true and what was predicted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confusion: Option<Confusion>,
    /// Several classes: each against all others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassQuality>,
    /// Curves of scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curves: Option<Curves>,
    /// The same of always predicting one class, by the name of the rule.
    #[serde(skip_serializing_if = "ByName::is_empty")]
    pub baselines: ByName<Baseline>,
    /// Ranking: the queries that were measured, and those left out for want of a relevant item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queries: Option<[u64; 2]>,
    /// Forecasting: the metrics of each step ahead.
    #[serde(skip_serializing_if = "ByName::is_empty")]
    pub horizons: ByName<Metrics>,
    /// The same of each group of rows.
    #[serde(skip_serializing_if = "ByName::is_empty")]
    pub groups: ByName<QualityResult>,
    /// Groups with too few rows to be measured.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub small_groups: Vec<String>,
}

impl QualityResult {
    /// With nothing in it so far.
    pub(super) fn new(problem: Problem) -> Self {
        Self {
            problem,
            count: 0,
            incomplete: 0,
            metrics: Metrics::default(),
            confusion: None,
            classes: Vec::new(),
            curves: None,
            baselines: ByName::default(),
            queries: None,
            horizons: ByName::default(),
            groups: ByName::default(),
            small_groups: Vec::new(),
        }
    }
}

/// A class against all others.
#[derive(Clone, Debug, Serialize)]
pub struct ClassQuality {
    /// The class.
    pub label: String,
    /// Its rows.
    pub count: u64,
    /// Its metrics by id.
    pub metrics: Metrics,
}

/// A confusion matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confusion {
    /// The classes, in the order of rows and columns.
    pub labels: Vec<String>,
    /// A row a true class, a column a predicted one.
    pub counts: Vec<Vec<u64>>,
}

/// A classifier that always predicts one class.
#[derive(Clone, Debug, Serialize)]
pub struct Baseline {
    /// That class.
    pub label: String,
    /// Its metrics by id.
    pub metrics: Metrics,
}

impl Confusion {
    /// Of two classes, the negative one first.
    pub(super) fn of_cells(cells: Cells, labels: [String; 2]) -> Self {
        Self {
            labels: labels.into(),
            counts: vec![
                vec![cells.true_negatives, cells.false_positives],
                vec![cells.false_negatives, cells.true_positives],
            ],
        }
    }
}
