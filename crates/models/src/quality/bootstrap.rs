//! How sure a metric of scores is that has no formula: rows are drawn again and again.
//!
//! Definition: as many rows as there are, drawn with replacement, 200 times; the standard error is the standard deviation of
//! the metric over the draws, and the interval goes from one quantile of them to the other.
//!
//! Edges: draws without a value, such as those of one class, are left out; with fewer than 100 left there is no interval.
//!
//! Accuracy: the ends of the interval are off by some tenth of its width. The same seed draws the same rows, from merged
//! states too.
//!
//! Source: Efron (1979).

use super::steps::{Step, Steps};
use crate::numeric::Random;
use crate::order::sort_doubles;

const DRAWS: usize = 200;
const LEAST_DRAWS: usize = 100;

/// A standard error and an interval for each of several metrics.
pub(super) fn draw_again(
    steps: &Steps,
    seed: u64,
    level: f64,
    measure: &dyn Fn(&Steps) -> Vec<Option<f64>>,
) -> Vec<Option<(f64, [f64; 2])>> {
    let mut random = Random::new(seed);
    let mut drawn: Vec<Vec<f64>> = Vec::new();
    for _ in 0..DRAWS {
        let mut counts = vec![[0u64; 2]; steps.list.len()];
        for _ in 0..steps.count() {
            // The rows of each step, positives before negatives.
            let row = random.below(steps.count() as usize) as u64;
            let place = steps.list.partition_point(|step| step.count() <= row);
            let is_negative = row >= steps.above(place).count() + steps.rows_at(place).0;
            counts[place][usize::from(is_negative)] += 1;
        }
        let mut last = Step::default();
        let mut list = Vec::with_capacity(counts.len());
        for (step, [positives, negatives]) in steps.list.iter().zip(counts) {
            last = Step {
                score: step.score,
                positives: last.positives + positives,
                negatives: last.negatives + negatives,
            };
            if positives + negatives > 0 {
                list.push(last);
            }
        }
        let measured = measure(&Steps::new(list, steps.is_exact));
        drawn.resize(measured.len(), Vec::new());
        for (values, value) in drawn.iter_mut().zip(measured) {
            values.extend(value);
        }
    }
    drawn.into_iter().map(|values| summarize(values, level)).collect()
}

fn summarize(mut values: Vec<f64>, level: f64) -> Option<(f64, [f64; 2])> {
    if values.len() < LEAST_DRAWS {
        return None;
    }
    sort_doubles(&mut values);
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    let quantile = |share: f64| {
        let place = share * (count - 1.0);
        let (low, high) = (values[place as usize], values[(place as usize + 1).min(values.len() - 1)]);
        low + (high - low) * place.fract()
    };
    let tail = (1.0 - level) / 2.0;
    Some(((spread / (count - 1.0)).sqrt(), [quantile(tail), quantile(1.0 - tail)]))
}
