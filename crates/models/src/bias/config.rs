//! What a bias report is asked for, with names of columns instead of positions.

use super::selection::{ColumnKind, Given};
use tidemark_json::{read_json, words};

/// Whose rules decide where Clarify and good sense part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rules {
    /// As Clarify computes, its quirks included.
    Clarify,
    /// Kinds do not depend on the number of rows, missing values are left out and counted, divergences take all labels.
    #[default]
    Strict,
}

words!(Rules { Clarify = "clarify", Strict = "strict" });

/// A facet: its column, and the values or the threshold of its sensitive group. None: each value against the rest.
#[derive(Clone, Debug)]
pub struct FacetConfig {
    /// The column.
    pub name: String,
    /// Listed values, or one threshold.
    pub values: Vec<Given>,
}

read_json!(FacetConfig { name, values = Vec::new() });

/// The configuration of a report.
#[derive(Clone, Debug)]
pub struct BiasConfig {
    /// The column of the observed label.
    pub label: String,
    /// Its positive values, or the threshold above which it is positive.
    pub positive: Vec<Given>,
    /// The facets.
    pub facets: Vec<FacetConfig>,
    /// The column whose values are the groups of CDDL and CDDPL.
    pub group: Option<String>,
    /// The column of predicted labels; metrics of predictions need it or `probability`.
    pub predicted: Option<String>,
    /// The column of scores; those above the threshold are predictions of 1.
    pub probability: Option<String>,
    /// Default 0.5.
    pub probability_threshold: Option<f64>,
    /// The metrics by id; all that there are data for when absent.
    pub metrics: Option<Vec<String>>,
    /// The columns that the flip test measures distances in; all but facet, label and prediction when absent.
    pub flip_test_features: Option<Vec<String>>,
    /// Kinds of columns that the data shall not decide, by name.
    pub kinds: Vec<(String, ColumnKind)>,
    /// Default strict.
    pub rules: Rules,
    /// The confidence of intervals; none are computed when absent.
    pub confidence: Option<f64>,
    /// Default 1,000.
    pub resamples: Option<usize>,
    /// Of resamples and of the rows of the flip test. Default 0.
    pub seed: u64,
}

read_json!(BiasConfig {
    label, positive = Vec::new(), facets, group, predicted, probability, probability_threshold, metrics,
    flip_test_features, kinds = Vec::new(), rules = Rules::default(), confidence, resamples, seed = 0,
});

impl BiasConfig {
    /// The kind of a column that the data shall not decide.
    pub(crate) fn declared_kind(&self, name: &str) -> Option<ColumnKind> {
        self.kinds.iter().find(|(known, _)| known == name).map(|&(_, kind)| kind)
    }
}
