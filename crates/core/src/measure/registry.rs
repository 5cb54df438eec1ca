//! The list of measures. A new one is a file and a line here.

use super::Distribution;
use crate::distance::kolmogorov_smirnov;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// A function of two distributions that gives a number. It knows no threshold.
#[derive(Serialize)]
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
    #[serde(skip)]
    compute: fn(&Distribution, &Distribution, &MeasureOptions) -> Result<MeasureResult>,
}

/// Every measure.
pub static MEASURES: &[Measure] = &[Measure {
    id: "ks",
    name: "Kolmogorov-Smirnov distance",
    summary: "the largest difference between the shares of values up to any point, 0 to 1",
    variants: &["weighted", "collapsed"],
    options: &["variant", "method", "level"],
    compute: kolmogorov_smirnov::measure,
}];

/// Options of measures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct MeasureOptions {
    /// One of the measure's variants.
    pub variant: Option<String>,
    /// Whether the distance is corrected for small samples.
    pub method: Method,
    /// The level at which the smallest detectable shift is given.
    pub level: Option<f64>,
}

/// Model Monitor's comparison methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Method {
    /// The distance itself.
    #[default]
    Simple,
    /// Less what chance alone would give, at least 0.
    Robust,
}

/// A number, and all that is needed to read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasureResult {
    /// The id of the measure.
    pub id: &'static str,
    /// The variant.
    pub variant: &'static str,
    /// The number.
    pub value: f64,
    /// How far the true number can be above it.
    pub error_bound: f64,
    /// The chance of a number at least as large, were both sides the same.
    pub p_value: Option<f64>,
    /// How that was found.
    pub p_method: Option<&'static str>,
    /// The size of the effect on the measure's own scale.
    pub effect: f64,
    /// How many values each side has.
    pub counts: SideCounts,
    /// The smallest effect that would be significant at the level asked for.
    pub smallest_detectable_shift: Option<f64>,
}

/// How many values each side has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SideCounts {
    /// On the reference side.
    pub reference: u64,
    /// On the current side.
    pub current: u64,
}

/// The measure of that id. `invalid-argument` that lists the ids, if there is none.
pub fn find_measure(id: &str) -> Result<&'static Measure> {
    MEASURES.iter().find(|measure| measure.id == id).ok_or_else(|| {
        let known: Vec<_> = MEASURES.iter().map(|measure| measure.id).collect();
        Error::invalid_argument(format!("expected the id of a measure ({}), found `{id}`", known.join(", ")))
    })
}

impl Measure {
    /// Computes the measure. `invalid-argument` for an unknown variant, a level outside (0, 1), or a side without values.
    pub fn compute(
        &self,
        reference: &Distribution,
        current: &Distribution,
        options: &MeasureOptions,
    ) -> Result<MeasureResult> {
        if let Some(level) = options.level
            && !(level > 0.0 && level < 1.0)
        {
            return Err(Error::invalid_argument(format!("expected a level between 0 and 1, found {level}")));
        }
        for (name, side) in [("reference", reference), ("current", current)] {
            if side.buckets().is_empty() {
                return Err(Error::invalid_argument(format!(
                    "expected at least one number on the {name} side, found none; a distance to nothing is not defined"
                )));
            }
        }
        (self.compute)(reference, current, options)
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
