//! The points of curves, few enough to be drawn.

use super::calibration::CalibrationBin;
use super::gains::Gain;
use super::options::ResultOptions;
use super::rates::ratio;
use super::steps::Steps;
use serde::Serialize;

/// The curves of scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Curves {
    /// From (0, 0) to (1, 1); none without both classes.
    pub roc: Option<RocCurve>,
    /// None without positives.
    pub precision_recall: Option<PrecisionRecallCurve>,
    /// Bins of equal width.
    pub calibration: Vec<CalibrationBin>,
    /// At fractions of the rows.
    pub gains: Vec<Gain>,
}

/// Points of equal places in three lists. The first has no threshold: it is above all scores.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RocCurve {
    /// Shares of negatives at the threshold or above it.
    pub false_positive_rates: Vec<f64>,
    /// Shares of positives likewise.
    pub true_positive_rates: Vec<f64>,
    /// The scores.
    pub thresholds: Vec<Option<f64>>,
}

/// Points from the lowest threshold to the highest and then (recall 0, precision 1); by Model Monitor's rules from (recall
/// 0, precision of the highest score) down to the lowest.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrecisionRecallCurve {
    /// Shares of positives among the rows at the threshold or above it.
    pub precisions: Vec<f64>,
    /// Shares of those rows among the positives.
    pub recalls: Vec<f64>,
    /// The scores.
    pub thresholds: Vec<Option<f64>>,
}

/// The points that are kept: counts of positives and negatives at a score or above it.
type Point = (f64, u64, u64);

/// The points of a curve: all, or those but the ones halfway on a straight line between their neighbours, as scikit-learn
/// leaves out; and of these at most so many, at equal distances of their number, the first and the last among them.
fn choose_points(steps: &Steps, options: &ResultOptions, keeps_all: bool) -> Vec<Point> {
    let counts = |index: usize| steps.list.get(index).map(|step| (step.positives, step.negatives));
    let is_kept = |index: usize| keeps_all || index == 0 || counts(index) != counts(index + 1);
    let kept = (0..steps.list.len()).filter(|&index| is_kept(index)).count();
    let most = if options.curve_points < 2 { kept } else { kept.min(options.curve_points) };
    let mut points = Vec::with_capacity(most);
    let mut place = 0;
    for (index, point) in steps.cumulated().enumerate() {
        if is_kept(index) {
            // The place that the next point of the curve has among those that are kept.
            let wanted = if most < 2 { 0 } else { points.len() * (kept - 1) / (most - 1) };
            if place == wanted && points.len() < most {
                points.push(point);
            }
            place += 1;
        }
    }
    points
}

pub(super) fn roc_curve(steps: &Steps, options: &ResultOptions) -> Option<RocCurve> {
    if !steps.has_both() {
        return None;
    }
    let mut curve =
        RocCurve { false_positive_rates: vec![0.0], true_positive_rates: vec![0.0], thresholds: vec![None] };
    for (score, positives, negatives) in choose_points(steps, options, options.keep_collinear) {
        curve.false_positive_rates.push(negatives as f64 / steps.negatives as f64);
        curve.true_positive_rates.push(positives as f64 / steps.positives as f64);
        curve.thresholds.push(Some(score));
    }
    if options.is_compatible() {
        curve.false_positive_rates.push(1.0);
        curve.true_positive_rates.push(1.0);
        curve.thresholds.push(None);
    }
    Some(curve)
}

pub(super) fn precision_recall_curve(steps: &Steps, options: &ResultOptions) -> Option<PrecisionRecallCurve> {
    if steps.positives == 0 {
        return None;
    }
    let points = choose_points(steps, options, true);
    let mut curve = PrecisionRecallCurve::default();
    let mut add = |precision: f64, recall: f64, threshold: Option<f64>| {
        curve.precisions.push(precision);
        curve.recalls.push(recall);
        curve.thresholds.push(threshold);
    };
    let precision_of = |&(_, positives, negatives): &Point| ratio(positives, positives + negatives).unwrap_or(0.0);
    let recall_of = |&(_, positives, _): &Point| positives as f64 / steps.positives as f64;
    if options.is_compatible() {
        points.first().iter().for_each(|point| add(precision_of(point), 0.0, None));
        points.iter().for_each(|point| add(precision_of(point), recall_of(point), Some(point.0)));
    } else {
        points.iter().rev().for_each(|point| add(precision_of(point), recall_of(point), Some(point.0)));
        add(1.0, 0.0, None);
    }
    Some(curve)
}
