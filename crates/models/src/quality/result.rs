//! What is read from a state: metrics, curves and what is needed to judge them.

use super::curves::Curves;
use super::options::Problem;
use super::{Cells, Metrics};
use crate::ByName;
use tidemark_json::write_json;

/// The quality of predictions.
#[derive(Clone, Debug)]
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
    pub confusion: Option<Confusion>,
    /// Several classes: each against all others.
    pub classes: Vec<ClassQuality>,
    /// Curves of scores.
    pub curves: Option<Curves>,
    /// The same of always predicting one class, by the name of the rule.
    pub baselines: ByName<Baseline>,
    /// Ranking: the queries that were measured, and those left out for want of a relevant item.
    pub queries: Option<[u64; 2]>,
    /// Forecasting: the metrics of each step ahead.
    pub horizons: ByName<Metrics>,
    /// The same of each group of rows.
    pub groups: ByName<QualityResult>,
    /// Groups with too few rows to be measured.
    pub small_groups: Vec<String>,
}

write_json!(QualityResult {
    problem, count, incomplete, metrics, confusion if any, classes if any, curves if any, baselines if any,
    queries if any, horizons if any, groups if any, small_groups if any,
});

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
#[derive(Clone, Debug)]
pub struct ClassQuality {
    /// The class.
    pub label: String,
    /// Its rows.
    pub count: u64,
    /// Its metrics by id.
    pub metrics: Metrics,
}

write_json!(ClassQuality { label, count, metrics });

/// A confusion matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Confusion {
    /// The classes, in the order of rows and columns.
    pub labels: Vec<String>,
    /// A row a true class, a column a predicted one.
    pub counts: Vec<Vec<u64>>,
}

write_json!(Confusion { labels, counts });

/// A classifier that always predicts one class.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// That class.
    pub label: String,
    /// Its metrics by id.
    pub metrics: Metrics,
}

write_json!(Baseline { label, metrics });

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
