//! How many positives the rows with the highest scores hold.
//!
//! Definition, at fraction f: the first k = ceil(f n) rows by score; gain is the share of all positives among them, lift is
//! their positive share over that of all rows. Rows tied at the cut are taken by their share.
//!
//! Edges: without positives neither is defined.
//!
//! Accuracy: ratios of counts; from a histogram, ties are those of a bin.
//!
//! Source: expected value of a random order among ties.

use super::steps::Steps;
use tidemark_json::write_json;

/// Gain and lift at a fraction of the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::struct_field_names, reason = "the gain is one of the two numbers that it is about")]
pub struct Gain {
    /// The fraction that was asked for.
    pub fraction: f64,
    /// How many rows that is.
    pub count: u64,
    /// The share of positives among them.
    pub gain: f64,
    /// How much denser positives are among them than among all.
    pub lift: f64,
}

write_json!(Gain { fraction, count, gain, lift });

/// Gains at fractions, ascending.
pub(super) fn gains(steps: &Steps, fractions: &[f64]) -> Vec<Gain> {
    let (count, positives) = (steps.count(), steps.positives);
    if positives == 0 {
        return Vec::new();
    }
    let gain_at = |&fraction: &f64| {
        // A fraction such as 0.05 is a little more than it says, which must not cost a row.
        let wanted = (((fraction * count as f64) * (1.0 - f64::EPSILON * 4.0)).ceil() as u64).clamp(1, count);
        let index = steps.list.partition_point(|step| step.count() < wanted);
        let (above, (found, others)) = (steps.above(index), steps.rows_at(index));
        let shared = (wanted - above.count()) as f64 * found as f64 / (found + others) as f64;
        let hits = above.positives as f64 + shared;
        let gain = hits / positives as f64;
        Gain { fraction, count: wanted, gain, lift: hits / wanted as f64 / (positives as f64 / count as f64) }
    };
    fractions.iter().map(gain_at).collect()
}
