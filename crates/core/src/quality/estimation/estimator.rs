//! An estimator: fitted to a reference whose labels are known, asked about windows whose labels are not.
//!
//! Definition: the range of a metric is the mean plus and minus `deviations` population standard deviations of its
//! realised values in the parts of the reference, within its limits. A part is also held back: an estimator fitted to the
//! others estimates it, which says how far estimates are from what came out. The band of a window's estimate is
//! `deviations` times sqrt(sampling error^2 + model error^2) on either side, within the limits.
//!
//! Edges: where more than `most_outside` of a window's rows lie outside the reference's range of some column, nothing is
//! estimated (but by NannyML's rules). What is not defined is `None`.
//!
//! Source: NannyML, confidence-based performance estimation and direct loss estimation.

use super::classifier::Classifier;
use super::expected::{Judged, evaluate};
use super::loss::Loss;
use super::loss_model::LossModel;
use super::metric::Metric;
use super::numbers::{Numbers, NumbersReader};
use super::options::{EstimationOptions, Rows, Rules};
use super::prediction_powered::assist;
use super::reach::Reach;
use super::reliability::{BINS, reliability, try_calibration};
use super::sampling_error::{Component, component, components, standard_error};
use crate::error::{Error, Result};
use crate::numeric::Random;
use serde::Serialize;

/// Mean and population standard deviation of some numbers, apart by so many of the latter; within the limits.
pub fn deviation_range(values: &[f64], deviations: f64, limits: [f64; 2]) -> Option<[f64; 2]> {
    let spread = component(values.iter().copied(), values.len()).variance.sqrt() * deviations;
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    spread.is_finite().then(|| [(mean - spread).max(limits[0]), (mean + spread).min(limits[1])])
}

/// A metric in the reference.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FittedMetric {
    /// Its name.
    pub id: String,
    /// Realised over the whole reference.
    pub value: Option<f64>,
    /// The range of its values in the parts.
    pub range: Option<[f64; 2]>,
    /// Standard deviations of what is averaged, and the shares of rows that it is averaged over.
    pub components: Vec<[Option<f64>; 2]>,
    /// Estimates of parts that were held back, against what came out.
    pub held_back: HeldBack,
}

/// How far estimates were from what came out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldBack {
    /// How many parts were held back.
    pub parts: usize,
    /// The mean distance of estimates from what came out.
    pub mean_absolute_error: Option<f64>,
    /// The mean of estimate less what came out.
    pub mean_error: Option<f64>,
    /// Parts in which what came out lay within the band of the sampling error.
    pub inside: usize,
}

/// Whether the scores of a class were replaced by what the reference says about them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// Whether they were.
    pub is_needed: bool,
    /// The calibration error of the scores over the whole reference.
    pub error: f64,
    /// The error on rows set aside, before and after; `None` where no curve would help.
    pub tried: Option<[f64; 2]>,
}

/// What fitting gives.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// Rows of the reference.
    pub count: usize,
    /// A class each.
    pub calibrations: Vec<Calibration>,
    /// In the order in which they were asked for.
    pub metrics: Vec<FittedMetric>,
    /// What `estimate` needs.
    pub numbers: Vec<f64>,
}

/// A metric of a window.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EstimatedMetric {
    /// Its name.
    pub id: String,
    /// The estimate.
    pub value: Option<f64>,
    /// The standard error by chance alone.
    pub sampling_error: Option<f64>,
    /// The standard error of the estimator.
    pub model_error: Option<f64>,
    /// Where the realised value is expected.
    pub band: Option<[f64; 2]>,
    /// The range of the reference's parts.
    pub range: Option<[f64; 2]>,
    /// Over the rows whose label is known.
    pub realised: Option<f64>,
    /// Estimates put right by the rows whose label is known, and the standard error.
    pub assisted: Option<[f64; 2]>,
}

/// What is said about a window.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// Rows.
    pub count: usize,
    /// Those whose label is known.
    pub labelled: usize,
    /// For each column (scores, features, and for a regression the prediction) the share of rows outside the reference's
    /// range.
    pub outside: Vec<f64>,
    /// The column with most of them, where nothing is estimated because of it.
    pub refused_by: Option<usize>,
    /// Expected rows by label and prediction.
    pub confusion: Vec<Vec<f64>>,
    /// In the order of the options.
    pub metrics: Vec<EstimatedMetric>,
}

enum Model {
    Classifier(Classifier),
    Losses(LossModel),
}

/// Fits an estimator. `invalid-argument` for rows that the problem cannot have.
pub fn fit(rows: &Rows<'_>, options: &EstimationOptions) -> Result<Fit> {
    options.check()?;
    let metrics = parse_metrics(rows, options)?;
    let count = check(rows)?;
    let labels = rows.labels.unwrap_or(&[]);
    if labels.len() != count || labels.iter().any(|label| label.is_nan()) {
        return Err(Error::invalid_argument(
            "expected a label for every row of the reference, found rows without one; leave them out",
        ));
    }
    if metrics.iter().any(|metric| matches!(metric, Metric::Loss { loss: Loss::SquaredLog, .. }))
        && labels.iter().chain(rows.predicted).any(|&value| value <= -1.0)
    {
        return Err(Error::invalid_argument(
            "expected labels and predictions above -1 for a metric of logarithms, found one that is not; ask for rmse",
        ));
    }
    let mut random = Random::new(options.seed);
    let parts = options.parts.clamp(1, count.div_ceil(2));
    let bounds: Vec<[usize; 2]> = (0..parts).map(|part| [part * count / parts, (part + 1) * count / parts]).collect();
    let columns = columns_of(rows);
    let mut numbers = Numbers::new();
    numbers.push(columns.len() as f64);
    for column in &columns {
        let Reach { low, high, may_miss } = Reach::of(column);
        [low, high, f64::from(may_miss)].into_iter().for_each(|number| numbers.push(number));
    }
    let mut calibrations = Vec::new();
    let fitted: Vec<(FittedMetric, Vec<Component>)> = if rows.scores.is_empty() {
        let model = LossModel::fit(&columns, &metrics, |loss| losses(loss, rows, labels));
        model.write(&mut numbers);
        let ids = options.metrics.iter().zip(&metrics);
        ids.map(|(id, &metric)| {
            let Metric::Loss { loss, is_root } = metric else { unreachable!("a regression has losses only") };
            let (realised, predicted) = (losses(loss, rows, labels), model.predict_reference(loss, &columns));
            let mean = |values: &[f64]| root(values.iter().sum::<f64>() / values.len() as f64, is_root);
            let mut part = component(realised.iter().copied(), count);
            if is_root {
                let value = mean(&realised);
                part.variance /= 4.0 * value * value;
            }
            let pairs = bounds.iter().map(|&[start, end]| [mean(&predicted[start..end]), mean(&realised[start..end])]);
            summarise(id, metric, mean(&realised), vec![part], pairs.collect(), rows, options)
        })
        .collect()
    } else {
        let classes = split_labels(rows, labels);
        for (scores, labels) in rows.scores.iter().zip(&classes) {
            let judged = [Judged::new(scores, vec![false; count], true)];
            let auc = evaluate(Metric::Auc, &judged, std::slice::from_ref(labels), Rules::Tidemark, [0.0; 4]);
            let tried = try_calibration(scores, labels, auc, &mut random);
            let error = reliability(scores, labels, BINS).error;
            calibrations.push(Calibration {
                is_needed: tried.is_some_and(|[before, after]| before > after),
                error,
                tried,
            });
        }
        let is_needed: Vec<bool> = calibrations.iter().map(|each| each.is_needed).collect();
        let mut model = Classifier::fit(&rows.scores, &classes, &is_needed, |_| 1.0);
        if options.rules == Rules::Tidemark {
            model.resample(&rows.scores, &classes, options.resamples, &mut random);
        }
        model.write(&mut numbers);
        let is_ranked = metrics.iter().any(|metric| metric.is_of_ranks());
        let held_back: Vec<_> = bounds
            .iter()
            .map(|&[start, end]| {
                let is_part = |row: usize| (start..end).contains(&row);
                let scores: Vec<&[f64]> = rows.scores.iter().map(|scores| &scores[start..end]).collect();
                let judged = judge(&scores, &rows.predicted[start..end], is_ranked);
                let labels: Vec<Vec<f64>> = classes.iter().map(|labels| labels[start..end].to_vec()).collect();
                let others = Classifier::fit(&rows.scores, &classes, &is_needed, |row| f64::from(!is_part(row)));
                (judged, [others.chances(&scores), labels])
            })
            .collect();
        let judged = judge(&rows.scores, rows.predicted, is_ranked);
        let ids = options.metrics.iter().zip(&metrics);
        ids.map(|(id, &metric)| {
            let value = |judged: &[Judged<'_>], chances: &[Vec<f64>]| {
                evaluate(metric, judged, chances, options.rules, options.worths)
            };
            let parts = components(metric, &judged, &classes, options.rules, options.worths, &mut random);
            let pairs = held_back.iter().map(|(judged, both)| both.each_ref().map(|chances| value(judged, chances)));
            summarise(id, metric, value(&judged, &classes), parts, pairs.collect(), rows, options)
        })
        .collect()
    };
    for (metric, parts) in &fitted {
        let [low, high] = metric.range.unwrap_or([f64::MIN, f64::MAX]);
        numbers.push(low);
        numbers.push(high);
        numbers.push(parts.len() as f64);
        for part in parts {
            // A variance that is not defined is stored as one that has no root.
            numbers.push(if part.variance.is_finite() { part.variance } else { f64::MIN });
            numbers.push(part.share);
        }
    }
    let metrics = fitted.into_iter().map(|(metric, _)| metric).collect();
    Ok(Fit { count, calibrations, metrics, numbers: numbers.0 })
}

/// What is said about a metric in the reference, from pairs of estimate and realised value in its parts.
fn summarise(
    id: &str,
    metric: Metric,
    value: f64,
    parts: Vec<Component>,
    mut pairs: Vec<[f64; 2]>,
    rows: &Rows<'_>,
    options: &EstimationOptions,
) -> (FittedMetric, Vec<Component>) {
    let size = rows.predicted.len() / pairs.len();
    let error = standard_error(&parts, metric, rows.scores.len().max(1), size) * options.deviations;
    pairs.retain(|pair| pair.iter().all(|value| value.is_finite()));
    let realised: Vec<f64> = pairs.iter().map(|pair| pair[1]).collect();
    let mean = |of: &dyn Fn(f64) -> f64| {
        to_option(pairs.iter().map(|pair| of(pair[0] - pair[1])).sum::<f64>() / pairs.len() as f64)
    };
    let held_back = HeldBack {
        parts: pairs.len(),
        mean_absolute_error: mean(&f64::abs),
        mean_error: mean(&|error| error),
        inside: pairs.iter().filter(|pair| (pair[0] - pair[1]).abs() <= error).count(),
    };
    let components = parts.iter().map(|part| [to_option(part.variance.sqrt()), Some(part.share)]).collect();
    let range = deviation_range(&realised, options.deviations, metric.limits());
    (FittedMetric { id: id.to_owned(), value: to_option(value), range, components, held_back }, parts)
}

/// Says about a window what can be said. `numbers` and `options` are those of `fit`.
pub fn estimate(numbers: &[f64], rows: &Rows<'_>, options: &EstimationOptions) -> Result<Estimate> {
    options.check()?;
    let metrics = parse_metrics(rows, options)?;
    let count = check(rows)?;
    let columns = columns_of(rows);
    let mut reader = NumbersReader::new(numbers)?;
    let known = reader.count()?;
    if known != columns.len() {
        return Err(Error::incompatible(format!(
            "expected the {known} columns that the estimator was fitted to, found {}",
            columns.len()
        )));
    }
    let mut outside = Vec::new();
    for column in &columns {
        let [low, high, may_miss] = [reader.number()?, reader.number()?, reader.number()?];
        outside.push(Reach { low, high, may_miss: may_miss != 0.0 }.share_outside(column));
    }
    let model = if rows.scores.is_empty() {
        Model::Losses(LossModel::read(&mut reader, columns.len())?)
    } else {
        Model::Classifier(Classifier::read(&mut reader, rows.scores.len())?)
    };
    let furthest = (0..outside.len()).max_by(|&a, &b| outside[a].total_cmp(&outside[b]));
    let refused_by =
        furthest.filter(|&column| options.rules == Rules::Tidemark && outside[column] > options.most_outside);
    let labels = rows.labels.unwrap_or(&[]);
    let labelled: Vec<usize> = (0..labels.len()).filter(|&row| !labels[row].is_nan()).collect();
    let window = Window::new(rows, &model, &columns, &labelled, metrics.iter().any(|metric| metric.is_of_ranks()));
    let mut estimated = Vec::new();
    for (id, &metric) in options.metrics.iter().zip(&metrics) {
        let range = [reader.number()?, reader.number()?];
        let parts = reader.count()?;
        let parts = (0..parts).map(|_| Ok(Component { variance: reader.number()?, share: reader.number()? }));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let sampling = standard_error(&parts, metric, rows.scores.len().max(1), count);
        let (value, error) = window.estimate(metric, options);
        let half = (sampling * sampling + error * error).sqrt() * options.deviations;
        let limits = metric.limits();
        let is_told = refused_by.is_none();
        let told = |value: f64| to_option(value).filter(|_| is_told);
        let band = [(value - half).max(limits[0]), (value + half).min(limits[1])];
        estimated.push(EstimatedMetric {
            id: id.clone(),
            value: told(value),
            sampling_error: told(sampling),
            model_error: told(error),
            band: (is_told && half.is_finite() && value.is_finite()).then_some(band),
            range: (range != [f64::MIN, f64::MAX]).then_some(range),
            realised: window.realise(metric, options),
            assisted: window.assist(metric),
        });
    }
    let confusion = if refused_by.is_some() { Vec::new() } else { window.confusion() };
    Ok(Estimate { count, labelled: labelled.len(), outside, refused_by, confusion, metrics: estimated })
}

/// A window with what is computed once for all its metrics.
struct Window<'a> {
    rows: &'a Rows<'a>,
    model: &'a Model,
    columns: &'a [&'a [f64]],
    judged: Vec<Judged<'a>>,
    chances: Vec<Vec<f64>>,
    labelled: &'a [usize],
    is_ranked: bool,
}

impl<'a> Window<'a> {
    fn new(
        rows: &'a Rows<'a>,
        model: &'a Model,
        columns: &'a [&'a [f64]],
        labelled: &'a [usize],
        is_ranked: bool,
    ) -> Self {
        let judged = judge(&rows.scores, rows.predicted, is_ranked);
        let chances = match model {
            Model::Classifier(classifier) => classifier.chances(&rows.scores),
            Model::Losses(_) => Vec::new(),
        };
        Self { rows, model, columns, judged, chances, labelled, is_ranked }
    }

    fn estimate(&self, metric: Metric, options: &EstimationOptions) -> (f64, f64) {
        match (self.model, metric) {
            (Model::Losses(losses), Metric::Loss { loss, is_root }) => {
                let (mean, error) = losses.estimate(loss, self.columns);
                if !is_root {
                    return (mean, error);
                }
                (mean.sqrt(), if error > 0.0 { error / (2.0 * mean.sqrt()) } else { 0.0 })
            }
            (Model::Classifier(classifier), _) => classifier.estimate(metric, &self.rows.scores, &self.judged, options),
            (Model::Losses(_), _) => (f64::NAN, f64::NAN),
        }
    }

    /// The metric over the rows whose label is known.
    fn realise(&self, metric: Metric, options: &EstimationOptions) -> Option<f64> {
        let pick = |values: &[f64]| self.labelled.iter().map(|&row| values[row]).collect::<Vec<_>>();
        let labels = pick(self.rows.labels?);
        let predicted = pick(self.rows.predicted);
        if let Metric::Loss { loss, is_root } = metric {
            let sum: f64 = predicted.iter().zip(&labels).map(|(&prediction, &label)| loss.of(prediction, label)).sum();
            return to_option(root(sum / labels.len() as f64, is_root));
        }
        let scores: Vec<Vec<f64>> = self.rows.scores.iter().map(|scores| pick(scores)).collect();
        let scores: Vec<&[f64]> = scores.iter().map(Vec::as_slice).collect();
        let rows = Rows { scores, predicted: &predicted, labels: None, features: Vec::new() };
        let judged = judge(&rows.scores, &predicted, self.is_ranked);
        to_option(evaluate(metric, &judged, &split_labels(&rows, &labels), options.rules, options.worths))
    }

    /// Where the metric is a mean over rows that are known without their labels.
    fn assist(&self, metric: Metric) -> Option<[f64; 2]> {
        let labels = self.rows.labels?;
        let rows = 0..labels.len();
        let is_binary = self.rows.scores.len() == 1;
        let (predictions, values): (Vec<f64>, Vec<f64>) = match (self.model, metric) {
            (Model::Losses(losses), Metric::Loss { loss, is_root: false }) => {
                (losses.predict(loss, self.columns), losses_of(loss, self.rows.predicted, labels))
            }
            (Model::Classifier(_), _) if metric == Metric::Accuracy || (is_binary && is_precision(metric)) => {
                let chance = |row: usize| {
                    let predicted = self.rows.predicted[row] as usize;
                    if is_binary {
                        if predicted == 1 { self.chances[0][row] } else { 1.0 - self.chances[0][row] }
                    } else {
                        self.chances[predicted][row]
                    }
                };
                let is_right = |row: usize| {
                    if labels[row].is_nan() { f64::NAN } else { f64::from(labels[row] == self.rows.predicted[row]) }
                };
                let about = rows.filter(|&row| metric == Metric::Accuracy || self.rows.predicted[row] == 1.0);
                about.map(|row| (chance(row), is_right(row))).unzip()
            }
            _ => return None,
        };
        assist(&predictions, &values)
    }

    fn confusion(&self) -> Vec<Vec<f64>> {
        match self.judged.as_slice() {
            [] => Vec::new(),
            [only] => only.count_cells(&self.chances[0]).chunks(2).map(<[f64]>::to_vec).collect(),
            classes => self
                .chances
                .iter()
                .map(|chances| classes.iter().map(|predicted| predicted.count_cells(chances)[3]).collect())
                .collect(),
        }
    }
}

fn is_precision(metric: Metric) -> bool {
    metric == Metric::Cell { cell: 3, of: super::metric::Of::Predicted }
}

fn root(value: f64, is_root: bool) -> f64 {
    if is_root { value.sqrt() } else { value }
}

fn to_option(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn losses(loss: Loss, rows: &Rows<'_>, labels: &[f64]) -> Vec<f64> {
    losses_of(loss, rows.predicted, labels)
}

fn losses_of(loss: Loss, predicted: &[f64], labels: &[f64]) -> Vec<f64> {
    predicted.iter().zip(labels).map(|(&prediction, &label)| loss.of(prediction, label)).collect()
}

/// The columns that must look as in the reference.
fn columns_of<'a>(rows: &Rows<'a>) -> Vec<&'a [f64]> {
    let mut columns: Vec<&[f64]> = rows.scores.iter().chain(&rows.features).copied().collect();
    if rows.scores.is_empty() {
        columns.push(rows.predicted);
    }
    columns
}

/// The class that a column of scores is about.
fn class_of(rows: &Rows<'_>, place: usize) -> f64 {
    if rows.scores.len() == 1 { 1.0 } else { place as f64 }
}

fn judge<'a>(scores: &[&'a [f64]], predicted: &[f64], is_ranked: bool) -> Vec<Judged<'a>> {
    let rows = Rows { scores: scores.to_vec(), predicted, labels: None, features: Vec::new() };
    let is_class = |class: f64| predicted.iter().map(|&predicted| predicted == class).collect();
    let judge_class =
        |(place, scores): (usize, &&'a [f64])| Judged::new(scores, is_class(class_of(&rows, place)), is_ranked);
    scores.iter().enumerate().map(judge_class).collect()
}

/// For each class whether a row is of it.
fn split_labels(rows: &Rows<'_>, labels: &[f64]) -> Vec<Vec<f64>> {
    let split = |place| labels.iter().map(|&label| f64::from(label == class_of(rows, place))).collect();
    (0..rows.scores.len()).map(split).collect()
}

fn parse_metrics(rows: &Rows<'_>, options: &EstimationOptions) -> Result<Vec<Metric>> {
    options.metrics.iter().map(|id| Metric::parse(id, rows.scores.len())).collect()
}

/// How many rows there are. `invalid-argument` for none, for columns of different lengths, and for what a column cannot
/// hold.
fn check(rows: &Rows<'_>) -> Result<usize> {
    let count = rows.predicted.len();
    if count == 0 {
        return Err(Error::invalid_argument("expected rows, found none"));
    }
    let columns = rows.scores.iter().chain(&rows.features).chain(&rows.labels);
    if let Some(column) = columns.into_iter().find(|column| column.len() != count) {
        return Err(Error::invalid_argument(format!(
            "expected {count} values in every column, as there are predictions, found {}",
            column.len()
        )));
    }
    if let Some(score) = rows.scores.iter().copied().flatten().find(|score| !(0.0..=1.0).contains(*score)) {
        return Err(Error::invalid_argument(format!("expected scores between 0 and 1, found {score}")));
    }
    if rows.features.iter().copied().flatten().any(|value| value.is_infinite()) {
        return Err(Error::invalid_argument(
            "expected finite features, found an infinite one; leave it out as missing",
        ));
    }
    let classes = if rows.scores.len() == 1 { 2 } else { rows.scores.len() };
    let is_class = |value: f64| (0..classes).any(|class| value == class as f64);
    let is_known = |value: f64| if rows.scores.is_empty() { value.is_finite() } else { is_class(value) };
    let labels = rows.labels.iter().copied().flatten().filter(|label| !label.is_nan());
    if let Some(value) = rows.predicted.iter().chain(labels).find(|&&value| !is_known(value)) {
        return Err(Error::invalid_argument(if rows.scores.is_empty() {
            format!("expected finite predictions and labels, found {value}")
        } else {
            format!("expected predictions and labels as the place of one of {classes} classes, found {value}")
        }));
    }
    Ok(count)
}
