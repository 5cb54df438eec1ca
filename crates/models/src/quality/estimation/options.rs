//! How an estimator is fitted, and how its estimates are read.

use crate::error::{Error, Result};
use tidemark_json::{plain_text, read_json, words, write_json};

/// Whose rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Ties are averaged, the band has the estimator's own error, and rows unlike the reference are refused.
    Tidemark,
    /// As `NannyML` orders rows and draws its band.
    Nannyml,
}

words!(Rules { Tidemark = "tidemark", Nannyml = "nannyml" });

/// The options of an estimator.
#[derive(Clone, Debug)]
pub struct EstimationOptions {
    /// Names of metrics.
    pub metrics: Vec<String>,
    /// Whose rules hold.
    pub rules: Rules,
    /// Half the width of a band, in standard errors; and of the range that the reference's parts give.
    pub deviations: f64,
    /// Parts of the reference, in its order.
    pub parts: usize,
    /// Resamples of the reference, from which the error of the calibration follows.
    pub resamples: usize,
    /// The seed of all that is drawn.
    pub seed: u64,
    /// Above this share of rows outside the reference's range there is no estimate.
    pub most_outside: f64,
    /// What a true negative, a false positive, a false negative and a true positive are worth.
    pub worths: [f64; 4],
}

read_json!(EstimationOptions { metrics, rules, deviations, parts, resamples, seed, most_outside, worths } or default);
write_json!(EstimationOptions { metrics, rules, deviations, parts, resamples, seed, most_outside, worths });

impl Default for EstimationOptions {
    fn default() -> Self {
        Self {
            metrics: Vec::new(),
            rules: Rules::Tidemark,
            deviations: 3.0,
            parts: 10,
            resamples: 30,
            seed: 1,
            most_outside: 0.1,
            worths: [0.0; 4],
        }
    }
}

impl EstimationOptions {
    /// `invalid-argument` for what no option can be.
    pub(crate) fn check(&self) -> Result<()> {
        let wrong = |expected: &str, found: f64| {
            Err(Error::invalid_argument(format!("expected {expected}, found {}", plain_text(found))))
        };
        if !(self.deviations > 0.0 && self.deviations.is_finite()) {
            return wrong("a number above 0 for `deviations`", self.deviations);
        }
        if !(0.0..=1.0).contains(&self.most_outside) {
            return wrong("a fraction between 0 and 1 for `mostOutside`", self.most_outside);
        }
        if !(2..=1000).contains(&self.parts) {
            return wrong("2 to 1000 `parts` of the reference", self.parts as f64);
        }
        if !(2..=1000).contains(&self.resamples) {
            return wrong("2 to 1000 `resamples` of the reference", self.resamples as f64);
        }
        Ok(())
    }
}

/// Rows as they come: scores of each class (one column where there are two labels, none for a regression), what was
/// predicted, the labels (NaN where not yet known), and features.
pub struct Rows<'a> {
    /// A column a class.
    pub scores: Vec<&'a [f64]>,
    /// 0 or 1, the place of a class, or a number.
    pub predicted: &'a [f64],
    /// The same; `None` where no label is known.
    pub labels: Option<&'a [f64]>,
    /// Numbers, or categories by number; NaN where missing.
    pub features: Vec<&'a [f64]>,
}
