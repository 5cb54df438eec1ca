//! What a confusion matrix of several classes says.
//!
//! Definition: precision, recall and F of each class against all others; `macro` is their plain mean, `weighted` their mean by
//! the rows of each class, `micro` that of all pooled, which is the accuracy. Balanced accuracy is the mean recall of the
//! classes that occur. With c rows on the diagonal of n, t and p the true and predicted counts of the classes: kappa is
//! (c n - sum p t) / (n^2 - sum p t), Matthews correlation (c n - sum p t) / sqrt((n^2 - sum p^2)(n^2 - sum t^2)).
//!
//! Edges: in a mean, what is not defined for a class is 0: a class never predicted has precision 0, one that never occurs has
//! recall 0 and weight 0. Without rows nothing is defined.
//!
//! Accuracy: sums of doubles over the classes in their order.
//!
//! Source: scikit-learn's `precision_recall_fscore_support`; Gorodkin (2004).

use super::rates::{f_beta, f_of_rates};

/// Counts or shares of classes, a row a true class.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    pub(super) cells: &'a [f64],
    pub(super) classes: usize,
}

/// The ids of `summarize`, in its order.
pub(super) const SUMMARIES: [&str; 19] = [
    "accuracy",
    "weighted_precision",
    "weighted_recall",
    "weighted_f0_5",
    "weighted_f1",
    "weighted_f2",
    "macro_precision",
    "macro_recall",
    "macro_f0_5",
    "macro_f1",
    "macro_f2",
    "micro_precision",
    "micro_recall",
    "micro_f0_5",
    "micro_f1",
    "micro_f2",
    "balanced_accuracy",
    "matthews_correlation",
    "cohen_kappa",
];

const BETAS: [f64; 3] = [0.5, 1.0, 2.0];

impl Matrix<'_> {
    /// The rows that are of a class.
    pub(super) fn actual(&self, class: usize) -> f64 {
        self.cells[class * self.classes..][..self.classes].iter().sum()
    }

    /// The rows that are predicted to be of a class.
    pub(super) fn predicted(&self, class: usize) -> f64 {
        self.cells.iter().skip(class).step_by(self.classes).sum()
    }

    /// The rows of a class that are predicted so.
    pub(super) fn hits(&self, class: usize) -> f64 {
        self.cells[class * self.classes + class]
    }

    /// Precision, recall and F of a class, each none where it is not defined.
    pub(super) fn of_class(&self, class: usize, is_compatible: bool) -> [Option<f64>; 5] {
        let (hits, actual, predicted) = (self.hits(class), self.actual(class), self.predicted(class));
        let share = |whole: f64| (whole > 0.0).then(|| hits / whole);
        let (precision, recall) = (share(predicted), share(actual));
        let [low, one, high] = BETAS.map(|beta| {
            if is_compatible {
                f_of_rates(beta, precision.unwrap_or(0.0), recall.unwrap_or(0.0))
            } else {
                f_beta(beta * beta, [hits, predicted - hits, actual - hits, 0.0])
            }
        });
        [precision, recall, low, one, high]
    }

    /// All that is in `SUMMARIES`.
    pub(super) fn summarize(&self, is_compatible: bool) -> Vec<Option<f64>> {
        let count: f64 = self.cells.iter().sum();
        if count <= 0.0 {
            return vec![None; SUMMARIES.len()];
        }
        let (mut weighted, mut plain) = ([0.0; 5], [0.0; 5]);
        let [mut diagonal, mut agreement, mut actual_squares, mut predicted_squares] = [0.0; 4];
        let (mut recalls, mut present) = (0.0, 0.0);
        for class in 0..self.classes {
            let (actual, predicted) = (self.actual(class), self.predicted(class));
            let found = self.of_class(class, is_compatible);
            for (index, value) in found.into_iter().enumerate() {
                let value = value.unwrap_or(0.0);
                weighted[index] += value * actual;
                plain[index] += value;
            }
            if actual > 0.0 {
                recalls += found[1].unwrap_or(0.0);
                present += 1.0;
            }
            diagonal += self.hits(class);
            agreement += actual * predicted;
            actual_squares += actual * actual;
            predicted_squares += predicted * predicted;
        }
        let square = count * count;
        let excess = diagonal * count - agreement;
        let spread = (square - predicted_squares) * (square - actual_squares);
        let accuracy = diagonal / count;
        let means = weighted.map(|sum| sum / count).into_iter().chain(plain.map(|sum| sum / self.classes as f64));
        [accuracy]
            .into_iter()
            .chain(means)
            .chain([accuracy; 5])
            .chain([recalls / present])
            .map(Some)
            .chain([
                (spread > 0.0).then(|| excess / spread.sqrt()),
                (square > agreement).then(|| excess / (square - agreement)),
            ])
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_classes_worked_by_hand() {
        // 3 of 4 and 1 of 2 found: precision 3/4 and 1/2, recall the same.
        let matrix = Matrix { cells: &[3.0, 1.0, 1.0, 1.0], classes: 2 };
        let found = matrix.summarize(false);
        let value = |id: &str| found[SUMMARIES.iter().position(|each| *each == id).unwrap()].unwrap();
        assert_eq!((value("accuracy"), value("micro_f1")), (4.0 / 6.0, 4.0 / 6.0));
        assert_eq!((value("macro_recall"), value("weighted_precision")), (0.625, 4.0 / 6.0));
        assert_eq!((value("cohen_kappa"), value("matthews_correlation")), (0.25, 0.25));
    }
}
