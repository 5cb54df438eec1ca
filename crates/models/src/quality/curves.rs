//! The points of curves, few enough to be drawn.

use super::calibration::CalibrationBin;
use super::gains::Gain;
use super::options::ResultOptions;
use super::rates::ratio;
use super::steps::{Step, Steps};
use tidemark_json::write_json;

/// The curves of scores.
#[derive(Clone, Debug, PartialEq)]
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

write_json!(Curves { roc, precision_recall, calibration, gains });

/// Points of equal places in three lists. The first has no threshold: it is above all scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RocCurve {
    /// Shares of negatives at the threshold or above it.
    pub false_positive_rates: Vec<f64>,
    /// Shares of positives likewise.
    pub true_positive_rates: Vec<f64>,
    /// The scores.
    pub thresholds: Vec<Option<f64>>,
}

write_json!(RocCurve { false_positive_rates, true_positive_rates, thresholds });

/// Points from the lowest threshold to the highest and then (recall 0, precision 1); by Model Monitor's rules from (recall
/// 0, precision of the highest score) down to the lowest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrecisionRecallCurve {
    /// Shares of positives among the rows at the threshold or above it.
    pub precisions: Vec<f64>,
    /// Shares of those rows among the positives.
    pub recalls: Vec<f64>,
    /// The scores.
    pub thresholds: Vec<Option<f64>>,
}

write_json!(PrecisionRecallCurve { precisions, recalls, thresholds });

/// The points of a curve: all, or those but the ones halfway on a straight line between their neighbours, as scikit-learn
/// leaves out; and of these at most so many, at equal distances of their number, the first and the last among them.
fn choose_points(steps: &Steps, options: &ResultOptions, keeps_all: bool) -> Vec<Step> {
    let count = steps.list.len();
    let is_kept = |index: usize| {
        keeps_all || index == 0 || index + 1 == count || steps.rows_at(index) != steps.rows_at(index + 1)
    };
    let kept = if keeps_all { count } else { (0..count).map(|index| usize::from(is_kept(index))).sum() };
    let most = if options.curve_points < 2 { kept } else { kept.min(options.curve_points) };
    let mut points = Vec::with_capacity(most);
    let (mut index, mut place) = (0, 0);
    while points.len() < most {
        // The place that the next point of the curve has among those that are kept.
        let wanted = if most < 2 { 0 } else { points.len() * (kept - 1) / (most - 1) };
        if keeps_all {
            index = wanted;
        } else {
            while place < wanted || !is_kept(index) {
                place += usize::from(is_kept(index));
                index += 1;
            }
        }
        points.push(steps.list[index]);
    }
    points
}

pub(super) fn roc_curve(steps: &Steps, options: &ResultOptions) -> Option<RocCurve> {
    if !steps.has_both() {
        return None;
    }
    let mut curve =
        RocCurve { false_positive_rates: vec![0.0], true_positive_rates: vec![0.0], thresholds: vec![None] };
    for point in choose_points(steps, options, options.keep_collinear) {
        curve.false_positive_rates.push(point.negatives as f64 / steps.negatives as f64);
        curve.true_positive_rates.push(point.positives as f64 / steps.positives as f64);
        curve.thresholds.push(Some(point.score));
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
    let precision_of = |point: &Step| ratio(point.positives, point.count()).unwrap_or(0.0);
    let recall_of = |point: &Step| point.positives as f64 / steps.positives as f64;
    if options.is_compatible() {
        points.first().iter().for_each(|point| add(precision_of(point), 0.0, None));
        points.iter().for_each(|point| add(precision_of(point), recall_of(point), Some(point.score)));
    } else {
        points.iter().rev().for_each(|point| add(precision_of(point), recall_of(point), Some(point.score)));
        add(1.0, 0.0, None);
    }
    Some(curve)
}
