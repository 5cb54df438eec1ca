//! An estimator: fitted to a reference whose labels are known, asked about windows whose labels are not.
//!
//! Definition: the range of a metric is the mean plus and minus `deviations` population standard deviations of its
//! realised values in the parts of the reference, within its limits. A part is also held back: an estimator fitted to the
//! others estimates it, which says how far estimates are from what came out. The band of a window's estimate is
//! `deviations` times sqrt(sampling error^2 + model error^2) on either side, within the limits.
//!
//! Edges: where more than `most_outside` of a window's rows lie outside the reference's range of some column, nothing is
//! estimated (but by `NannyML`'s rules). What is not defined is `None`.
//!
//! Source: `NannyML`, confidence-based performance estimation and direct loss estimation.

use super::classifier::Classifier;
use super::expected::{Judged, evaluate};
use super::isotonic::sort_by_score;
use super::loss::Loss;
use super::loss_model::LossModel;
use super::metric::{Metric, Of};
use super::numbers::{Numbers, NumbersReader};
use super::options::{EstimationOptions, Rows, Rules};
use super::prediction_powered::assist;
use super::reach::Reach;
use super::reliability::{BINS, reliability, try_calibration};
use super::sampling_error::{Component, component, components, standard_error};
use crate::error::{Error, Result};
use crate::numeric::Random;
use std::ops::Range;
use tidemark_json::{plain_text, write_json};

/// Mean and population standard deviation of some numbers, apart by so many of the latter; within the limits.
pub fn deviation_range(values: &[f64], deviations: f64, limits: [f64; 2]) -> Option<[f64; 2]> {
    let spread = component(values, values.len()).variance.sqrt() * deviations;
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    spread.is_finite().then(|| [(mean - spread).max(limits[0]), (mean + spread).min(limits[1])])
}

/// A metric in the reference.
#[derive(Debug)]
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

write_json!(FittedMetric { id, value, range, components, held_back });

/// How far estimates were from what came out.
#[derive(Debug)]
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

write_json!(HeldBack { parts, mean_absolute_error, mean_error, inside });

/// Whether the scores of a class were replaced by what the reference says about them.
#[derive(Debug)]
pub struct Calibration {
    /// Whether they were.
    pub is_needed: bool,
    /// The calibration error of the scores over the whole reference.
    pub error: f64,
    /// The error on rows set aside, before and after; `None` where no curve would help.
    pub tried: Option<[f64; 2]>,
}

write_json!(Calibration { is_needed, error, tried });

/// What fitting gives.
#[derive(Debug)]
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

write_json!(Fit { count, calibrations, metrics, numbers });

/// A metric of a window.
#[derive(Debug)]
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

write_json!(EstimatedMetric { id, value, sampling_error, model_error, band, range, realised, assisted });

/// What is said about a window.
#[derive(Debug)]
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

write_json!(Estimate { count, labelled, outside, refused_by, confusion, metrics });

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
    if count < 2 {
        return Err(Error::invalid_argument("expected at least two rows as a reference, found one"));
    }
    let parts = options.parts.min(count.div_ceil(2));
    let reference = Reference {
        rows,
        labels,
        options,
        metrics: options.metrics.iter().zip(metrics).collect(),
        parts: (0..parts).map(|part| part * count / parts..(part + 1) * count / parts).collect(),
    };
    let mut numbers = Numbers::new();
    let columns = columns_of(rows);
    numbers.push(columns.len() as f64);
    for column in &columns {
        let Reach { low, high, may_miss } = Reach::of(column);
        [low, high, f64::from(may_miss)].into_iter().for_each(|number| numbers.push(number));
    }
    let (calibrations, fitted) = if rows.scores.is_empty() {
        (Vec::new(), reference.fit_losses(&columns, &mut numbers)?)
    } else {
        reference.fit_classes(&mut numbers)
    };
    for (metric, parts) in &fitted {
        let [low, high] = metric.range.unwrap_or([f64::MIN, f64::MAX]);
        [low, high, parts.len() as f64].into_iter().for_each(|number| numbers.push(number));
        for part in parts {
            // A variance that is not defined is stored as one that has no root.
            numbers.push(if part.variance.is_finite() { part.variance } else { f64::MIN });
            numbers.push(part.share);
        }
    }
    let metrics = fitted.into_iter().map(|(metric, _)| metric).collect();
    Ok(Fit { count, calibrations, metrics, numbers: numbers.0 })
}

/// A metric, and what its standard error is made of.
type Fitted = (FittedMetric, Vec<Component>);

/// A reference that an estimator is fitted to.
struct Reference<'a> {
    rows: &'a Rows<'a>,
    labels: &'a [f64],
    options: &'a EstimationOptions,
    metrics: Vec<(&'a String, Metric)>,
    parts: Vec<Range<usize>>,
}

impl Reference<'_> {
    fn fit_losses(&self, columns: &[&[f64]], numbers: &mut Numbers) -> Result<Vec<Fitted>> {
        let wanted: Vec<(&str, Loss, bool)> = self
            .metrics
            .iter()
            .filter_map(|&(id, metric)| match metric {
                Metric::Loss { loss, is_root } => Some((id.as_str(), loss, is_root)),
                _ => None,
            })
            .collect();
        let mut values = self.labels.iter().chain(self.rows.predicted);
        if wanted.iter().any(|&(_, loss, _)| loss == Loss::SquaredLog) && values.any(|&value| value <= -1.0) {
            return Err(Error::invalid_argument(
                "expected labels and predictions above -1 for a metric of logarithms, found one that is not; ask for rmse",
            ));
        }
        let losses_of = |loss| losses(loss, self.rows.predicted, self.labels);
        let model = LossModel::fit(columns, &wanted.iter().map(|&(_, loss, _)| loss).collect::<Vec<_>>(), losses_of);
        model.write(numbers);
        let fitted = wanted.into_iter().map(|(id, loss, is_root)| {
            let (realised, predicted) = (losses_of(loss), model.predict_reference(loss, columns));
            let mean = |values: &[f64]| root(values.iter().sum::<f64>() / values.len() as f64, is_root);
            let mut component = component(&realised, realised.len());
            if is_root {
                component.variance /= 4.0 * mean(&realised) * mean(&realised);
            }
            let pairs = self.parts.iter().map(|part| [mean(&predicted[part.clone()]), mean(&realised[part.clone()])]);
            self.summarise(id, Metric::Loss { loss, is_root }, mean(&realised), vec![component], pairs.collect())
        });
        Ok(fitted.collect())
    }

    fn fit_classes(&self, numbers: &mut Numbers) -> (Vec<Calibration>, Vec<Fitted>) {
        let Self { rows, options, .. } = self;
        let mut random = Random::new(options.seed);
        let labels = split_labels(rows, self.labels);
        let calibrations: Vec<Calibration> = rows
            .scores
            .iter()
            .zip(&labels)
            .map(|(scores, labels)| {
                let judged = [Judged::new(scores, vec![false; labels.len()], true)];
                let auc = evaluate(Metric::Auc, &judged, std::slice::from_ref(labels), Rules::Tidemark, [0.0; 4]);
                let tried = try_calibration(scores, labels, auc, &mut random);
                let error = reliability(scores, labels, BINS).error;
                Calibration { is_needed: tried.is_some_and(|[before, after]| before > after), error, tried }
            })
            .collect();
        let is_needed: Vec<bool> = calibrations.iter().map(|each| each.is_needed).collect();
        let orders: Vec<_> = rows.scores.iter().map(|scores| sort_by_score(scores)).collect();
        let mut weights = vec![1.0; self.labels.len()];
        let mut model = Classifier::fit(&rows.scores, &labels, &orders, &is_needed, &weights);
        if options.rules == Rules::Tidemark {
            model.resample(&rows.scores, &labels, &orders, options.resamples, &mut random);
        }
        model.write(numbers);
        let is_ranked = self.metrics.iter().any(|(_, metric)| metric.is_of_ranks());
        let held_back: Vec<_> = self
            .parts
            .iter()
            .map(|part| {
                let scores: Vec<&[f64]> = rows.scores.iter().map(|scores| &scores[part.clone()]).collect();
                let realised: Vec<Vec<f64>> = labels.iter().map(|labels| labels[part.clone()].to_vec()).collect();
                weights.fill(1.0);
                weights[part.clone()].fill(0.0);
                let others = Classifier::fit(&rows.scores, &labels, &orders, &is_needed, &weights);
                (judge(&scores, &rows.predicted[part.clone()], is_ranked), [others.chances(&scores), realised])
            })
            .collect();
        let judged = judge(&rows.scores, rows.predicted, is_ranked);
        let mut fitted = Vec::new();
        for &(id, metric) in &self.metrics {
            let value = |judged: &[Judged<'_>], chances: &[Vec<f64>]| {
                evaluate(metric, judged, chances, options.rules, options.worths)
            };
            let components = components(metric, &judged, &labels, options.rules, options.worths, &mut random);
            let pairs = held_back.iter().map(|(judged, both)| both.each_ref().map(|chances| value(judged, chances)));
            fitted.push(self.summarise(id, metric, value(&judged, &labels), components, pairs.collect()));
        }
        (calibrations, fitted)
    }

    /// What is said about a metric, from pairs of estimate and realised value in the parts.
    fn summarise(
        &self,
        id: &str,
        metric: Metric,
        value: f64,
        parts: Vec<Component>,
        mut pairs: Vec<[f64; 2]>,
    ) -> Fitted {
        let Self { rows, options, .. } = self;
        let size = rows.predicted.len() / pairs.len();
        let error = standard_error(&parts, metric, rows.scores.len().max(1), size) * options.deviations;
        pairs.retain(|pair| pair.iter().all(|value| value.is_finite()));
        let realised: Vec<f64> = pairs.iter().map(|pair| pair[1]).collect();
        let mean = |of: fn(f64) -> f64| {
            to_option(pairs.iter().map(|pair| of(pair[0] - pair[1])).sum::<f64>() / pairs.len() as f64)
        };
        let held_back = HeldBack {
            parts: pairs.len(),
            mean_absolute_error: mean(f64::abs),
            mean_error: mean(|error| error),
            inside: pairs.iter().filter(|pair| (pair[0] - pair[1]).abs() <= error).count(),
        };
        let components = parts.iter().map(|part| [to_option(part.variance.sqrt()), Some(part.share)]).collect();
        let range = deviation_range(&realised, options.deviations, metric.limits());
        (FittedMetric { id: id.to_owned(), value: to_option(value), range, components, held_back }, parts)
    }
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
            let sum: f64 = losses(loss, &predicted, &labels).iter().sum();
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
            (Model::Losses(model), Metric::Loss { loss, is_root: false }) => {
                (model.predict(loss, self.columns), losses(loss, self.rows.predicted, labels))
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
    metric == Metric::Cell { cell: 3, of: Of::Predicted }
}

fn root(value: f64, is_root: bool) -> f64 {
    if is_root { value.sqrt() } else { value }
}

fn to_option(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn losses(loss: Loss, predicted: &[f64], labels: &[f64]) -> Vec<f64> {
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
        return Err(Error::invalid_argument(format!("expected scores between 0 and 1, found {}", plain_text(*score))));
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
        let value = plain_text(*value);
        return Err(Error::invalid_argument(if rows.scores.is_empty() {
            format!("expected finite predictions and labels, found {value}")
        } else {
            format!("expected predictions and labels as the place of one of {classes} classes, found {value}")
        }));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Rng;

    fn options(metrics: &[&str]) -> EstimationOptions {
        EstimationOptions { metrics: metrics.iter().map(|&id| id.to_owned()).collect(), ..EstimationOptions::default() }
    }

    /// Scores that are too sure of themselves, around `shift`, and labels by a chance that depends on them alone.
    fn draw_scores(rng: &mut Rng, count: usize, shift: f64) -> [Vec<f64>; 3] {
        let scores: Vec<f64> = (0..count).map(|_| (shift + 0.2 * rng.normal()).clamp(0.0, 1.0)).collect();
        let labels = scores.iter().map(|score| f64::from(rng.uniform() < 0.2 + 0.5 * score)).collect();
        let predicted = scores.iter().map(|&score| f64::from(score > 0.5)).collect();
        [scores, predicted, labels]
    }

    fn judged([scores, predicted, labels]: &[Vec<f64>; 3]) -> Rows<'_> {
        Rows { scores: vec![scores], predicted, labels: Some(labels), features: Vec::new() }
    }

    #[test]
    fn under_covariate_shift_the_band_holds_what_comes_out() {
        let mut rng = Rng::new(2);
        let reference = draw_scores(&mut rng, 8000, 0.45);
        let options = options(&["accuracy", "precision", "recall", "f1", "auc", "average_precision"]);
        let fitted = fit(&judged(&reference), &options).unwrap();
        assert!(fitted.calibrations[0].is_needed);
        for metric in &fitted.metrics {
            assert!(metric.held_back.inside >= 9, "{metric:?}");
            assert!(metric.held_back.mean_absolute_error.unwrap() < 0.04, "{metric:?}");
        }
        let (mut inside, mut all) = (0, 0);
        for window in 0..60 {
            let rows = draw_scores(&mut rng, 500, 0.4 + 0.2 * f64::from(window) / 60.0);
            let found = estimate(&fitted.numbers, &judged(&rows), &options).unwrap();
            for metric in &found.metrics {
                let ([low, high], realised) = (metric.band.unwrap(), metric.realised.unwrap());
                inside += usize::from((low..=high).contains(&realised));
                all += 1;
                assert!(metric.model_error.unwrap() > 0.0);
            }
            let rows: f64 = found.confusion.iter().flatten().sum();
            assert!((rows - 500.0).abs() < 1e-9);
        }
        assert!(inside * 100 >= all * 97, "{inside} of {all}");
    }

    #[test]
    fn where_the_reference_has_no_rows_nothing_is_told() {
        let mut rng = Rng::new(6);
        let reference = draw_scores(&mut rng, 2000, 0.2);
        let fitted = fit(&judged(&reference), &options(&["auc"])).unwrap();
        let window = draw_scores(&mut rng, 300, 0.9);
        let found = estimate(&fitted.numbers, &judged(&window), &options(&["auc"])).unwrap();
        assert_eq!((found.refused_by, found.metrics[0].value, found.metrics[0].band), (Some(0), None, None));
        assert!(found.metrics[0].realised.is_some());
        let nannyml = EstimationOptions { rules: Rules::Nannyml, ..options(&["auc"]) };
        let fitted = fit(&judged(&reference), &nannyml).unwrap();
        assert!(estimate(&fitted.numbers, &judged(&window), &nannyml).unwrap().metrics[0].value.is_some());
    }

    #[test]
    fn a_few_labels_put_the_estimate_right_after_a_concept_shift() {
        let mut rng = Rng::new(8);
        let reference = draw_scores(&mut rng, 6000, 0.5);
        let options = options(&["accuracy", "precision"]);
        let fitted = fit(&judged(&reference), &options).unwrap();
        let [scores, predicted, _] = draw_scores(&mut rng, 2000, 0.5);
        let labels: Vec<f64> = scores.iter().map(|score| f64::from(rng.uniform() < 0.7 - 0.5 * score)).collect();
        let known: Vec<f64> =
            labels.iter().enumerate().map(|(row, &y)| if row % 5 == 0 { y } else { f64::NAN }).collect();
        let found = estimate(&fitted.numbers, &judged(&[scores.clone(), predicted.clone(), known]), &options).unwrap();
        let all = estimate(&fitted.numbers, &judged(&[scores, predicted, labels]), &options).unwrap();
        assert_eq!((found.labelled, all.labelled), (400, 2000));
        for (few, all) in found.metrics.iter().zip(&all.metrics) {
            let ([assisted, error], truth) = (few.assisted.unwrap(), all.realised.unwrap());
            assert!((assisted - truth).abs() < 3.0 * error, "{} {assisted} {truth} {error}", few.id);
            assert!((few.value.unwrap() - truth).abs() > 0.08);
            assert_eq!(all.assisted, None);
        }
    }

    #[test]
    fn several_classes_are_calibrated_each_and_sum_to_one() {
        let mut rng = Rng::new(12);
        let mut draw = |count: usize| {
            let mut columns = vec![Vec::new(), Vec::new(), Vec::new()];
            let (mut predicted, mut labels) = (Vec::new(), Vec::new());
            for _ in 0..count {
                let weights = [0, 1, 2].map(|_| 0.05 + rng.uniform());
                let sum: f64 = weights.iter().sum();
                columns.iter_mut().zip(weights).for_each(|(column, weight)| column.push(weight / sum));
                let best = (0..3).max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap();
                predicted.push(best as f64);
                // The label is drawn by squared weights: the scores are not sure enough.
                let mut point = rng.uniform() * weights.iter().map(|weight| weight * weight).sum::<f64>();
                let drawn = weights.iter().position(|weight| {
                    point -= weight * weight;
                    point < 0.0
                });
                labels.push(drawn.unwrap_or(2) as f64);
            }
            (columns, predicted, labels)
        };
        let options = options(&["accuracy", "precision", "recall", "f1", "auc", "average_precision", "specificity"]);
        let (columns, predicted, labels) = draw(6000);
        let rows = Rows {
            scores: columns.iter().map(Vec::as_slice).collect(),
            predicted: &predicted,
            labels: Some(&labels),
            features: Vec::new(),
        };
        let fitted = fit(&rows, &options).unwrap();
        assert!(fitted.calibrations.iter().all(|each| each.is_needed), "{:?}", fitted.calibrations);
        let (columns, predicted, labels) = draw(800);
        let rows = Rows {
            scores: columns.iter().map(Vec::as_slice).collect(),
            predicted: &predicted,
            labels: Some(&labels),
            features: Vec::new(),
        };
        let found = estimate(&fitted.numbers, &rows, &options).unwrap();
        for metric in &found.metrics {
            let ([low, high], realised) = (metric.band.unwrap(), metric.realised.unwrap());
            assert!((low..=high).contains(&realised) && high - low < 0.35, "{metric:?}");
        }
        assert_eq!(found.confusion.len(), 3);
        assert!((found.confusion.iter().flatten().sum::<f64>() - 800.0).abs() < 1e-9);
    }

    /// A model of numbers that errs more, the higher its second feature is.
    fn draw_numbers(rng: &mut Rng, count: usize, shift: f64) -> ([Vec<f64>; 2], Vec<f64>, Vec<f64>) {
        let features = [(); 2].map(|()| (0..count).map(|_| rng.uniform() * 8.0).collect::<Vec<_>>());
        let second: Vec<f64> = features[1].iter().map(|value| (value * (1.0 - shift) + 8.0 * shift).min(8.0)).collect();
        let predicted: Vec<f64> = features[0].iter().map(|value| 10.0 + 3.0 * value).collect();
        let labels = predicted.iter().zip(&second).map(|(p, s)| p + (0.5 + s / 2.0) * rng.normal()).collect();
        let [first, _] = features;
        ([first, second], predicted, labels)
    }

    fn numbered<'a>(features: &'a [Vec<f64>; 2], predicted: &'a [f64], labels: &'a [f64]) -> Rows<'a> {
        let features = features.iter().map(Vec::as_slice).collect();
        Rows { scores: Vec::new(), predicted, labels: Some(labels), features }
    }

    #[test]
    fn the_loss_of_a_regression_is_near_what_comes_out_also_where_hard_rows_become_more() {
        let mut rng = Rng::new(21);
        let options = options(&["mae", "rmse", "mape", "mse", "msle", "rmsle"]);
        let (features, predicted, labels) = draw_numbers(&mut rng, 4000, 0.0);
        let fitted = fit(&numbered(&features, &predicted, &labels), &options).unwrap();
        for metric in &fitted.metrics {
            assert!(metric.held_back.inside >= 9, "{metric:?}");
        }
        for shift in [0.0, 0.5] {
            let (features, predicted, labels) = draw_numbers(&mut rng, 1500, shift);
            let found = estimate(&fitted.numbers, &numbered(&features, &predicted, &labels), &options).unwrap();
            assert_eq!(found.refused_by, None);
            for (metric, reference) in found.metrics.iter().zip(&fitted.metrics) {
                let (value, realised) = (metric.value.unwrap(), metric.realised.unwrap());
                let [low, high] = metric.band.unwrap();
                assert!((low..=high).contains(&realised), "{shift} {metric:?}");
                if !["mae", "rmse"].contains(&metric.id.as_str()) {
                    continue;
                }
                assert!((value / realised - 1.0).abs() < 0.08, "{shift} {} {value} {realised}", metric.id);
                // Without the features it would have been the reference's.
                let unmoved = (reference.value.unwrap() / realised - 1.0).abs();
                assert!(shift == 0.0 || unmoved > 0.2, "{} {unmoved}", metric.id);
            }
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let rows =
            |scores: Vec<&'static [f64]>, predicted, labels| Rows { scores, predicted, labels, features: Vec::new() };
        let one = options(&["accuracy"]);
        let expect = |rows: &Rows<'_>, options: &EstimationOptions, part: &str| {
            let message = fit(rows, options).unwrap_err().message().to_owned();
            assert!(message.contains(part), "{message}");
        };
        expect(&rows(vec![&[0.5]], &[], None), &one, "found none");
        expect(&rows(vec![&[0.5, 0.5]], &[1.0], Some(&[1.0])), &one, "found 2");
        expect(&rows(vec![&[1.5]], &[1.0], Some(&[1.0])), &one, "found 1.5");
        expect(&rows(vec![&[0.5]], &[2.0], Some(&[1.0])), &one, "2 classes, found 2");
        expect(&rows(vec![&[0.5]], &[1.0], Some(&[f64::NAN])), &one, "without one");
        expect(&rows(vec![&[0.5]], &[1.0], Some(&[1.0])), &one, "found one");
        expect(&rows(vec![], &[-2.0, 1.0], Some(&[1.0, 1.0])), &options(&["rmsle"]), "above -1");
        expect(&rows(vec![&[0.5]], &[1.0], Some(&[1.0])), &EstimationOptions { parts: 1, ..one.clone() }, "`parts`");
        let fitted = fit(&rows(vec![&[0.5, 0.6]], &[1.0, 1.0], Some(&[1.0, 0.0])), &one).unwrap();
        let window = rows(vec![&[0.5]], &[1.0], None);
        assert!(estimate(&fitted.numbers, &window, &one).is_ok());
        for end in 0..fitted.numbers.len() {
            assert!(estimate(&fitted.numbers[..end], &window, &one).is_err(), "{end}");
        }
        assert!(estimate(&fitted.numbers, &rows(vec![&[0.5], &[0.5]], &[1.0], None), &one).is_err());
    }
}
