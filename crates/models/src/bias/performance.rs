//! How good the predictions are, over all rows: ten numbers, the confusion matrix, and for categories each against each.
//!
//! Definition: the usual rates of TP, FP, FN, TN; conditional acceptance is n1 / n1', conditional rejection n0 / n0'.
//! Edges: as the bias metrics, 0 / 0 is 0 and x / 0 infinite. Predictions of a label that no row has are left out of the
//! matrix. Source: the performance report of Clarify.

use super::facts::Side;
use super::metric::divide;
use super::named::Named;
use super::selection::Coded;
use super::value::Value;
use crate::order::order_of;
use tidemark_json::write_json;

/// The performance of a model.
#[derive(Debug)]
pub struct Performance {
    /// By id, in the order of Clarify's report.
    pub metrics: [(&'static str, Value); 10],
    /// Shares of all rows: TP, FP, FN, TN.
    pub binary_confusion_matrix: [f64; 4],
    /// Rows by label, then by prediction; of categorical labels.
    pub confusion_matrix: Option<Named<Named<u64>>>,
}

write_json!(Performance { metrics, binary_confusion_matrix, confusion_matrix if any });

impl Performance {
    pub(crate) fn of(side: &Side) -> Self {
        let (predicted, rejected) = (side.predicted_positive(), side.predicted_negative());
        let recall = divide(side.true_positive, side.positive);
        let precision = divide(side.true_positive, predicted);
        let metrics = [
            ("accuracy", divide(side.correct(), side.rows)),
            ("PPL", divide(predicted, side.rows)),
            ("PNL", divide(rejected, side.rows)),
            ("recall", recall),
            ("specificity", divide(side.true_negative, side.negative)),
            ("precision", precision),
            ("rejection_rate", divide(side.true_negative, rejected)),
            ("conditional_acceptance", divide(side.positive, predicted)),
            ("conditional_rejection", divide(side.negative, rejected)),
            ("f1", 2.0 * divide(precision * recall, precision + recall)),
        ];
        let cells = [side.true_positive, side.false_positive, side.false_negative, side.true_negative];
        Self {
            metrics: metrics.map(|(id, value)| (id, Value(value))),
            binary_confusion_matrix: cells.map(|cell| divide(cell, side.rows)),
            confusion_matrix: None,
        }
    }
}

/// Rows by label and prediction, over the labels that occur.
pub(crate) fn confusion(labels: &Coded, predictions: &Coded) -> Named<Named<u64>> {
    let (names, width) = (&labels.1, predictions.1.len());
    let mut counts = vec![0u64; names.len() * width];
    for (&label, &prediction) in labels.0.iter().zip(&predictions.0) {
        if (label as usize) < names.len() && (prediction as usize) < width {
            counts[label as usize * width + prediction as usize] += 1;
        }
    }
    let order = order_of(names.len(), &|a, b| names[a].cmp(&names[b]));
    let place_of = |&label: &usize| predictions.1.iter().position(|name| *name == names[label]);
    let columns: Vec<(usize, Option<usize>)> = order.iter().map(|label| (*label, place_of(label))).collect();
    let mut table = Vec::new();
    for row in order {
        let mut cells = Vec::new();
        for &(label, place) in &columns {
            cells.push((names[label].clone(), place.map_or(0, |place| counts[row * width + place])));
        }
        table.push((names[row].clone(), Named(cells)));
    }
    Named(table)
}
