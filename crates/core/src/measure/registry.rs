//! The list of measures. A new one is a file and a line here.

use super::{MeasureOptions, MeasureResult, Side};
use crate::distance::{
    hellinger, jensen_shannon_distance, jensen_shannon_divergence, kolmogorov_smirnov, kullback_leibler, l_infinity,
    population_stability, total_variation, wasserstein,
};
use crate::error::{Error, Result};
use crate::hypothesis::chi_square;
use tidemark_json::write_json;

/// A function of two sides that gives a number. It knows no threshold.
pub struct Measure {
    /// The stable id.
    pub id: &'static str,
    /// The standard term.
    pub name: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The variants; the first one is the default.
    pub variants: &'static [&'static str],
    /// The options it knows.
    pub options: &'static [&'static str],
    pub(crate) compute: fn(&Measure, [&Side<'_>; 2], &MeasureOptions) -> Result<MeasureResult>,
}

write_json!(Measure { id, name, summary, variants, options, .. });

/// Every measure.
pub static MEASURES: &[Measure] = &[
    kolmogorov_smirnov::MEASURE,
    wasserstein::MEASURE,
    l_infinity::MEASURE,
    chi_square::MEASURE,
    population_stability::MEASURE,
    jensen_shannon_divergence::MEASURE,
    jensen_shannon_distance::MEASURE,
    hellinger::MEASURE,
    total_variation::MEASURE,
    kullback_leibler::MEASURE,
];

/// The measure of that id. `invalid-argument` that lists the ids, if there is none.
pub fn find_measure(id: &str) -> Result<&'static Measure> {
    MEASURES.iter().find(|measure| measure.id == id).ok_or_else(|| {
        let known: Vec<_> = MEASURES.iter().map(|measure| measure.id).collect();
        Error::invalid_argument(format!("expected the id of a measure ({}), found `{id}`", known.join(", ")))
    })
}

impl Measure {
    /// Computes the measure. `invalid-argument` for an option that it does not know or cannot follow, and for a side without
    /// values.
    pub fn compute(&self, reference: &Side<'_>, current: &Side<'_>, options: &MeasureOptions) -> Result<MeasureResult> {
        options.check(self.id, self.options)?;
        (self.compute)(self, [reference, current], options)
    }

    /// The variant asked for, or the default.
    pub(crate) fn variant(&self, options: &MeasureOptions) -> Result<&'static str> {
        let Some(wanted) = options.variant.as_deref() else { return Ok(self.variants[0]) };
        self.variants.iter().find(|&&variant| variant == wanted).copied().ok_or_else(|| {
            Error::invalid_argument(format!(
                "expected a variant of `{}` ({}), found `{wanted}`",
                self.id,
                self.variants.join(", ")
            ))
        })
    }
}
