//! Predictions of one of two classes, and scores of how likely the positive one is.
//!
//! Definition: the four counts at a threshold, where a score above it predicts the positive class, or of a column of
//! predictions; and the scores of positives and of negatives (`score_counts`).
//!
//! Edges: a row whose label, prediction or score is missing or no finite number is counted as incomplete and is not used.
//!
//! Accuracy: counts are exact; what the scores allow is in `score_counts`, and each metric says its own.
//!
//! Source: see the metrics: `rates`, `roc`, `precision_recall`, `probability_loss`, `calibration`, `gains`.

use super::bootstrap::draw_again;
use super::calibration::{
    CalibrationBin, decompose, equal_count_bins, errors, even_bins, hosmer_lemeshow, logistic_fit,
};
use super::curves::{Curves, precision_recall_curve, roc_curve};
use super::gains::gains;
use super::intervals::{FEW_ROWS, complete, complete_share, delta_errors, small_area, widen};
use super::metric::Metric;
use super::options::{Intervals, ResultOptions, StateOptions};
use super::precision_recall;
use super::probability_loss::{Losses, are_probabilities, losses};
use super::rates::{COMPOUNDS, add_rates, list_rates};
use super::result::{Baseline, Confusion, QualityResult};
use super::roc::{area, area_by_trapezoids, area_error, area_error_bound, largest_difference, partial_area};
use super::rows::lacking;
use super::steps::Steps;
use super::{Cells, Classes, Metrics, QualityRows, ScoreCounts};
use crate::ByName;
use crate::codec::{Reader, Writer, damaged};
use crate::error::{Error, Result};
use crate::numeric::chi_square_tail;
use crate::state::{State, add_counts, read_count};

const ONE_CLASS: &str = "all rows are of one class";
const NO_POSITIVES: &str = "no row is positive";
const NO_PROBABILITIES: &str = "there are no rows, or a score is not between 0 and 1";

/// The state of binary predictions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binary {
    cells: Cells,
    incomplete: u64,
    /// Those of positives and of negatives; none before the first rows, and where there are only predictions.
    scores: Option<[ScoreCounts; 2]>,
}

impl Binary {
    /// Takes rows in: `label`, and `prediction` or `probability` or both. `invalid-argument` when neither is there;
    /// `invalid-data` for a label that is none of two classes.
    pub fn update(&mut self, rows: &QualityRows<'_>, options: &StateOptions) -> Result<()> {
        let labels = rows.require_classes("label")?;
        let is_positive = which_are_positive(labels, options)?;
        let prediction = rows.classes("prediction");
        let is_predicted = prediction.map_or(Ok(Vec::new()), |classes| which_are_positive(classes, options))?;
        let probability = rows.numbers("probability");
        if prediction.is_none() && probability.is_none() {
            return Err(lacking("prediction"));
        }
        let had_rows = self.cells.count() > 0;
        if had_rows && self.scores.is_some() != probability.is_some() {
            return Err(unlike());
        }
        // Which class is next no processor foresees: so each row is written to the end of its class, whether it counts or not.
        let mut scores = [0, 1].map(|_| vec![0.0; probability.map_or(0, <[f64]>::len) + 1]);
        let mut lengths = [0; 2];
        let mut cells = [0; 4];
        for row in 0..rows.rows() {
            let score = probability.map_or(0.0, |scores| scores[row]);
            let label = labels.code(row);
            let predicted = match prediction {
                Some(classes) => classes.code(row).map(|code| is_predicted[code]),
                None => Some(score > options.threshold),
            };
            let is_complete = label.is_some() & predicted.is_some() & score.is_finite();
            let is_negative = !label.is_some_and(|label| is_positive[label]);
            let (side, complete) = (usize::from(is_negative), u64::from(is_complete));
            cells[2 * usize::from(!predicted.unwrap_or(false)) + side] += complete;
            if probability.is_some() {
                scores[side][lengths[side]] = score;
                lengths[side] += complete as usize;
            }
        }
        self.cells = self.cells.plus(Cells::from_array(cells));
        self.incomplete += rows.rows() as u64 - cells.iter().sum::<u64>();
        scores.iter_mut().zip(lengths).for_each(|(scores, length)| scores.truncate(length));
        // A state without complete rows is the empty one, whatever columns there were.
        if scores.iter().any(|scores| !scores.is_empty()) {
            let kept = self.scores.get_or_insert_with(|| [(); 2].map(|()| ScoreCounts::new(options.form)));
            for (kept, scores) in kept.iter_mut().zip(scores) {
                kept.update(scores)?;
            }
        }
        Ok(())
    }

    /// Completes a result.
    pub(super) fn read_into(&self, result: &mut QualityResult, state: &StateOptions, options: &ResultOptions) {
        let labels = match &state.positive {
            Some(name) => [format!("not {name}"), name.clone()],
            None => ["0".to_owned(), "1".to_owned()],
        };
        result.count = self.cells.count();
        result.incomplete = self.incomplete;
        result.baselines = baselines(self.cells, &labels, options);
        result.confusion = Some(Confusion::of_cells(self.cells, labels));
        let metrics = &mut result.metrics;
        add_rates(metrics, self.cells, options.has_zeros(), options.is_compatible());
        if let Some(limit) = options.limit() {
            complete_rates(metrics, self.cells, limit);
        }
        let Some([positives, negatives]) = &self.scores else { return };
        let steps = Steps::of(positives, negatives);
        let even = if are_probabilities(&steps) { even_bins(&steps, options.calibration_bins) } else { Vec::new() };
        add_score_metrics(metrics, &steps, &even, options);
        if options.curves {
            result.curves = Some(draw(&steps, even, options));
        }
    }
}

fn draw(steps: &Steps, calibration: Vec<CalibrationBin>, options: &ResultOptions) -> Curves {
    let every_twentieth: Vec<_> = (1..=20).map(|part| f64::from(part) / 20.0).collect();
    Curves {
        roc: roc_curve(steps, options),
        precision_recall: precision_recall_curve(steps, options),
        calibration,
        gains: gains(steps, options.fractions.as_deref().unwrap_or(&every_twentieth)),
    }
}

/// The classifiers that always predict the majority, the negative class on a tie, and the positive class.
fn baselines(cells: Cells, labels: &[String; 2], options: &ResultOptions) -> ByName<Baseline> {
    let (positives, negatives) = (cells.positives(), cells.negatives());
    let constant = |is_positive: bool| {
        let counts = if is_positive { [positives, negatives, 0, 0] } else { [0, 0, positives, negatives] };
        let mut metrics = Metrics::default();
        add_rates(&mut metrics, Cells::from_array(counts), options.has_zeros(), options.is_compatible());
        Baseline { label: labels[usize::from(is_positive)].clone(), metrics }
    };
    let mut baselines = ByName::default();
    baselines.insert("majority".to_owned(), constant(positives > negatives));
    baselines.insert("always_positive".to_owned(), constant(true));
    baselines
}

fn complete_rates(metrics: &mut Metrics, cells: Cells, limit: f64) {
    let rates = list_rates(cells);
    let of = |cells: [f64; 4]| COMPOUNDS.iter().map(|(_, of, _)| of(cells)).collect::<Vec<_>>();
    let of_shares = |shares: &[f64]| of(std::array::from_fn(|cell| shares[cell]));
    let counts = cells.to_array().map(|count| count as f64);
    let raised = counts.map(|count| count + 0.5);
    let [errors, raised_errors] = [counts, raised].map(|counts| delta_errors(&counts, &of_shares));
    let raised = of(raised);
    for (id, metric) in metrics.iter_mut() {
        if let Some((_, part, whole, _)) = rates.iter().find(|rate| rate.0 == id) {
            complete_share(metric, *part, *whole, limit);
        } else if let Some(index) = COMPOUNDS.iter().position(|compound| compound.0 == id) {
            let least = if matches!(id, "matthews_correlation" | "cohen_kappa") { -1.0 } else { 0.0 };
            complete(metric, errors[index], limit, [least, 1.0], "delta");
            widen(metric, raised[index], raised_errors[index], limit, [least, 1.0]);
        }
    }
}

fn add_score_metrics(metrics: &mut Metrics, steps: &Steps, even: &[CalibrationBin], options: &ResultOptions) {
    let limit = options.limit();
    let is_compatible = options.is_compatible();
    let exact = area(steps);
    let area = if is_compatible { area_by_trapezoids(steps) } else { exact };
    metrics.add("auc", area, ONE_CLASS);
    metrics.add("gini", area.map(|area| 2.0 * area - 1.0), ONE_CLASS);
    metrics.add("ks", largest_difference(steps), ONE_CLASS);
    metrics.add("partial_auc", partial_area(steps, options.partial_area), ONE_CLASS);
    let areas = precision_recall::areas(steps, is_compatible);
    metrics.add("average_precision", areas.map(|areas| areas[0]), NO_POSITIVES);
    metrics.add("pr_auc", areas.map(|areas| areas[1]), NO_POSITIVES);
    let losses = losses(steps);
    metrics.add("log_loss", losses.map(|losses| losses.logarithmic.mean), NO_PROBABILITIES);
    metrics.add("brier", losses.map(|losses| losses.squared.mean), NO_PROBABILITIES);
    add_calibration(metrics, steps, even, losses, options);
    let bound = area_error_bound(steps);
    let area_error = exact.filter(|_| limit.is_some()).and_then(|area| area_error(steps, area));
    for (id, metric) in metrics.iter_mut() {
        let (error, range, method) = match id {
            "auc" => (area_error, [0.0, 1.0], "delong"),
            "gini" => (area_error.map(|error| 2.0 * error), [-1.0, 1.0], "delong"),
            "log_loss" => (losses.and_then(|losses| losses.logarithmic.error), [0.0, f64::INFINITY], "mean"),
            "brier" => (losses.and_then(|losses| losses.squared.error), [0.0, 1.0], "mean"),
            _ => continue,
        };
        if let Some(limit) = limit {
            complete(metric, error, limit, range, method);
            if method == "delong" {
                complete_small_area(metric, exact, [steps.positives, steps.negatives], limit, range);
            }
        }
        match id {
            "auc" if !steps.is_exact => metric.error_bound = Some(bound),
            "gini" if !steps.is_exact => metric.error_bound = Some(2.0 * bound),
            "brier" if !steps.is_exact => metric.error_bound = Some(1e-4),
            _ => {}
        }
    }
    if options.intervals == Intervals::Bootstrap {
        complete_by_draws(metrics, steps, options);
    }
}

/// Few rows of a class say little of how the others rank them: the interval holds what the formula for them says, too.
fn complete_small_area(metric: &mut Metric, area: Option<f64>, rows: [u64; 2], limit: f64, range: [f64; 2]) {
    let rows = rows.map(|count| count as f64);
    let (Some(value), Some(area)) = (metric.value, area.filter(|_| rows[0].min(rows[1]) < FEW_ROWS)) else { return };
    let ends = small_area(area, rows, limit).map(|end| range[0] + (range[1] - range[0]) * end);
    let [low, high] = metric.interval.unwrap_or([value; 2]);
    metric.interval = Some([low.min(ends[0]), high.max(ends[1])]);
    metric.method = Some("newcombe");
}

/// A metric of scores.
type OfScores = fn(&Steps, &ResultOptions) -> Option<f64>;

/// The metrics of scores that have no formula for their error.
const DRAWN: [(&str, OfScores); 6] = [
    ("ks", |steps, _| largest_difference(steps)),
    ("partial_auc", |steps, options| partial_area(steps, options.partial_area)),
    ("average_precision", |steps, _| Some(precision_recall::areas(steps, false)?[0])),
    ("pr_auc", |steps, options| Some(precision_recall::areas(steps, options.is_compatible())?[1])),
    ("expected_calibration_error", |steps, options| Some(errors(&even_bins(steps, options.calibration_bins))?[0])),
    ("maximum_calibration_error", |steps, options| Some(errors(&even_bins(steps, options.calibration_bins))?[1])),
];

fn complete_by_draws(metrics: &mut Metrics, steps: &Steps, options: &ResultOptions) {
    let drawn = draw_again(steps, options.seed, options.level, &|steps| {
        DRAWN.iter().map(|(_, of)| of(steps, options)).collect()
    });
    for (id, metric) in metrics.iter_mut() {
        let found = DRAWN.iter().position(|drawn| drawn.0 == id).and_then(|index| drawn[index]);
        if let Some((error, interval)) = found.filter(|_| metric.value.is_some()) {
            metric.standard_error = Some(error);
            metric.interval = Some(interval);
            metric.method = Some("bootstrap");
        }
    }
}

fn add_calibration(
    metrics: &mut Metrics,
    steps: &Steps,
    even: &[CalibrationBin],
    losses: Option<Losses>,
    options: &ResultOptions,
) {
    let equal = if losses.is_some() { equal_count_bins(steps, options.calibration_bins) } else { Vec::new() };
    for (bins, expected, maximum) in [
        (even, "expected_calibration_error", "maximum_calibration_error"),
        (&equal[..], "expected_calibration_error_equal_count", "maximum_calibration_error_equal_count"),
    ] {
        let found = errors(bins);
        metrics.add(expected, found.map(|found| found[0]), NO_PROBABILITIES);
        metrics.add(maximum, found.map(|found| found[1]), NO_PROBABILITIES);
    }
    let parts = decompose(even);
    for (index, id) in ["brier_reliability", "brier_resolution", "brier_uncertainty"].into_iter().enumerate() {
        metrics.add(id, parts.map(|parts| parts[index]), NO_PROBABILITIES);
    }
    let fit = losses.and_then(|_| logistic_fit(steps));
    let no_fit = "all rows are of one class, or the scores tell the classes apart without error";
    metrics.add("calibration_slope", fit.map(|fit| fit[0]), no_fit);
    metrics.add("calibration_intercept", fit.map(|fit| fit[1]), no_fit);
    let z = losses.and_then(|losses| losses.spiegelhalter);
    let no_spread = "no score lies between 0 and 1 other than 0.5";
    metrics.add("spiegelhalter_z", z, no_spread);
    metrics.add("spiegelhalter_p_value", z.map(|z| chi_square_tail(z * z, 1.0)), no_spread);
    let fit = hosmer_lemeshow(&equal);
    let too_few = "there are fewer than three bins";
    metrics.add("hosmer_lemeshow", fit.map(|[statistic, _]| statistic), too_few);
    metrics.add(
        "hosmer_lemeshow_p_value",
        fit.map(|[statistic, freedom]| chi_square_tail(statistic, freedom)),
        too_few,
    );
}

/// Whether each name is that of the positive class.
fn which_are_positive(classes: &Classes, options: &StateOptions) -> Result<Vec<bool>> {
    let names = classes.names().iter();
    let Some(positive) = &options.positive else {
        let known = names.map(|name| match name.as_str() {
            "1" | "true" | "True" | "TRUE" => Ok(true),
            "0" | "false" | "False" | "FALSE" => Ok(false),
            other => Err(Error::invalid_data(format!(
                "expected classes 0 and 1, or false and true, found `{other}`; name the positive class with `positive`"
            ))),
        });
        return known.collect();
    };
    Ok(names.map(|name| name == positive).collect())
}

pub(super) fn unlike() -> Error {
    Error::incompatible(
        "expected rows with probabilities throughout or none at all, found both; pass the same columns every time",
    )
}

impl State for Binary {
    fn merge(&mut self, other: &Self) -> Result<()> {
        if other.cells.count() > 0 && self.cells.count() > 0 && self.scores.is_some() != other.scores.is_some() {
            return Err(unlike());
        }
        add_counts(self.cells.count() + self.incomplete, other.cells.count() + other.incomplete)?;
        match (&mut self.scores, &other.scores) {
            (Some(mine), Some(others)) => {
                for (mine, others) in mine.iter_mut().zip(others) {
                    mine.merge(others)?;
                }
            }
            (None, Some(others)) => self.scores = Some(others.clone()),
            (_, None) => {}
        }
        self.cells = self.cells.plus(other.cells);
        self.incomplete += other.incomplete;
        Ok(())
    }

    /// The counts, the incomplete rows, whether there are scores, those of positives and of negatives.
    fn write(&self, writer: &mut Writer) {
        self.cells.to_array().into_iter().for_each(|count| writer.varint(count));
        writer.varint(self.incomplete);
        writer.u8(self.scores.is_some().into());
        self.scores.iter().flatten().for_each(|scores| scores.write(writer));
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = read_count(reader, "a count of a confusion matrix")?;
        }
        let incomplete = read_count(reader, "the incomplete rows")?;
        let cells = Cells::from_array(counts);
        let scores = match reader.u8("whether there are scores")? {
            0 => None,
            1 => Some([ScoreCounts::read(reader)?, ScoreCounts::read(reader)?]),
            other => return Err(damaged(format!("expected 0 or 1 for whether there are scores, found {other}"))),
        };
        if let Some([positives, negatives]) = &scores
            && [positives.count(), negatives.count()] != [cells.positives(), cells.negatives()]
        {
            return Err(damaged("expected a score for every row, found another number of them"));
        }
        Ok(Self { cells, incomplete, scores })
    }
}
