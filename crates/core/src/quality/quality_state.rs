//! The mergeable state of the quality of predictions, whatever is predicted.

use super::binary::Binary;
use super::options::{Problem, ResultOptions, StateOptions};
use super::rates::add_rates;
use super::result::{Baseline, Confusion, QualityResult};
use super::{Cells, Metrics, QualityRows};
use crate::error::{Error, Result};
use std::collections::BTreeMap;

/// The state of a problem.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityState {
    problem: Problem,
    options: StateOptions,
    binary: Binary,
}

impl QualityState {
    /// An empty state. `invalid-argument` for a threshold that is no finite number.
    pub fn new(problem: Problem, options: StateOptions) -> Result<Self> {
        if !options.threshold.is_finite() {
            return Err(Error::invalid_argument(format!(
                "expected a finite number for `threshold`, found {}",
                options.threshold
            )));
        }
        Ok(Self { problem, options, binary: Binary::default() })
    }

    /// Takes rows in.
    pub fn update(&mut self, rows: &QualityRows<'_>) -> Result<()> {
        self.binary.update(rows, &self.options)
    }

    /// What the state says.
    pub fn result(&self, options: &ResultOptions) -> QualityResult {
        let (metrics, curves) = self.binary.read(options);
        let cells = self.binary.cells();
        let positive = self.options.positive.clone();
        let labels = match positive {
            Some(name) => [format!("not {name}"), name],
            None => ["0".to_owned(), "1".to_owned()],
        };
        QualityResult {
            problem: self.problem,
            count: cells.count(),
            incomplete: self.binary.incomplete(),
            metrics,
            baselines: baselines(cells, &labels, options),
            confusion: Some(Confusion::of_cells(cells, labels)),
            curves,
        }
    }
}

/// The classifiers that always predict the majority, the negative class on a tie, and the positive class.
fn baselines(cells: Cells, labels: &[String; 2], options: &ResultOptions) -> BTreeMap<&'static str, Baseline> {
    let constant = |is_positive: bool| {
        let (positives, negatives) = (cells.positives(), cells.negatives());
        let counts = if is_positive { [positives, negatives, 0, 0] } else { [0, 0, positives, negatives] };
        let mut metrics = Metrics::default();
        add_rates(&mut metrics, Cells::from_array(counts), options.has_zeros(), options.is_compatible());
        Baseline { label: labels[usize::from(is_positive)].clone(), metrics }
    };
    let is_majority_positive = cells.positives() > cells.negatives();
    BTreeMap::from([("majority", constant(is_majority_positive)), ("always_positive", constant(true))])
}
