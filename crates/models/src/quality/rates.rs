//! What the four counts of a confusion matrix say.
//!
//! Definition, of TP, FP, FN, TN and n: accuracy (TP + TN) / n; precision TP / (TP + FP); recall, the true positive rate,
//! TP / (TP + FN); true negative rate TN / (TN + FP), and the rates of what is false likewise; negative predictive value
//! TN / (TN + FN); false discovery rate FP / (TP + FP); false omission rate FN / (TN + FN);
//! F of b = (1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP) for b = 0.5, 1, 2; balanced accuracy, the mean of the recalls of
//! the classes that occur; Matthews correlation (TP TN - FP FN) / sqrt((TP + FP)(TP + FN)(TN + FP)(TN + FN)); Cohen's
//! kappa (o - e) / (1 - e) of the observed and expected shares of agreement.
//!
//! Edges: a metric whose denominator is 0 has no value. By Model Monitor's rules it is 0, the true negative rate is 1 less
//! the false positive rate and the false negative rate 1 less the true positive rate, and F is computed from precision
//! and recall, each as doubles are rounded.
//!
//! Accuracy: each ratio of counts is rounded once.
//!
//! Source: van Rijsbergen (1979); Matthews (1975); Cohen (1960).

use super::{Cells, Metrics};

/// The ratio of two counts, if the second is not 0.
pub(super) fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

const NO_ROWS: &str = "there are no rows";
const NO_POSITIVES: &str = "no row is positive";
const NO_NEGATIVES: &str = "no row is negative";
const NONE_PREDICTED_POSITIVE: &str = "no row is predicted positive";
const NONE_PREDICTED_NEGATIVE: &str = "no row is predicted negative";

/// A rate: its id, the counts it is the ratio of, and why there is none when the second is 0.
pub(super) type Rate = (&'static str, u64, u64, &'static str);

/// The rates, in their order.
pub(super) fn list_rates(cells: Cells) -> [Rate; 11] {
    let Cells { true_positives: tp, false_positives: fp, false_negatives: fn_, true_negatives: tn } = cells;
    [
        ("accuracy", tp + tn, cells.count(), NO_ROWS),
        ("precision", tp, tp + fp, NONE_PREDICTED_POSITIVE),
        ("recall", tp, cells.positives(), NO_POSITIVES),
        ("true_positive_rate", tp, cells.positives(), NO_POSITIVES),
        ("true_negative_rate", tn, cells.negatives(), NO_NEGATIVES),
        ("false_positive_rate", fp, cells.negatives(), NO_NEGATIVES),
        ("false_negative_rate", fn_, cells.positives(), NO_POSITIVES),
        ("negative_predictive_value", tn, tn + fn_, NONE_PREDICTED_NEGATIVE),
        ("false_discovery_rate", fp, tp + fp, NONE_PREDICTED_POSITIVE),
        ("false_omission_rate", fn_, tn + fn_, NONE_PREDICTED_NEGATIVE),
        ("prevalence", cells.positives(), cells.count(), NO_ROWS),
    ]
}

/// A metric of the shares of cells, for the metrics that are no rates: TP, FP, FN, TN.
pub(super) type OfShares = fn([f64; 4]) -> Option<f64>;

/// The metrics that are no rates, in their order.
pub(super) const COMPOUNDS: [(&str, OfShares, &str); 6] = [
    ("f0_5", |cells| f_beta(0.25, cells), "no row is positive or predicted so"),
    ("f1", |cells| f_beta(1.0, cells), "no row is positive or predicted so"),
    ("f2", |cells| f_beta(4.0, cells), "no row is positive or predicted so"),
    ("balanced_accuracy", balanced_accuracy, NO_ROWS),
    ("matthews_correlation", matthews, "a row or a column of the confusion matrix is empty"),
    ("cohen_kappa", kappa, "label and prediction are one class only"),
];

/// All of them; `has_zeros` with 0 for those that are not defined, `is_compatible` by Model Monitor's arithmetic.
pub(super) fn add_rates(metrics: &mut Metrics, cells: Cells, has_zeros: bool, is_compatible: bool) {
    let or_zero = |value: Option<f64>| value.or(has_zeros.then_some(0.0));
    let rates = list_rates(cells);
    let rate_of = |id: &str| rates.iter().find(|rate| rate.0 == id).and_then(|rate| or_zero(ratio(rate.1, rate.2)));
    for (id, part, whole, reason) in rates {
        let complement = match id {
            "true_negative_rate" => "false_positive_rate",
            "false_negative_rate" => "true_positive_rate",
            _ => "",
        };
        let value = if is_compatible && !complement.is_empty() {
            rate_of(complement).map(|rate| 1.0 - rate)
        } else {
            or_zero(ratio(part, whole))
        };
        metrics.add(id, value, reason);
    }
    let counts = cells.to_array().map(|count| count as f64);
    for (id, compute, reason) in COMPOUNDS {
        let beta = match id {
            "f0_5" => 0.5,
            "f1" => 1.0,
            "f2" => 2.0,
            _ => 0.0,
        };
        let value = match (rate_of("precision"), rate_of("recall")) {
            (Some(precision), Some(recall)) if is_compatible && beta > 0.0 => {
                f_of_rates(beta, precision, recall).or(Some(0.0))
            }
            _ => or_zero(compute(counts)),
        };
        metrics.add(id, value, reason);
    }
}

/// F from precision and recall.
pub(super) fn f_of_rates(beta: f64, precision: f64, recall: f64) -> Option<f64> {
    let square = beta * beta;
    let whole = square * precision + recall;
    (whole > 0.0).then(|| (1.0 + square) * precision * recall / whole)
}

/// F from counts or shares of them.
pub(super) fn f_beta(square: f64, [tp, fp, fn_, _]: [f64; 4]) -> Option<f64> {
    let part = (1.0 + square) * tp;
    let whole = part + square * fn_ + fp;
    (whole > 0.0).then(|| part / whole)
}

fn balanced_accuracy([tp, fp, fn_, tn]: [f64; 4]) -> Option<f64> {
    let recall = |hits: f64, misses: f64| (hits + misses > 0.0).then(|| hits / (hits + misses));
    match (recall(tp, fn_), recall(tn, fp)) {
        (Some(ups), Some(downs)) => Some(f64::midpoint(ups, downs)),
        (one, other) => one.or(other),
    }
}

fn matthews([tp, fp, fn_, tn]: [f64; 4]) -> Option<f64> {
    let product = (tp + fp) * (tp + fn_) * (tn + fp) * (tn + fn_);
    (product > 0.0).then(|| (tp * tn - fp * fn_) / product.sqrt())
}

fn kappa([tp, fp, fn_, tn]: [f64; 4]) -> Option<f64> {
    let count = tp + fp + fn_ + tn;
    let observed = (tp + tn) / count;
    let expected = ((tp + fp) * (tp + fn_) + (tn + fp) * (tn + fn_)) / (count * count);
    (count > 0.0 && expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(cells: [u64; 4], is_compatible: bool) -> Metrics {
        let mut metrics = Metrics::default();
        add_rates(&mut metrics, Cells::from_array(cells), is_compatible, is_compatible);
        metrics
    }

    #[test]
    fn a_matrix_worked_by_hand() {
        // 2 of 3 positives found, 1 of 5 negatives taken for one.
        let found = metrics([2, 1, 1, 4], false);
        assert_eq!(found.value("accuracy"), Some(0.75));
        assert_eq!(found.value("precision"), Some(2.0 / 3.0));
        assert_eq!(found.value("true_negative_rate"), Some(0.8));
        assert_eq!(found.value("f1"), Some(2.0 / 3.0));
        assert_eq!(found.value("cohen_kappa"), Some((0.75 - 34.0 / 64.0) / (1.0 - 34.0 / 64.0)));
    }

    #[test]
    fn without_a_denominator_there_is_no_value_but_a_reason() {
        let found = metrics([0, 0, 3, 2], false);
        let precision = found.get("precision").unwrap();
        assert_eq!((precision.value, precision.reason), (None, Some(NONE_PREDICTED_POSITIVE)));
        assert_eq!(metrics([0, 0, 3, 2], true).value("precision"), Some(0.0));
    }

    #[test]
    fn model_monitors_complements_are_rounded_as_it_rounds_them() {
        // Its churn run: 449 of 518 negatives and 12 of 28 positives are 0.8667953667953667 and 0.4285714285714286 there.
        let found = metrics([16, 69, 12, 449], true);
        assert_eq!(found.value("true_negative_rate"), Some(0.866_795_366_795_366_7));
        assert_eq!(found.value("false_negative_rate"), Some(0.428_571_428_571_428_6));
    }
}
