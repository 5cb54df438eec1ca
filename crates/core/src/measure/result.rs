//! What a measure gives: a number, and all that is needed to read it.

use super::Method;
use tidemark_json::{words, write_json};

/// A number, and all that is needed to read it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureResult {
    /// The id of the measure.
    pub id: &'static str,
    /// The variant.
    pub variant: &'static str,
    /// What was compared.
    pub basis: Basis,
    /// The number; none where it is infinite or not defined.
    pub value: Option<f64>,
    /// Why there is no number.
    pub no_value: Option<NoValue>,
    /// How far the true number can be from it; none where nothing bounds it.
    pub error_bound: Option<f64>,
    /// The chance of a number at least as large, were both sides the same.
    pub p_value: Option<f64>,
    /// How that was found.
    pub p_method: Option<&'static str>,
    /// The size of the effect on the measure's own scale.
    pub effect: Option<f64>,
    /// How many values each side has.
    pub counts: SideCounts,
    /// How many cells were compared, or none where there are no cells.
    pub cells: Option<usize>,
    /// The smallest effect that would be significant at the level asked for.
    pub smallest_detectable_shift: Option<f64>,
}

write_json!(MeasureResult {
    id,
    variant,
    basis,
    value,
    no_value,
    error_bound,
    p_value,
    p_method,
    effect,
    counts,
    cells,
    smallest_detectable_shift
});

/// What was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Numbers on their line.
    Numbers,
    /// Numbers in bins.
    Bins,
    /// Every value.
    Values,
    /// A sample of the values, and the others in groups.
    Sample,
}

words!(Basis { Numbers = "numbers", Bins = "bins", Values = "values", Sample = "sample" });

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// It is infinite.
    Infinite,
    /// Too few categories are left to compare.
    TooFewCategories,
}

words!(NoValue { Infinite = "infinite", TooFewCategories = "too-few-categories" });

/// How many values each side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SideCounts {
    /// On the reference side.
    pub reference: u64,
    /// On the current side.
    pub current: u64,
}

write_json!(SideCounts { reference, current });

/// Model Monitor's factor, the null limit of a level of 0.003.
const SMALL_SAMPLE_FACTOR: f64 = 1.8;

/// A distance as Model Monitor's method has it: `Robust` takes off what chance alone would give,
/// 1.8 sqrt((n + m) / (n m)) or the null limit of `alpha`, down to 0.
pub(crate) fn by_method(distance: f64, method: Option<Method>, alpha: Option<f64>, [n, m]: [u64; 2]) -> f64 {
    let (n, m) = (n as f64, m as f64);
    let factor = alpha.map_or(SMALL_SAMPLE_FACTOR, |alpha| (-libm::log(alpha / 2.0) / 2.0).sqrt());
    match method.unwrap_or_default() {
        Method::Simple => distance,
        Method::Robust => (distance - factor * ((n + m) / (n * m)).sqrt()).max(0.0),
    }
}
