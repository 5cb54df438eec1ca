//! What can be estimated before labels are there, by name.

use super::loss::Loss;
use crate::error::{Error, Result};

/// A metric of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Metric {
    Accuracy,
    F1,
    Auc,
    AveragePrecision,
    /// Rows of a cell of the confusion matrix.
    Cell {
        cell: usize,
        of: Of,
    },
    /// What the predictions are worth, by a worth of each cell.
    Value {
        of: Of,
    },
    Loss {
        loss: Loss,
        is_root: bool,
    },
}

/// What a cell is counted of: plainly, or as a share of all rows, of those of its label, of those of its prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Count,
    All,
    Actual,
    Predicted,
}

/// The cells by their place: twice the label, and the prediction.
const CELLS: [&str; 4] = ["true_negative", "false_positive", "false_negative", "true_positive"];
const SUFFIXES: [(&str, Of); 3] = [("_of_all", Of::All), ("_of_actual", Of::Actual), ("_of_predicted", Of::Predicted)];

impl Metric {
    /// The metric of that name. `invalid-argument` when the problem has none of it.
    pub(crate) fn parse(id: &str, classes: usize) -> Result<Self> {
        let unknown = || {
            let known = match classes {
                0 => "mae, mse, rmse, mape, msle, rmsle",
                1 => {
                    "accuracy, precision, recall, specificity, f1, auc, average_precision, true_positive (and the other cells), value; cells and value also with _of_all, _of_actual, _of_predicted"
                }
                _ => "accuracy, precision, recall, specificity, f1, auc, average_precision",
            };
            Error::invalid_argument(format!("expected a metric that can be estimated ({known}), found `{id}`"))
        };
        let metric = match id {
            "accuracy" => Self::Accuracy,
            "precision" => Self::Cell { cell: 3, of: Of::Predicted },
            "recall" => Self::Cell { cell: 3, of: Of::Actual },
            "specificity" => Self::Cell { cell: 0, of: Of::Actual },
            "f1" => Self::F1,
            "auc" => Self::Auc,
            "average_precision" => Self::AveragePrecision,
            _ if classes == 0 => {
                let (loss, is_root) = Loss::parse(id).ok_or_else(unknown)?;
                return Ok(Self::Loss { loss, is_root });
            }
            _ if classes > 1 => return Err(unknown()),
            _ => {
                let (name, of) = SUFFIXES
                    .iter()
                    .find_map(|&(suffix, of)| Some((id.strip_suffix(suffix)?, of)))
                    .unwrap_or((id, Of::Count));
                match CELLS.iter().position(|&cell| cell == name) {
                    Some(cell) => Self::Cell { cell, of },
                    None if name == "value" => Self::Value { of },
                    None => return Err(unknown()),
                }
            }
        };
        if classes == 0 { Err(unknown()) } else { Ok(metric) }
    }

    /// The least and the greatest value it can have.
    pub(crate) fn limits(self) -> [f64; 2] {
        match self {
            Self::Value { .. } => [f64::NEG_INFINITY, f64::INFINITY],
            Self::Cell { of: Of::Count, .. } | Self::Loss { .. } => [0.0, f64::INFINITY],
            _ => [0.0, 1.0],
        }
    }

    pub(crate) fn is_of_ranks(self) -> bool {
        matches!(self, Self::Auc | Self::AveragePrecision)
    }

    /// Whether it grows with the number of rows.
    pub(crate) fn is_sum(self) -> bool {
        matches!(self, Self::Cell { of: Of::Count, .. } | Self::Value { of: Of::Count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_refused() {
        assert_eq!(Metric::parse("recall", 1).unwrap(), Metric::parse("true_positive_of_actual", 1).unwrap());
        assert_eq!(Metric::parse("value", 1).unwrap(), Metric::Value { of: Of::Count });
        for (id, classes) in [("mae", 1), ("auc", 0), ("true_positive", 3), ("true_positive_of_none", 1)] {
            let error = Metric::parse(id, classes).unwrap_err();
            assert!(error.message().contains(id), "{}", error.message());
        }
    }
}
