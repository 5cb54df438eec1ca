//! What a state of quality is made with, which is stored with it, and what is asked of it, which is not.

use super::ScoreForm;
use serde::{Deserialize, Serialize};

/// What is predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// One of two classes.
    BinaryClassification,
    /// One of several classes.
    MulticlassClassification,
    /// A number.
    Regression,
    /// The order of the items of a query.
    Ranking,
    /// The next numbers of series.
    Forecasting,
}

impl Problem {
    /// Whether a column of this role holds classes; all others hold numbers.
    pub fn is_class(self, role: &str) -> bool {
        match role {
            "label" | "prediction" => matches!(self, Self::BinaryClassification | Self::MulticlassClassification),
            "query" | "item" | "horizon" | "group" => true,
            _ => false,
        }
    }
}

/// What decides the bytes of a state. States merge only if these are equal.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct StateOptions {
    /// Binary: a probability above it predicts the positive class.
    pub threshold: f64,
    /// Binary: the name of the positive class; `1` or `true` when absent.
    pub positive: Option<String>,
    /// How scores are kept.
    pub form: ScoreForm,
}

impl Default for StateOptions {
    fn default() -> Self {
        Self { threshold: 0.5, positive: None, form: ScoreForm::Exact }
    }
}

/// What is asked of a state.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct ResultOptions {
    /// Whose arithmetic is followed.
    pub rules: Rules,
    /// Whether metrics without a denominator are 0.
    pub zero_division: bool,
    /// Whether curves are given.
    pub curves: bool,
    /// The most points of a curve; 0 for all of them.
    pub curve_points: usize,
    /// Whether points on a straight line between others are kept.
    pub keep_collinear: bool,
    /// How standard errors and intervals are found.
    pub intervals: Intervals,
    /// The level of intervals.
    pub level: f64,
    /// What random numbers begin with.
    pub seed: u64,
    /// The bins of calibration.
    pub calibration_bins: usize,
    /// Up to which false positive rate the partial area goes.
    pub partial_area: f64,
    /// The fractions of rows at which gain and lift are given; every 0.05 when absent.
    pub fractions: Option<Vec<f64>>,
    /// Groups with fewer rows are named and not measured.
    pub minimum_group_count: u64,
}

impl Default for ResultOptions {
    fn default() -> Self {
        Self {
            rules: Rules::Tidemark,
            zero_division: false,
            curves: true,
            curve_points: 1000,
            keep_collinear: false,
            intervals: Intervals::Analytic,
            level: 0.95,
            seed: 1,
            calibration_bins: 10,
            partial_area: 0.2,
            fractions: None,
            minimum_group_count: 30,
        }
    }
}

impl ResultOptions {
    /// Whether undefined ratios are 0.
    pub(super) fn has_zeros(&self) -> bool {
        self.zero_division || self.is_compatible()
    }

    /// Whether Model Monitor's arithmetic is followed.
    pub(super) fn is_compatible(&self) -> bool {
        self.rules == Rules::Sagemaker
    }
}

/// Whose arithmetic is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rules {
    /// Every number rounded once, where that can be; what is not defined has no value.
    Tidemark,
    /// Model Monitor's, in its order of operations; what is not defined is 0.
    Sagemaker,
}

/// How standard errors and intervals are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Intervals {
    /// Not at all.
    None,
    /// By formulas, where there is one.
    Analytic,
    /// By formulas, and where there is none by drawing rows 200 times.
    Bootstrap,
}
