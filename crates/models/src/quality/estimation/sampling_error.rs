//! How far a metric of a window strays by chance alone, from how it strays in the reference.
//!
//! Definition: a metric is a mean over the rows that it is about, a share f of all; with v the variance (by n) of what is
//! averaged, in the reference, its standard error in a window of n rows is sqrt(v / (n f)). Accuracy: right or wrong, over
//! all rows. Cells, precision, recall, specificity: in the cell or not, over the rows that they are a share of; counts of
//! cells: over all rows, times n. F1 is a ratio F of means, a hit over b, a hit or half a miss: (hit - F b) / (mean of b), over all rows. Value: the
//! worth of a row. AUC: for each positive row the share of negative ones below it, and the other way round
//! (`DeLong`). Average precision: the variance over 50 resamples of half the rows. Several classes: sqrt of the sum of all v / (n f), over the number of
//! classes; AUC times 1.2, since its classes stray together.
//!
//! `NannyML`'s rules: AUC by the rarer label alone; F1 over the rows of three cells, m of them, true positives as
//! m / (TP + (FP + FN) / 2), others as 0, which is half as wide again as what is seen.
//!
//! Edges: without rows that a metric is about, it is no number. Accuracy: of first order in 1 / n.
//!
//! Source: `NannyML`, estimation of the standard error; `DeLong`, `DeLong` and Clarke-Pearson (1988).

use super::expected::{Judged, evaluate};
use super::isotonic::sort_by_score;
use super::metric::{Metric, Of};
use super::options::Rules;
use crate::numeric::Random;

const RESAMPLES: usize = 50;
const MOST_RESAMPLED: usize = 50_000;

/// What is averaged varies so much, over so large a share of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Component {
    pub(crate) variance: f64,
    pub(crate) share: f64,
}

/// The standard error of a metric in a window of so many rows.
pub(crate) fn standard_error(components: &[Component], metric: Metric, classes: usize, count: usize) -> f64 {
    let count = count as f64;
    let sum: f64 = components.iter().map(|part| part.variance / (count * part.share)).sum();
    let scale = if metric.is_sum() { count } else { 1.0 };
    let spread = if metric == Metric::Auc && classes > 1 { 1.2 } else { 1.0 };
    sum.sqrt() * scale * spread / if metric == Metric::Accuracy { 1.0 } else { classes as f64 }
}

/// The components of a metric over the reference. `labels` holds for each class whether a row is of it.
pub(crate) fn components(
    metric: Metric,
    classes: &[Judged<'_>],
    labels: &[Vec<f64>],
    rules: Rules,
    worths: [f64; 4],
    random: &mut Random,
) -> Vec<Component> {
    let count = labels[0].len();
    if metric == Metric::Accuracy {
        let is_right = |row| {
            f64::from(classes.iter().zip(labels).all(|(class, labels)| class.is_predicted[row] == (labels[row] == 1.0)))
        };
        return vec![component(&(0..count).map(is_right).collect::<Vec<_>>(), count)];
    }
    let mut found = Vec::new();
    for (class, labels) in classes.iter().zip(labels) {
        let cells: Vec<usize> =
            (0..count).map(|row| 2 * usize::from(labels[row] == 1.0) + usize::from(class.is_predicted[row])).collect();
        match metric {
            Metric::F1 => found.push(of_f1(&cells, rules)),
            Metric::Cell { cell, of } => {
                // Twice the label and the prediction: what a cell shares with the rows that it is counted of.
                let shared = match of {
                    Of::Actual => 2,
                    Of::Predicted => 1,
                    _ => 0,
                };
                let about = cells.iter().filter(|&other| other & shared == cell & shared);
                found.push(component(&about.map(|&other| f64::from(other == cell)).collect::<Vec<_>>(), count));
            }
            Metric::Value { .. } => {
                found.push(component(&cells.iter().map(|&cell| worths[cell]).collect::<Vec<_>>(), count));
            }
            Metric::Auc => {
                let [negative, positive] = placements(class, labels);
                let is_rare = positive.len() <= negative.len();
                for (shares, is_taken) in [(positive, is_rare), (negative, !is_rare)] {
                    if is_taken || rules == Rules::Tidemark {
                        found.push(component(&shares, count));
                    }
                }
            }
            _ => found.push(resample(metric, class, labels, rules, random)),
        }
    }
    found
}

/// The variance of values (by n), of rows that are so many in all.
pub(crate) fn component(values: &[f64], count: usize) -> Component {
    let about = values.len() as f64;
    let mean = values.iter().sum::<f64>() / about;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / about;
    Component { variance, share: about / count as f64 }
}

fn of_f1(cells: &[usize], rules: Rules) -> Component {
    let hits = cells.iter().filter(|&&cell| cell == 3).count() as f64;
    let about = cells.iter().filter(|&&cell| cell != 0).count() as f64;
    let whole = hits + (about - hits) / 2.0;
    if rules == Rules::Nannyml {
        let rows = cells.iter().filter(|&&cell| cell != 0);
        let values: Vec<f64> = rows.map(|&cell| if cell == 3 { about / whole } else { 0.0 }).collect();
        return component(&values, cells.len());
    }
    let (f1, mean) = (hits / whole, whole / cells.len() as f64);
    let worths = [0.0, -f1 / 2.0 / mean, -f1 / 2.0 / mean, (1.0 - f1) / mean];
    component(&cells.iter().map(|&cell| worths[cell]).collect::<Vec<_>>(), cells.len())
}

/// For each row of either label, the share of the rows of the other label that it is ranked rightly against; ties half.
fn placements(class: &Judged<'_>, labels: &[f64]) -> [Vec<f64>; 2] {
    let order = sort_by_score(class.scores);
    let positives = labels.iter().sum::<f64>();
    let negatives = labels.len() as f64 - positives;
    let (mut below, mut start) = ([0.0, 0.0], 0);
    let mut shares = [Vec::new(), Vec::new()];
    while start < order.len() {
        let tied = &order[start..];
        let end = tied.partition_point(|&row| class.scores[row] <= class.scores[tied[0]]);
        let ones: f64 = tied[..end].iter().map(|&row| labels[row]).sum();
        let zeros = end as f64 - ones;
        for &row in &tied[..end] {
            if labels[row] == 1.0 {
                shares[1].push((below[0] + zeros / 2.0) / negatives);
            } else {
                shares[0].push((positives - below[1] - ones / 2.0) / positives);
            }
        }
        below = [below[0] + zeros, below[1] + ones];
        start += end;
    }
    shares
}

/// As if it were a mean over all rows: the variance over resamples, times their size.
fn resample(metric: Metric, class: &Judged<'_>, labels: &[f64], rules: Rules, random: &mut Random) -> Component {
    let size = (labels.len() / 2).clamp(1, MOST_RESAMPLED);
    let values: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let rows: Vec<usize> = (0..size).map(|_| random.below(labels.len())).collect();
            let pick = |values: &[f64]| rows.iter().map(|&row| values[row]).collect::<Vec<_>>();
            let (scores, chances) = (pick(class.scores), pick(labels));
            evaluate(metric, &[Judged::new(&scores, vec![false; size], true)], &[chances], rules, [0.0; 4])
        })
        .filter(|value| value.is_finite())
        .collect();
    Component { variance: component(&values, values.len()).variance * size as f64, share: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    #[test]
    fn a_mean_of_half_the_rows() {
        // Recall: two positives of which one is found, of four rows.
        let judged = [Judged::new(&[0.9, 0.1, 0.2, 0.3], vec![true, false, false, false], false)];
        let metric = Metric::parse("recall", 1).unwrap();
        let mut random = Random::new(1);
        let labels = [vec![1.0, 1.0, 0.0, 0.0]];
        let found = components(metric, &judged, &labels, Rules::Tidemark, [0.0; 4], &mut random);
        assert_eq!(found, [Component { variance: 0.25, share: 0.5 }]);
        assert_eq!(standard_error(&found, metric, 1, 200), (0.25f64 / 100.0).sqrt());
    }

    #[test]
    fn errors_are_those_of_repeated_windows() {
        let mut rng = Rng::new(11);
        let mut draw = |count: usize| {
            let scores: Vec<f64> = (0..count).map(|_| (rng.uniform() * 40.0).floor() / 40.0).collect();
            let labels: Vec<f64> = scores.iter().map(|&score| f64::from(rng.uniform() < score)).collect();
            (scores, labels)
        };
        let judge = |scores: &[f64]| scores.iter().map(|&score| score >= 0.6).collect::<Vec<_>>();
        let (scores, labels) = draw(20_000);
        for id in ["accuracy", "precision", "recall", "f1", "auc", "average_precision", "false_negative"] {
            let metric = Metric::parse(id, 1).unwrap();
            let judged = [Judged::new(&scores, judge(&scores), true)];
            let mut random = Random::new(1);
            let parts =
                components(metric, &judged, std::slice::from_ref(&labels), Rules::Tidemark, [0.0; 4], &mut random);
            let claimed = standard_error(&parts, metric, 1, 400);
            let values: Vec<f64> = (0..300)
                .map(|_| {
                    let (scores, labels) = draw(400);
                    let judged = [Judged::new(&scores, judge(&scores), true)];
                    evaluate(metric, &judged, &[labels], Rules::Tidemark, [0.0; 4])
                })
                .collect();
            let seen = component(&values, 300).variance.sqrt();
            assert!((claimed / seen - 1.0).abs() < 0.25, "{id}: {claimed} {seen}");
        }
    }
}
