//! What each feature contributed to a prediction, found from predictions alone: kernel SHAP.
//!
//! Definition: with x the row, f the model, and g(S) the mean of f over baseline rows in which the features in S have
//! their values of x, attributions v minimise the sum over the sets S of a plan of
//! weight(S) (g(S) - g(none) - sum over i in S of v(i))^2, such that they add up to f(x) - g(none), the expected value. With
//! the logit link, g and f(x) are log-odds: ln(p / (1 - p)) of mean predictions.
//!
//! Edges: one feature has the whole difference. Where the sets do not tell some features apart, as with fewer sets than
//! features, these share evenly what they have together. Log-odds of 0 and 1 are not finite: such predictions are taken as
//! 2^-52 away from there.
//!
//! Accuracy: with every set the Shapley values, to about 1e-12 of the largest difference of predictions; linear models are
//! exact with any sets that tell the features apart. Takes time with sets times features for a row.
//!
//! Source: Lundberg and Lee (2017).

use super::Coalitions;
use crate::error::{Error, Result};
use tidemark_json::{plain_text, words};

/// A pivot of less than this part of the mean diagonal tells nothing.
const LEAST_PIVOT: f64 = 1e-9;

/// Added to the diagonal, as part of its mean, where sets leave directions open.
const RIDGE: f64 = 1e-8;

/// The scale on which attributions add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// That of the predictions.
    #[default]
    Identity,
    /// Log-odds, for probabilities.
    Logit,
}

words!(Link { Identity = "identity", Logit = "logit" });

/// What the model said. Every output of a row follows the one before.
#[derive(Clone, Copy, Debug)]
pub struct Predictions<'a> {
    /// How many numbers the model gives for a row.
    pub outputs: usize,
    /// The scale of the attributions.
    pub link: Link,
    /// The mean over the baseline rows, for each output.
    pub expected: &'a [f64],
    /// Of the rows themselves: row by row, output by output.
    pub rows: &'a [f64],
    /// The mean over the baseline rows with features of a row: row by row, set by set, output by output.
    pub sets: &'a [f64],
}

/// The attributions: output by output, feature by feature, row by row.
pub fn solve(plan: &Coalitions, predictions: &Predictions<'_>) -> Result<Vec<f64>> {
    let Predictions { outputs, link, .. } = *predictions;
    let rows = require_sound(plan, predictions)?;
    let (features, sets) = (plan.features(), plan.len());
    let design = Design::new(plan);
    let mut attributions = vec![0.0; outputs * features * rows];
    let mut sums = vec![0.0; features];
    for row in 0..rows {
        for output in 0..outputs {
            let expected = link.of(predictions.expected[output]);
            let mean = (link.of(predictions.rows[row * outputs + output]) - expected) / features as f64;
            sums.fill(0.0);
            for set in 0..sets {
                let found = link.of(predictions.sets[(row * sets + set) * outputs + output]);
                design.add(set, found - expected - mean * design.sizes[set], &mut sums);
            }
            design.solve(&mut sums);
            for (feature, sum) in sums.iter().enumerate() {
                attributions[(output * features + feature) * rows + row] = mean + sum;
            }
        }
    }
    Ok(attributions)
}

impl Link {
    /// A prediction on this scale.
    pub fn of(self, prediction: f64) -> f64 {
        match self {
            Self::Identity => prediction,
            Self::Logit => {
                let inner = prediction.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
                libm::log(inner / (1.0 - inner))
            }
        }
    }
}

/// How many rows there are. `invalid-argument` for numbers of predictions that do not fit and for what is no prediction.
fn require_sound(plan: &Coalitions, predictions: &Predictions<'_>) -> Result<usize> {
    let Predictions { outputs, link, expected, rows, sets } = *predictions;
    let count = rows.len().checked_div(outputs).unwrap_or(0);
    if expected.len() != outputs || rows.len() != count * outputs || sets.len() != count * plan.len() * outputs {
        return Err(Error::invalid_argument(format!(
            "expected {} sets and {outputs} outputs for each row, found {} predictions for {count} rows",
            plan.len(),
            sets.len()
        )));
    }
    let is_sound = |value: &f64| match link {
        Link::Identity => value.is_finite(),
        Link::Logit => (0.0..=1.0).contains(value),
    };
    match [expected, rows, sets].into_iter().flatten().find(|value| !is_sound(value)) {
        None => Ok(count),
        Some(&found) => {
            let wanted = if link == Link::Logit { "probabilities for log-odds" } else { "finite predictions" };
            Err(Error::invalid_argument(format!("expected {wanted}, found {}", plain_text(found))))
        }
    }
}

/// The least-squares problem that all rows share: sets less their size's mean, so that solutions add up to 0.
struct Design {
    features: usize,
    /// Set by set, weighted.
    weighted: Vec<f64>,
    sizes: Vec<f64>,
    /// The lower triangle L of L L^T, row by row.
    factor: Vec<f64>,
}

impl Design {
    fn new(plan: &Coalitions) -> Self {
        let features = plan.features();
        let mut design = Self { features, weighted: Vec::new(), sizes: Vec::new(), factor: Vec::new() };
        let mut normal = vec![0.0; features * features];
        let mut centred = vec![0.0; features];
        for (set, weight) in plan.sets().zip(plan.weights()) {
            let size: u32 = set.iter().map(|word| word.count_ones()).sum();
            let mean = f64::from(size) / features as f64;
            for (feature, value) in centred.iter_mut().enumerate() {
                *value = f64::from(set[feature / 32] >> (feature % 32) & 1) - mean;
            }
            for (row, value) in centred.iter().enumerate() {
                let scaled = weight * value;
                design.weighted.push(scaled);
                for (sum, other) in normal[row * features..=row * features + row].iter_mut().zip(&centred) {
                    *sum += scaled * other;
                }
            }
            design.sizes.push(f64::from(size));
        }
        let scale = (0..features).map(|index| normal[index * (features + 1)]).sum::<f64>() / features as f64;
        // Along the direction in which nothing is left to find, any value serves.
        normal.iter_mut().for_each(|sum| *sum += scale.max(f64::MIN_POSITIVE) / features as f64);
        design.factor = factorise(&normal, features, scale * LEAST_PIVOT).unwrap_or_else(|| {
            (0..features).for_each(|index| normal[index * (features + 1)] += scale * RIDGE);
            factorise(&normal, features, 0.0).unwrap_or_default()
        });
        design
    }

    fn add(&self, set: usize, rest: f64, sums: &mut [f64]) {
        let weighted = &self.weighted[set * self.features..][..self.features];
        sums.iter_mut().zip(weighted).for_each(|(sum, weighted)| *sum += weighted * rest);
    }

    /// From the right-hand side to the solution, in place.
    fn solve(&self, sums: &mut [f64]) {
        let (count, factor) = (self.features, &self.factor);
        for row in 0..count {
            let known: f64 = (0..row).map(|column| factor[row * count + column] * sums[column]).sum();
            sums[row] = (sums[row] - known) / factor[row * count + row];
        }
        for row in (0..count).rev() {
            let known: f64 = (row + 1..count).map(|below| factor[below * count + row] * sums[below]).sum();
            sums[row] = (sums[row] - known) / factor[row * count + row];
        }
    }
}

/// Cholesky's factor of the lower triangle; none where a pivot is not above `least`.
fn factorise(matrix: &[f64], count: usize, least: f64) -> Option<Vec<f64>> {
    let mut factor = vec![0.0; count * count];
    for row in 0..count {
        for column in 0..=row {
            let known: f64 = (0..column).map(|each| factor[row * count + each] * factor[column * count + each]).sum();
            let rest = matrix[row * count + column] - known;
            factor[row * count + column] = if row > column {
                rest / factor[column * count + column]
            } else if rest > least {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Attributions of one row of a model, the baseline being one row of zeros.
    fn explain(plan: &Coalitions, row: &[f64], model: impl Fn(&[f64]) -> f64, link: Link) -> Vec<f64> {
        let sets: Vec<f64> = plan
            .sets()
            .map(|set| {
                let mixed: Vec<f64> = row
                    .iter()
                    .enumerate()
                    .map(|(i, v)| if set[i / 32] >> (i % 32) & 1 == 1 { *v } else { 0.0 })
                    .collect();
                model(&mixed)
            })
            .collect();
        let expected = [model(&vec![0.0; row.len()])];
        let rows = [model(row)];
        solve(plan, &Predictions { outputs: 1, link, expected: &expected, rows: &rows, sets: &sets }).unwrap()
    }

    fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "{found} {expected}");
        }
    }

    #[test]
    fn a_product_is_shared_evenly() {
        let plan = Coalitions::plan(3, None, 0).unwrap();
        // x0 x1 + x2 at (2, 3, 5): 6 shared by the first two.
        let found = explain(&plan, &[2.0, 3.0, 5.0], |row| row[0] * row[1] + row[2], Link::Identity);
        assert_near(&found, &[3.0, 3.0, 5.0], 1e-12);
    }

    #[test]
    fn a_linear_model_gives_its_weights_whether_sets_are_drawn_or_all_there() {
        for features in [1, 2, 13, 40] {
            let row: Vec<f64> = (0..features).map(|index| index as f64 - 3.0).collect();
            let weigh = |row: &[f64]| row.iter().enumerate().map(|(index, v)| v * (index % 5) as f64).sum::<f64>();
            let expected: Vec<f64> = row.iter().enumerate().map(|(index, v)| v * (index % 5) as f64).collect();
            let plan = Coalitions::plan(features, None, 3).unwrap();
            assert_near(&explain(&plan, &row, weigh, Link::Identity), &expected, 1e-10);
        }
    }

    #[test]
    fn log_odds_add_up_where_probabilities_do_not() {
        let plan = Coalitions::plan(3, None, 0).unwrap();
        let model = |row: &[f64]| 1.0 / (1.0 + (-(row[0] + 2.0 * row[1] - row[2])).exp());
        assert_near(&explain(&plan, &[0.5, 0.25, 1.0], model, Link::Logit), &[0.5, 0.5, -1.0], 1e-12);
    }

    #[test]
    fn too_few_sets_still_add_up_to_the_difference() {
        let row: Vec<f64> = (0..14).map(f64::from).collect();
        let plan = Coalitions::plan(14, Some(6), 0).unwrap();
        let found = explain(&plan, &row, |row| row.iter().sum(), Link::Identity);
        assert!((found.iter().sum::<f64>() - 91.0).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_prediction_is_refused() {
        let plan = Coalitions::plan(1, None, 0).unwrap();
        let ask = |link, rows: &[f64]| {
            solve(&plan, &Predictions { outputs: 1, link, expected: &[0.0], rows, sets: &[] }).is_err()
        };
        assert!(ask(Link::Identity, &[f64::NAN]) && ask(Link::Logit, &[1.5]) && !ask(Link::Logit, &[1.0]));
        let none = Predictions { outputs: 0, link: Link::Identity, expected: &[], rows: &[1.0], sets: &[] };
        assert!(solve(&plan, &none).is_err());
    }
}
