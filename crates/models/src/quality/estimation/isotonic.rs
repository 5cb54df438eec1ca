//! What share of rows with a score is positive, as the best curve that never falls.
//!
//! Definition: over the distinct scores in ascending order, the non-decreasing values that minimise the weighted sum of
//! squared differences from the labels, by pooling adjacent violators. The knots are the first and the last score of each
//! pool; between knots the curve is a line, outside them it is level. Knots as scikit-learn keeps them.
//!
//! Edges: one row, or one label only, gives a level curve; rows of weight 0 do not count; without weight there is no knot,
//! and the curve is the score itself. Accuracy: that of the sums, some 1e-15 of their size.
//!
//! Source: Ayer, Brunk, Ewing, Reid and Silverman (1955); Barlow, Bartholomew, Bremner and Brunk (1972).

use super::numbers::damaged;
use crate::error::Result;
use crate::order::order_of;

/// The curve, as its knots.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Isotonic {
    /// Ascending scores.
    pub scores: Vec<f64>,
    /// The positive share at each of them.
    pub shares: Vec<f64>,
}

/// Rows of one score after another.
struct Pool {
    first: f64,
    last: f64,
    weight: f64,
    sum: f64,
}

impl Pool {
    fn share(&self) -> f64 {
        self.sum / self.weight
    }
}

/// The places of scores, ascending; equal ones in their order.
pub(crate) fn sort_by_score(scores: &[f64]) -> Vec<usize> {
    order_of(scores.len(), &|a, b| scores[a].total_cmp(&scores[b]))
}

impl Isotonic {
    /// The curve of labels (1 is positive, 0 is not) over scores.
    pub fn of(scores: &[f64], labels: &[f64]) -> Self {
        Self::fit(scores, labels, &sort_by_score(scores), &vec![1.0; scores.len()])
    }

    /// The same with a weight for each row; `order` is `sort_by_score`.
    pub(crate) fn fit(scores: &[f64], labels: &[f64], order: &[usize], weights: &[f64]) -> Self {
        let mut pools: Vec<Pool> = Vec::new();
        let mut rows = order.iter().copied().filter(|&row| weights[row] > 0.0).peekable();
        while let Some(row) = rows.next() {
            let mut pool =
                Pool { first: scores[row], last: scores[row], weight: weights[row], sum: weights[row] * labels[row] };
            while let Some(row) = rows.next_if(|&next| scores[next] == pool.first) {
                pool.weight += weights[row];
                pool.sum += weights[row] * labels[row];
            }
            while let Some(before) = pools.pop_if(|before| before.share() >= pool.share()) {
                pool.first = before.first;
                pool.weight += before.weight;
                pool.sum += before.sum;
            }
            pools.push(pool);
        }
        let mut curve = Self::default();
        for pool in pools {
            curve.push(pool.first, pool.share());
            if pool.last != pool.first {
                curve.push(pool.last, pool.share());
            }
        }
        curve
    }

    /// `invalid-data` for lists that are no curve.
    pub(crate) fn from_knots(scores: &[f64], shares: &[f64]) -> Result<Self> {
        if scores.len() != shares.len() || !scores.is_sorted_by(|a, b| a < b) {
            return Err(damaged());
        }
        Ok(Self { scores: scores.to_vec(), shares: shares.to_vec() })
    }

    fn push(&mut self, score: f64, share: f64) {
        self.scores.push(score);
        self.shares.push(share);
    }

    /// The share at a score.
    pub fn at(&self, score: f64) -> f64 {
        let above = self.scores.partition_point(|&knot| knot < score);
        match (above.checked_sub(1), self.scores.get(above)) {
            (None, None) => score,
            (None, Some(_)) => self.shares[0],
            (Some(below), None) => self.shares[below],
            (Some(below), Some(&high)) => {
                let low = self.scores[below];
                let rise = self.shares[above] - self.shares[below];
                self.shares[below] + rise / (high - low) * (score - low)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(scores: &[f64], labels: &[f64]) -> Isotonic {
        Isotonic::of(scores, labels)
    }

    #[test]
    fn a_curve_worked_by_hand() {
        // 0.2 and 0.3 violate the order and pool to a half; 0.1 has two rows of which one is positive and pools too.
        let curve = fit(&[0.3, 0.1, 0.1, 0.2, 0.9], &[0.0, 1.0, 0.0, 1.0, 1.0]);
        assert_eq!(curve.scores, [0.1, 0.3, 0.9]);
        assert_eq!(curve.shares, [0.5, 0.5, 1.0]);
        assert_eq!([0.0, 0.2, 0.6, 2.0].map(|score| curve.at(score)), [0.5, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn edges() {
        assert_eq!(fit(&[0.4], &[1.0]).at(0.9), 1.0);
        assert_eq!(fit(&[0.4, 0.5], &[0.0, 0.0]).at(0.45), 0.0);
        assert_eq!(fit(&[], &[]).at(0.3), 0.3);
    }

    #[test]
    fn a_row_of_weight_two_is_two_rows() {
        let (scores, labels) = ([0.1, 0.2, 0.3], [1.0, 0.0, 1.0]);
        let weighted = Isotonic::fit(&scores, &labels, &[0, 1, 2], &[1.0, 2.0, 0.0]);
        assert_eq!(weighted, fit(&[0.1, 0.2, 0.2], &[1.0, 0.0, 0.0]));
    }
}
