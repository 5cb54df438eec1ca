//! Predictions of a number.
//!
//! Definition, with e = prediction - truth y over n rows: MAE mean |e|, MSE mean e^2 and its root, bias mean e; R2 is
//! 1 - MSE / var y, explained variance 1 - var e / var y; median and largest |e|; quantiles of e, between neighbours by straight
//! line; MAPE mean |e| / |y| of the rows whose truth is not 0, `mape_floored` of all with |y| of at least 2.2e-16, as scikit-learn
//! has it; SMAPE mean 2 |e| / (|y| + |p|), 0 where both are 0; WAPE sum |e| / sum |y|; MSLE mean (ln(1 + p) - ln(1 + y))^2 and
//! its root; pinball loss at q mean max(-q e, (1 - q) e); Pearson's correlation; Spearman's (`pair_counts`), of which Fisher's
//! z = atanh r has the variance (1 + r^2 / 2) / (n - 3); the share of truths within `lower` and `upper`, and their mean distance.
//!
//! Edges: a row with a missing or infinite value, or an error above 1e154, is counted as incomplete. A constant truth leaves
//! R2 and explained variance undefined (with `zeroDivision` 1 if there is no error, else 0), and a negative truth or
//! prediction MSLE. States written before there was Spearman's correlation have none.
//!
//! Accuracy: each row's terms are rounded once and summed exactly, so that no order of rows shows. Quantiles are exact up to
//! 2,048 distinct errors and then within their bucket (`quantile`), which `errorBound` tells.
//!
//! Source: Hyndman and Koehler (2006); Koenker and Bassett (1978); Bonett and Wright (2000).

use super::intervals::complete;
use super::options::ResultOptions;
use super::pair_counts::PairCounts;
use super::result::QualityResult;
use super::{Metric, Metrics, QualityRows};
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::state::{DEFAULT_RESOLUTION, Moments, Quantile, State, add_counts, read_count};

/// What is summed a row, with its square.
#[derive(Clone, Copy)]
enum Term {
    Error,
    Absolute,
    Squared,
    Truth,
    Prediction,
    AbsoluteTruth,
    Relative,
    Floored,
    Symmetric,
    Logarithmic,
    Width,
}
const TERMS: usize = 11;

/// What is counted.
#[derive(Clone, Copy)]
enum Tally {
    Rows,
    Incomplete,
    /// Rows whose truth is 0, or so near that no double holds the relative error.
    ZeroTruths,
    /// Rows with a negative truth or prediction.
    Negative,
    /// Rows with an interval, and those whose truth is in it.
    Intervals,
    Covered,
}
const TALLIES: usize = 6;

/// The state of predictions of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    tallies: [u64; TALLIES],
    terms: [Moments; TERMS],
    errors: Quantile,
    absolutes: Quantile,
    /// Truth and prediction; none where a state was written before they were counted.
    pairs: Option<PairCounts>,
}

impl Default for Regression {
    fn default() -> Self {
        let sketch = || Quantile::new(DEFAULT_RESOLUTION).expect("the default resolution is one of those allowed");
        Self {
            tallies: [0; TALLIES],
            terms: std::array::from_fn(|_| Moments::default()),
            errors: sketch(),
            absolutes: sketch(),
            pairs: Some(PairCounts::default()),
        }
    }
}

/// The rows of one step: their terms lie in memory that stays in the cache.
const CHUNK: usize = 1024;

impl Regression {
    /// Takes rows in: `label` and `prediction`, and perhaps `lower` and `upper`.
    pub fn update(&mut self, rows: &QualityRows<'_>) -> Result<()> {
        let (truths, predictions) = (rows.require_numbers("label")?, rows.require_numbers("prediction")?);
        let bounds = rows.numbers("lower").zip(rows.numbers("upper"));
        let mut terms: [Vec<f64>; TERMS] = std::array::from_fn(|_| Vec::with_capacity(CHUNK));
        for start in (0..rows.rows()).step_by(CHUNK) {
            terms.iter_mut().for_each(Vec::clear);
            for row in start..(start + CHUNK).min(rows.rows()) {
                let bounds = bounds.map(|(lower, upper)| [lower[row], upper[row]]);
                self.add(&mut terms, truths[row], predictions[row], bounds);
            }
            self.terms.iter_mut().zip(&terms).for_each(|(sum, terms)| sum.update(terms));
            self.errors.update(&terms[Term::Error as usize]);
            self.absolutes.update(&terms[Term::Absolute as usize]);
            if let Some(pairs) = &mut self.pairs {
                pairs.update(&terms[Term::Truth as usize], &terms[Term::Prediction as usize]);
            }
        }
        self.pairs.iter_mut().for_each(PairCounts::settle);
        Ok(())
    }

    fn add(&mut self, terms: &mut [Vec<f64>; TERMS], truth: f64, prediction: f64, bounds: Option<[f64; 2]>) {
        let error = prediction - truth;
        let squared = error * error;
        if !squared.is_finite() {
            self.tallies[Tally::Incomplete as usize] += 1;
            return;
        }
        self.tallies[Tally::Rows as usize] += 1;
        let size = truth.abs();
        let absolute = error.abs();
        let mut add = |term: Term, value: f64| terms[term as usize].push(value);
        add(Term::Error, error);
        add(Term::Absolute, absolute);
        add(Term::Squared, squared);
        add(Term::Truth, truth);
        add(Term::Prediction, prediction);
        add(Term::AbsoluteTruth, size);
        let relative = absolute / size;
        if relative.is_finite() {
            add(Term::Relative, relative);
        } else {
            self.tallies[Tally::ZeroTruths as usize] += 1;
        }
        add(Term::Floored, absolute / size.max(f64::EPSILON));
        // Halves, whose sum is a double.
        let scale = size / 2.0 + prediction.abs() / 2.0;
        add(Term::Symmetric, if scale == 0.0 { 0.0 } else { absolute / scale });
        if truth < 0.0 || prediction < 0.0 {
            self.tallies[Tally::Negative as usize] += 1;
        } else {
            add(Term::Logarithmic, libm::log1p(prediction) - libm::log1p(truth));
        }
        if let Some([lower, upper]) = bounds.filter(|[lower, upper]| (upper - lower).is_finite()) {
            add(Term::Width, upper - lower);
            self.tallies[Tally::Intervals as usize] += 1;
            self.tallies[Tally::Covered as usize] += u64::from(lower <= truth && truth <= upper);
        }
    }

    fn tally(&self, tally: Tally) -> u64 {
        self.tallies[tally as usize]
    }

    fn term(&self, term: Term) -> &Moments {
        &self.terms[term as usize]
    }

    fn mean(&self, term: Term) -> Option<f64> {
        self.term(term).mean(self.tally(Tally::Rows))
    }

    fn variance(&self, term: Term) -> Option<f64> {
        self.term(term).variance(self.tally(Tally::Rows))
    }

    /// Completes a result.
    pub(super) fn read_into(&self, result: &mut QualityResult, options: &ResultOptions) {
        result.count = self.tally(Tally::Rows);
        result.incomplete = self.tally(Tally::Incomplete);
        let metrics = &mut result.metrics;
        self.add_errors(metrics, options);
        self.add_relative_errors(metrics);
        self.add_quantiles(metrics);
        self.add_losses(metrics);
        if let Some(limit) = options.limit() {
            self.complete(metrics, limit);
        }
    }

    fn add_errors(&self, metrics: &mut Metrics, options: &ResultOptions) {
        const NO_ROWS: &str = "there are no rows";
        let mse = self.mean(Term::Squared);
        metrics.add("mae", self.mean(Term::Absolute), NO_ROWS);
        metrics.add("mse", mse, NO_ROWS);
        metrics.add("rmse", mse.map(f64::sqrt), NO_ROWS);
        let spread = self.variance(Term::Truth);
        let explained = |left: Option<f64>| match (left, spread) {
            (Some(left), Some(spread)) if spread > 0.0 => Some(1.0 - left / spread),
            (Some(left), Some(_)) => options.has_zeros().then(|| f64::from(u8::from(left == 0.0))),
            _ => None,
        };
        let constant = "there are no rows, or the truth is constant";
        metrics.add("r2", explained(mse), constant);
        metrics.add("explained_variance", explained(self.variance(Term::Error)), constant);
        metrics.add("bias", self.mean(Term::Error), NO_ROWS);
        let largest = self.term(Term::Absolute).range().map(|(_, largest)| largest);
        metrics.add("max_error", largest, NO_ROWS);
        let correlation = (|| {
            let (truth, prediction) = (spread?, self.variance(Term::Prediction)?);
            let product = (truth * prediction).sqrt();
            let shared = (truth + prediction - self.variance(Term::Error)?) / 2.0;
            (product > 0.0).then(|| (shared / product).clamp(-1.0, 1.0))
        })();
        metrics.add("pearson_correlation", correlation, "truth or prediction is constant");
        let ranked = self.pairs.as_ref().and_then(PairCounts::spearman);
        let reason = match self.pairs {
            Some(_) => "truth or prediction is constant, or lies too close together beside the other",
            None => "the state, or one that was merged into it, was written before pairs were counted",
        };
        metrics.add("spearman_correlation", ranked.map(|[value, _]| value), reason);
        if let (Some((_, metric)), Some([_, bound])) = (metrics.iter_mut().last(), ranked) {
            metric.error_bound = Some(bound).filter(|&bound| bound > 0.0);
        }
    }

    fn add_relative_errors(&self, metrics: &mut Metrics) {
        let rows = self.tally(Tally::Rows);
        let relative = self.term(Term::Relative).mean(rows - self.tally(Tally::ZeroTruths));
        metrics.add("mape", relative, "no truth is other than 0");
        metrics.add("mape_floored", self.mean(Term::Floored), "there are no rows");
        metrics.add("smape", self.mean(Term::Symmetric), "there are no rows");
        let wape = self.term(Term::Absolute).sum().zip(self.term(Term::AbsoluteTruth).sum());
        let wape = wape.filter(|&(_, size)| size > 0.0).map(|(error, size)| error / size);
        metrics.add("wape", wape, "no truth is other than 0");
    }

    fn add_quantiles(&self, metrics: &mut Metrics) {
        let no_rows = "there are no rows";
        let mut add = |id: &'static str, sketch: &Quantile, share: f64| {
            let found = quantile(sketch, share);
            metrics.add(id, found.map(|(value, _)| value), no_rows);
            if let (Some((_, metric)), Some((_, bound))) = (metrics.iter_mut().last(), found) {
                metric.error_bound = Some(bound).filter(|&bound| bound > 0.0);
            }
        };
        add("median_absolute_error", &self.absolutes, 0.5);
        for (id, share) in [
            ("error_quantile_0.05", 0.05),
            ("error_quantile_0.25", 0.25),
            ("error_quantile_0.5", 0.5),
            ("error_quantile_0.75", 0.75),
            ("error_quantile_0.95", 0.95),
        ] {
            add(id, &self.errors, share);
        }
    }

    fn add_losses(&self, metrics: &mut Metrics) {
        let (rows, negative) = (self.tally(Tally::Rows), self.tally(Tally::Negative));
        let logarithmic = self.term(Term::Logarithmic);
        let msle = (|| {
            let (mean, variance) = (logarithmic.mean(rows)?, logarithmic.variance(rows)?);
            (negative == 0).then_some(variance + mean * mean)
        })();
        let reason = "there are no rows, or a truth or prediction is negative";
        metrics.add("msle", msle, reason);
        metrics.add("rmsle", msle.map(f64::sqrt), reason);
        let sums = self.mean(Term::Absolute).zip(self.mean(Term::Error));
        for (id, share) in [("pinball_0.1", 0.1), ("pinball_0.5", 0.5), ("pinball_0.9", 0.9)] {
            // The means of what is above the truth and of what is below it.
            let loss = sums.map(|(size, bias)| (1.0 - share) * (size + bias) / 2.0 + share * (size - bias) / 2.0);
            metrics.add(id, loss, "there are no rows");
        }
        let intervals = self.tally(Tally::Intervals);
        if intervals > 0 {
            metrics.add("interval_coverage", super::rates::ratio(self.tally(Tally::Covered), intervals), "");
            metrics.add("interval_width", self.term(Term::Width).mean(intervals), "the widths are beyond doubles");
        }
    }

    fn complete(&self, metrics: &mut Metrics, limit: f64) {
        let rows = self.tally(Tally::Rows);
        let error_of = |term: Term, count: u64| {
            let variance = self.term(term).variance(count).filter(|_| count > 1)?;
            Some((variance / (count as f64 - 1.0)).sqrt())
        };
        let root = self.mean(Term::Squared).map(f64::sqrt).filter(|&root| root > 0.0);
        for (id, metric) in metrics.iter_mut() {
            if let ("spearman_correlation", Some(value)) = (id, metric.value) {
                complete_correlation(metric, value, rows, limit);
            }
            let (error, least) = match id {
                "mae" => (error_of(Term::Absolute, rows), 0.0),
                "mse" => (error_of(Term::Squared, rows), 0.0),
                "rmse" => (error_of(Term::Squared, rows).zip(root).map(|(error, root)| error / (2.0 * root)), 0.0),
                "bias" => (error_of(Term::Error, rows), f64::NEG_INFINITY),
                "mape" => (error_of(Term::Relative, rows - self.tally(Tally::ZeroTruths)), 0.0),
                "smape" => (error_of(Term::Symmetric, rows), 0.0),
                _ => continue,
            };
            complete(metric, error, limit, [least, f64::INFINITY], if id == "rmse" { "delta" } else { "mean" });
        }
    }
}

/// Completes a correlation of ranks by Fisher's z; none with fewer than four rows, or where ranks are in one order.
fn complete_correlation(metric: &mut Metric, value: f64, rows: u64, limit: f64) {
    if rows > 3 && value.abs() < 1.0 {
        let error = ((1.0 + value * value / 2.0) / (rows as f64 - 3.0)).sqrt();
        let at = |z: f64| libm::tanh(libm::atanh(value) + z);
        metric.standard_error = Some((1.0 - value * value) * error);
        metric.interval = Some([at(-limit * error), at(limit * error)]);
        metric.method = Some("fisher-bonett-wright");
    }
}

/// The quantile of a sketch, by a straight line between neighbours, and how far it can be off.
pub(super) fn quantile(sketch: &Quantile, share: f64) -> Option<(f64, f64)> {
    let count = sketch.count();
    let place = share * (count.checked_sub(1)? as f64);
    let [low, high] = [place.floor(), place.ceil()].map(|rank| {
        let mut below = 0.0;
        let bucket = sketch.buckets().find(|bucket| {
            below += bucket.count as f64;
            below > rank
        })?;
        // Values of a bucket are taken to lie at equal distances.
        let inside = (rank - (below - bucket.count as f64) + 0.5) / bucket.count as f64;
        let width = bucket.high - bucket.low;
        Some(if bucket.is_atom() { (bucket.low, 0.0) } else { (bucket.low + width * inside, width) })
    });
    let ((low, below), (high, above)) = (low?, high?);
    Some((low + (high - low) * place.fract(), f64::max(below, above)))
}

impl Regression {
    /// The pairs of truth and prediction, which are written behind all else; none without rows.
    pub(super) fn pairs(&self) -> Option<&PairCounts> {
        self.pairs.as_ref().filter(|_| self.tally(Tally::Rows) > 0)
    }

    /// Takes what was read behind all else. `invalid-data` when it is not of as many rows.
    pub(super) fn set_pairs(&mut self, pairs: Option<PairCounts>) -> Result<()> {
        let rows = self.tally(Tally::Rows);
        if pairs.as_ref().is_some_and(|pairs| rows == 0 || pairs.count() != rows) {
            return Err(damaged("expected a pair for every row, found another number of them"));
        }
        self.pairs = if rows == 0 { Some(PairCounts::default()) } else { pairs };
        Ok(())
    }
}

impl State for Regression {
    fn merge(&mut self, other: &Self) -> Result<()> {
        add_counts(self.tally(Tally::Rows), other.tally(Tally::Rows))?;
        self.pairs = match (self.pairs.take(), &other.pairs) {
            (_, others) if self.tally(Tally::Rows) == 0 => others.clone(),
            (mine, _) if other.tally(Tally::Rows) == 0 => mine,
            (Some(mut mine), Some(others)) => {
                mine.merge(others)?;
                Some(mine)
            }
            _ => None,
        };
        self.tallies.iter_mut().zip(other.tallies).for_each(|(count, added)| *count += added);
        for (sum, added) in self.terms.iter_mut().zip(&other.terms) {
            sum.merge(added)?;
        }
        self.errors.merge(&other.errors)?;
        self.absolutes.merge(&other.absolutes)
    }

    /// The counts, the sums, the sketches of errors and of their sizes.
    fn write(&self, writer: &mut Writer) {
        self.tallies.iter().for_each(|&count| writer.varint(count));
        self.terms.iter().for_each(|sum| sum.write(writer));
        self.errors.write(writer);
        self.absolutes.write(writer);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut state = Self::default();
        for count in &mut state.tallies {
            *count = read_count(reader, "a count of rows")?;
        }
        for sum in &mut state.terms {
            *sum = Moments::read(reader)?;
        }
        state.errors = Quantile::read(reader)?;
        state.absolutes = Quantile::read(reader)?;
        let rows = state.tally(Tally::Rows);
        let fits = [Tally::ZeroTruths, Tally::Negative, Tally::Intervals].iter().all(|&each| state.tally(each) <= rows);
        if !fits || state.errors.count() != rows || state.absolutes.count() != rows {
            return Err(damaged("expected an error for every row, found another number of them"));
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Problem;
    use super::super::rows::Values;
    use super::*;

    #[test]
    fn three_rows_worked_by_hand() {
        // Errors 1, -1, 3 of truths 1, 2, 3: mean 1, mean size 5/3, mean square 11/3.
        let column = |values: &[f64]| Values::Numbers(values.to_vec().into());
        let columns = [("label", column(&[1.0, 2.0, 3.0])), ("prediction", column(&[2.0, 1.0, 6.0]))];
        let rows = QualityRows::new(columns.map(|(role, values)| (role.to_owned(), values)).into()).unwrap();
        let mut state = Regression::default();
        state.update(&rows).unwrap();
        let mut result = QualityResult::new(Problem::Regression);
        state.read_into(&mut result, &ResultOptions::default());
        let value = |id: &str| result.metrics.value(id).unwrap();
        assert_eq!((value("mae"), value("mse"), value("bias")), (5.0 / 3.0, 11.0 / 3.0, 1.0));
        assert_eq!((value("r2"), value("wape"), value("max_error")), (1.0 - 11.0 / 2.0, 5.0 / 6.0, 3.0));
        assert_eq!((value("median_absolute_error"), value("error_quantile_0.25")), (1.0, 0.0));
    }

    #[test]
    fn a_correlation_of_ranks_has_the_interval_of_fishers_z() {
        // tanh(atanh(0.7656894293445068) -+ 1.959963984540054 sqrt((1 + r^2 / 2) / 997)).
        let rows = |of: fn(u32) -> u32| Values::Numbers((0..1000).map(|row| f64::from(of(row))).collect());
        let columns = vec![
            ("label".to_owned(), rows(|row| row % 7)),
            ("prediction".to_owned(), rows(|row| row % 7 + row * row % 5)),
        ];
        let mut state = Regression::default();
        state.update(&QualityRows::new(columns).unwrap()).unwrap();
        let mut result = QualityResult::new(Problem::Regression);
        state.read_into(&mut result, &ResultOptions::default());
        let metric = result.metrics.get("spearman_correlation").unwrap();
        let [low, high] = metric.interval.unwrap();
        assert!((low - 0.734_871_843_101_965_4).abs() < 1e-12 && (high - 0.793_351_568_968_433_4).abs() < 1e-12);
        assert_eq!((metric.error_bound, metric.method), (None, Some("fisher-bonett-wright")));
    }
}
