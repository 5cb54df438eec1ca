//! How good the predictions are, over all rows: ten numbers, the confusion matrix, and for categories each against each.
//!
//! Definition: the usual rates of TP, FP, FN, TN; conditional acceptance is n1 / n1', conditional rejection n0 / n0'.
//! Edges: as the bias metrics, 0 / 0 is 0 and x / 0 infinite. Predictions of a label that no row has are left out of the
//! matrix. Source: the performance report of Clarify.

use super::facts::Side;
use super::metric::divide;
use super::selection::Coded;
use super::value::Value;
use serde::Serialize;
use std::collections::BTreeMap;

/// The performance of a model.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Performance {
    /// By id, in the order of Clarify's report.
    pub metrics: [(&'static str, Value); 10],
    /// Shares of all rows: TP, FP, FN, TN.
    pub binary_confusion_matrix: [f64; 4],
    /// Rows by label, then by prediction; of categorical labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confusion_matrix: Option<BTreeMap<String, BTreeMap<String, u64>>>,
}

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
pub(crate) fn confusion(labels: &Coded, predictions: &Coded) -> BTreeMap<String, BTreeMap<String, u64>> {
    let row = || labels.1.iter().map(|name| (name.clone(), 0)).collect::<BTreeMap<_, _>>();
    let mut table: BTreeMap<_, _> = labels.1.iter().map(|name| (name.clone(), row())).collect();
    let mut counts = vec![0u64; labels.1.len() * predictions.1.len()];
    for (&label, &prediction) in labels.0.iter().zip(&predictions.0) {
        if (label as usize) < labels.1.len() && (prediction as usize) < predictions.1.len() {
            counts[label as usize * predictions.1.len() + prediction as usize] += 1;
        }
    }
    for (label, counts) in labels.1.iter().zip(counts.chunks(predictions.1.len().max(1))) {
        for (prediction, &count) in predictions.1.iter().zip(counts) {
            if let Some(cell) = table.get_mut(label).and_then(|row| row.get_mut(prediction)) {
                *cell = count;
            }
        }
    }
    table
}
