//! One number for what a feature contributed to many predictions.
//!
//! Definition, over the attributions v of a feature in n rows: `mean_abs`, the mean of |v|; `mean_sq`, the mean of v^2;
//! `median`, the middle v of all in order, or the mean of the two in the middle, with its sign.
//!
//! Edges: no rows give NaN, which no caller asks for. Accuracy: sums in the order of rows, n roundings.
//!
//! Source: the aggregation methods of Clarify's `analysis_config.json`.

use crate::order::sort_doubles;
use tidemark_json::words;

/// How attributions of rows become one of a feature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aggregate {
    /// The mean of magnitudes.
    #[default]
    MeanAbs,
    /// The median, signed.
    Median,
    /// The mean of squares.
    MeanSq,
}

words!(Aggregate { MeanAbs = "mean_abs", Median = "median", MeanSq = "mean_sq" });

/// The aggregate of the attributions of a feature, whose order is lost.
pub fn aggregate(values: &mut [f64], method: Aggregate) -> f64 {
    let mean = |term: fn(f64) -> f64| values.iter().copied().map(term).sum::<f64>() / values.len() as f64;
    match method {
        Aggregate::MeanAbs => mean(f64::abs),
        Aggregate::MeanSq => mean(|value| value * value),
        Aggregate::Median => {
            sort_doubles(values);
            let middle = values.len() / 2;
            match (values.len() % 2, values.get(middle)) {
                (_, None) => f64::NAN,
                (1, Some(value)) => *value,
                (_, Some(value)) => f64::midpoint(values[middle - 1], *value),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hand_worked_aggregates() {
        let found = |method| aggregate(&mut [-3.0, 1.0, 2.0, 0.0], method);
        assert_eq!(found(Aggregate::MeanAbs), 1.5);
        assert_eq!(found(Aggregate::MeanSq), 3.5);
        assert_eq!(found(Aggregate::Median), 0.5);
        assert_eq!(aggregate(&mut [3.0, -1.0, 2.0], Aggregate::Median), 2.0);
    }
}
