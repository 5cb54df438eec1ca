//! The metrics of a classifier from the chance that each row is positive, instead of its label.
//!
//! Definition: a row predicted positive whose chance is p counts p as a true positive and 1 - p as a false positive; one
//! predicted negative counts p as a false negative and 1 - p as a true negative. Metrics follow from these expected
//! counts. For AUC and average precision the rows go by descending score, cumulating p and 1 - p: the area by trapezoids,
//! and the precision at each step times its rise of recall. Rows of one score are one step. With labels in place of
//! chances all of them are the realised metrics.
//!
//! `NannyML`'s way of the two takes rows one by one, and rounds what has cumulated to five decimals.
//!
//! Several classes: each against the others, and the plain mean; accuracy is the mean chance of the predicted class.
//!
//! Edges: where a denominator is 0 the metric is not defined (NaN), and 0 in `NannyML`'s way. Accuracy: that of the sums.
//!
//! Source: `NannyML`, confidence-based performance estimation; Fawcett (2006) for the areas.

use super::isotonic::sort_by_score;
use super::metric::{Metric, Of};
use super::options::Rules;

/// Rows as a classifier judged them for one class.
pub(crate) struct Judged<'a> {
    pub(crate) scores: &'a [f64],
    pub(crate) is_predicted: Vec<bool>,
    /// By ascending score; empty where no metric needs it.
    order: Vec<usize>,
}

impl<'a> Judged<'a> {
    pub(crate) fn new(scores: &'a [f64], is_predicted: Vec<bool>, is_ranked: bool) -> Self {
        Self { scores, is_predicted, order: if is_ranked { sort_by_score(scores) } else { Vec::new() } }
    }

    /// Expected rows of each cell: twice the label, and the prediction.
    pub(crate) fn count_cells(&self, chances: &[f64]) -> [f64; 4] {
        let mut cells = [0.0; 4];
        for (&is_predicted, chance) in self.is_predicted.iter().zip(chances) {
            cells[usize::from(is_predicted)] += 1.0 - chance;
            cells[2 + usize::from(is_predicted)] += chance;
        }
        cells
    }

    fn value(&self, metric: Metric, chances: &[f64], rules: Rules, worths: [f64; 4]) -> f64 {
        if metric.is_of_ranks() {
            let [area, precision] = self.rank(chances, rules);
            return if metric == Metric::Auc { area } else { precision };
        }
        let cells = self.count_cells(chances);
        match metric {
            Metric::F1 => cells[3] / (cells[3] + f64::midpoint(cells[1], cells[2])),
            Metric::Cell { cell, of } => cells[cell] / whole(cells, cell, of),
            Metric::Value { of } => (0..4).map(|cell| cells[cell] / whole(cells, cell, of) * worths[cell]).sum(),
            _ => (cells[0] + cells[3]) / self.is_predicted.len() as f64,
        }
    }

    /// The area under the curve of both rates, and the average precision.
    fn rank(&self, chances: &[f64], rules: Rules) -> [f64; 2] {
        let is_plain = rules == Rules::Nannyml;
        let round = |value: f64| if is_plain { (value * 1e5).round_ties_even() / 1e5 } else { value };
        let (mut hits, mut count) = (0.0, 0.0);
        let (mut before, mut area, mut precision) = ([0.0, 0.0], 0.0, 0.0);
        let mut rows = self.order.iter().rev().copied().peekable();
        while let Some(row) = rows.next() {
            hits += chances[row];
            count += 1.0;
            if !is_plain && rows.peek().is_some_and(|&next| self.scores[next] == self.scores[row]) {
                continue;
            }
            let now = [round(hits), round(count - hits)];
            area += (now[1] - before[1]) * f64::midpoint(now[0], before[0]);
            precision += (now[0] - before[0]) * now[0] / (now[0] + now[1]);
            before = now;
        }
        [area / before[0] / before[1], precision / before[0]]
    }
}

/// The rows that a cell is a share of.
fn whole(cells: [f64; 4], cell: usize, of: Of) -> f64 {
    match of {
        Of::Count => 1.0,
        Of::All => cells.iter().sum(),
        Of::Actual => cells[cell & 2] + cells[cell | 1],
        Of::Predicted => cells[cell & 1] + cells[cell | 2],
    }
}

/// A metric over all classes; one class stands for a problem of two labels.
pub(crate) fn evaluate(
    metric: Metric,
    classes: &[Judged<'_>],
    chances: &[Vec<f64>],
    rules: Rules,
    worths: [f64; 4],
) -> f64 {
    let pairs = || classes.iter().zip(chances);
    let value = match classes {
        [only] => only.value(metric, &chances[0], rules, worths),
        _ if metric == Metric::Accuracy => {
            let hits: f64 = pairs().map(|(class, chances)| class.count_cells(chances)[3]).sum();
            hits / chances[0].len() as f64
        }
        _ => {
            let total: f64 = pairs().map(|(class, chances)| class.value(metric, chances, rules, worths)).sum();
            total / classes.len() as f64
        }
    };
    if value.is_nan() && rules == Rules::Nannyml { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: [f64; 4] = [0.9, 0.6, 0.6, 0.2];

    fn value(id: &str, chances: &[f64], rules: Rules) -> f64 {
        let judged = [Judged::new(&SCORES, vec![true, true, false, false], true)];
        let worths = [1.0, -5.0, -10.0, 8.0];
        evaluate(Metric::parse(id, 1).unwrap(), &judged, &[chances.to_vec()], rules, worths)
    }

    #[test]
    fn expected_counts_worked_by_hand() {
        let chances = [0.75, 0.5, 0.5, 0.25];
        let near = |id, expected: f64| assert!((value(id, &chances, Rules::Tidemark) - expected).abs() < 1e-15, "{id}");
        near("true_positive", 1.25);
        near("false_positive_of_predicted", 0.375);
        near("accuracy", 2.5 / 4.0);
        near("recall", 1.25 / 2.0);
        near("f1", 1.25 / 2.0);
        near("value", 1.25 - 5.0 * 0.75 - 10.0 * 0.75 + 8.0 * 1.25);
        near("value_of_all", 0.0);
        // Steps (0.75, 0.25), (1.75, 1.25) and (2, 2) of two and two.
        near("auc", (0.25 * 0.375 + 1.0 * 1.25 + 0.75 * 1.875) / 4.0);
        near("average_precision", (0.75 * 0.75 + 1.0 * 1.75 / 3.0 + 0.25 * 0.5) / 2.0);
    }

    #[test]
    fn with_labels_they_are_the_realised_ones() {
        // Of the tied rows one is positive: half a pair.
        assert_eq!(value("auc", &[1.0, 1.0, 0.0, 0.0], Rules::Tidemark), 3.5 / 4.0);
        assert_eq!(value("accuracy", &[1.0, 1.0, 0.0, 0.0], Rules::Tidemark), 1.0);
        // Row by row, the later of the tied ones first.
        assert_eq!(value("auc", &[1.0, 1.0, 0.0, 0.0], Rules::Nannyml), 0.75);
    }

    #[test]
    fn what_is_not_defined_is_no_number_and_zero_by_the_other_rules() {
        for id in ["recall", "auc", "average_precision"] {
            assert!(value(id, &[0.0; 4], Rules::Tidemark).is_nan(), "{id}");
            assert_eq!(value(id, &[0.0; 4], Rules::Nannyml), 0.0);
        }
    }

    #[test]
    fn several_classes_are_averaged() {
        let judged = [0.0, 1.0, 2.0].map(|class| {
            Judged::new(&SCORES, [0.0, 1.0, 2.0, 1.0].iter().map(|&predicted| predicted == class).collect(), true)
        });
        let chances = [vec![0.5, 0.1, 0.0, 0.2], vec![0.25, 0.8, 0.5, 0.6], vec![0.25, 0.1, 0.5, 0.2]];
        let found = |id| evaluate(Metric::parse(id, 3).unwrap(), &judged, &chances, Rules::Tidemark, [0.0; 4]);
        assert!((found("accuracy") - (0.5 + 0.8 + 0.5 + 0.6) / 4.0).abs() < 1e-15);
        assert!((found("precision") - (0.5 + 0.7 + 0.5) / 3.0).abs() < 1e-15);
    }
}
