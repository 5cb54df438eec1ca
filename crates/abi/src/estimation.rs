//! The operations of estimation without labels: columns come in buffers, and so do the numbers of an estimator.

use crate::buffers::find_doubles;
use crate::{Error, Result};
use std::borrow::Cow;
use tidemark_json::{read_json, to_json, write_json};
use tidemark_models::quality::estimation::{self, EstimationOptions, Isotonic, Rows};

/// What is estimated when nobody says.
const OF_CLASSES: [&str; 7] = ["accuracy", "precision", "recall", "specificity", "f1", "auc", "average_precision"];
const OF_NUMBERS: [&str; 2] = ["mae", "rmse"];

/// The places of the columns.
struct Places {
    scores: Vec<usize>,
    predicted: usize,
    labels: Option<usize>,
    features: Vec<usize>,
}

read_json!(Places { scores = Vec::new(), predicted, labels, features = Vec::new() });

fn find_all<'a>(places: &[usize], buffers: &[&'a [u8]]) -> Result<Vec<Cow<'a, [f64]>>> {
    places.iter().map(|&place| find_doubles(buffers, place)).collect()
}

/// Finds the columns, and does with them what is wanted.
fn with_rows<T>(places: &Places, buffers: &[&[u8]], run: impl FnOnce(&Rows<'_>) -> Result<T>) -> Result<T> {
    let (scores, features) = (find_all(&places.scores, buffers)?, find_all(&places.features, buffers)?);
    let predicted = find_doubles(buffers, places.predicted)?;
    let labels = places.labels.map(|place| find_doubles(buffers, place)).transpose()?;
    run(&Rows {
        scores: scores.iter().map(Cow::as_ref).collect(),
        predicted: &predicted,
        labels: labels.as_deref(),
        features: features.iter().map(Cow::as_ref).collect(),
    })
}

/// `numbers`: the place of what an estimator has learned, where there is one already.
pub(crate) struct EstimationInput {
    rows: Places,
    options: EstimationOptions,
    numbers: Option<usize>,
}

read_json!(EstimationInput { rows, options, numbers });

/// The options as they are meant, and what was fitted with them.
pub(crate) fn fit_estimator(mut input: EstimationInput, buffers: &[&[u8]]) -> Result<String> {
    let options = &mut input.options;
    if options.metrics.is_empty() {
        let names = if input.rows.scores.is_empty() { &OF_NUMBERS[..] } else { &OF_CLASSES };
        options.metrics = names.iter().map(|&name| name.to_owned()).collect();
    }
    with_rows(&input.rows, buffers, |rows| Ok(to_json(&(&*options, estimation::fit(rows, options)?))))
}

pub(crate) fn estimate(input: &EstimationInput, buffers: &[&[u8]]) -> Result<String> {
    let numbers = find_doubles(buffers, input.numbers.unwrap_or(usize::MAX))?;
    with_rows(&input.rows, buffers, |rows| Ok(to_json(&estimation::estimate(&numbers, rows, &input.options)?)))
}

/// Scores from 0 to 1, and a label of 0 or 1 for each.
fn find_scores<'a>(scores: usize, labels: usize, buffers: &[&'a [u8]]) -> Result<[Cow<'a, [f64]>; 2]> {
    let (scores, labels) = (find_doubles(buffers, scores)?, find_doubles(buffers, labels)?);
    let is_right = scores.len() == labels.len()
        && scores.iter().all(|score| (0.0..=1.0).contains(score))
        && labels.iter().all(|&label| label == 0.0 || label == 1.0);
    if is_right {
        return Ok([scores, labels]);
    }
    Err(Error::invalid_argument(format!(
        "expected scores between 0 and 1 and as many labels of 0 or 1, found {} scores and {} labels that are not",
        scores.len(),
        labels.len()
    )))
}

struct Curve<'a> {
    scores: &'a [f64],
    shares: &'a [f64],
    calibrated: Vec<f64>,
}

write_json!(Curve<'_> { scores, shares, calibrated });

/// The places of scores, of labels, and of the scores to turn into chances.
pub(crate) fn calibrate([scores, labels, at]: [usize; 3], buffers: &[&[u8]]) -> Result<String> {
    let [scores, labels] = find_scores(scores, labels, buffers)?;
    let curve = Isotonic::of(&scores, &labels);
    let calibrated = find_doubles(buffers, at)?.iter().map(|&score| curve.at(score)).collect();
    Ok(to_json(&Curve { scores: &curve.scores, shares: &curve.shares, calibrated }))
}

/// The places of scores and of labels, and how many bins.
pub(crate) fn measure_reliability([scores, labels, bins]: [usize; 3], buffers: &[&[u8]]) -> Result<String> {
    let [scores, labels] = find_scores(scores, labels, buffers)?;
    Ok(to_json(&estimation::reliability(&scores, &labels, bins.clamp(1, 1000))))
}

/// The places of the columns of a reference and of a window.
pub(crate) fn compare_domains(sides: &[Vec<usize>; 2], buffers: &[&[u8]]) -> Result<String> {
    let [reference, window] = sides.each_ref().map(|places| find_all(places, buffers));
    let (reference, window) = (reference?, window?);
    let [reference, window] =
        [&reference, &window].map(|columns| columns.iter().map(Cow::as_ref).collect::<Vec<&[f64]>>());
    Ok(to_json(&estimation::compare_domains(&reference, &window)?))
}

/// The place of values, and how many deviations within which limits.
pub(crate) type RangeInput = (usize, f64, [Option<f64>; 2]);

pub(crate) fn find_range((values, deviations, limits): RangeInput, buffers: &[&[u8]]) -> Result<String> {
    let limits = [limits[0].unwrap_or(f64::NEG_INFINITY), limits[1].unwrap_or(f64::INFINITY)];
    Ok(to_json(&estimation::deviation_range(&find_doubles(buffers, values)?, deviations, limits)))
}
