//! What a state of quality is made with, which is stored with it, and what is asked of it, which is not.

use super::ScoreForm;
use crate::ByName;
use crate::codec::{Reader, Writer, damaged};
use crate::error::{Error, Result};
use crate::intervals::normal_limit;
use tidemark_json::{plain_text, read_json, words};

/// What is predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// One of two classes.
    BinaryClassification,
    /// One of several classes.
    MulticlassClassification,
    /// A number.
    Regression,
    /// The order of the items of a query.
    Ranking,
    /// The next numbers of series.
    Forecasting,
}

words!(Problem {
    BinaryClassification = "BinaryClassification", MulticlassClassification = "MulticlassClassification",
    Regression = "Regression", Ranking = "Ranking", Forecasting = "Forecasting",
});

impl Problem {
    /// Whether a column of this role holds classes; all others hold numbers.
    pub fn is_class(self, role: &str) -> bool {
        match role {
            "label" | "prediction" => matches!(self, Self::BinaryClassification | Self::MulticlassClassification),
            "query" | "item" | "horizon" | "group" => true,
            _ => false,
        }
    }

    /// Whether a column of this role says anything here.
    pub fn has_role(self, role: &str) -> bool {
        let own: &[&str] = match self {
            Self::BinaryClassification => &["probability"],
            Self::MulticlassClassification => &[],
            Self::Regression => &["lower", "upper"],
            Self::Ranking => &["query", "item"],
            Self::Forecasting => &["item", "horizon"],
        };
        let is_of_family = match self {
            Self::MulticlassClassification => role.starts_with("probabilities."),
            Self::Forecasting => role.starts_with("quantiles."),
            _ => false,
        };
        is_of_family || ["label", "prediction", "group"].iter().chain(own).any(|known| *known == role)
    }
}

/// What decides the bytes of a state. States merge only if these are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct StateOptions {
    /// Binary: a probability above it predicts the positive class.
    pub threshold: f64,
    /// Binary: the name of the positive class; `1` or `true` when absent.
    pub positive: Option<String>,
    /// How scores are kept.
    pub form: ScoreForm,
    /// Ranking: up to which places metrics go.
    pub at: Vec<u32>,
    /// Ranking: what relevance is worth.
    pub gain: Gain,
    /// Ranking: what becomes of queries without relevant items.
    pub empty_queries: EmptyQueries,
    /// Ranking: how many items there are to show.
    pub catalogue: Option<u64>,
    /// Forecasting: how many steps a season has.
    pub season: usize,
    /// Forecasting: what was before, by series; that of the only series has an empty name.
    pub history: ByName<Vec<f64>>,
}

read_json!(StateOptions { threshold, positive, form, at, gain, empty_queries, catalogue, season, history } or default);

/// What relevance is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gain {
    /// Itself.
    Linear,
    /// 2 to its power, less 1.
    Exponential,
}

words!(Gain { Linear = "linear", Exponential = "exponential" });

/// What becomes of queries without relevant items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyQueries {
    /// They are left out.
    Exclude,
    /// Their metrics are 0.
    Zero,
}

words!(EmptyQueries { Exclude = "exclude", Zero = "zero" });

impl Default for StateOptions {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            positive: None,
            form: ScoreForm::Exact,
            at: vec![1, 3, 5, 10],
            gain: Gain::Linear,
            empty_queries: EmptyQueries::Exclude,
            catalogue: None,
            season: 1,
            history: ByName::default(),
        }
    }
}

impl StateOptions {
    /// `invalid-argument` for an option out of its range.
    pub(super) fn check(&self) -> Result<()> {
        if !self.threshold.is_finite() {
            return Err(Error::invalid_argument(format!(
                "expected a finite number for `threshold`, found {}",
                plain_text(self.threshold)
            )));
        }
        if self.at.contains(&0) || self.at.len() > 100 || self.season == 0 {
            return Err(Error::invalid_argument(
                "expected at most 100 places in `at`, and them and `season` at least 1, found others",
            ));
        }
        Ok(())
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u64(self.threshold.to_bits());
        writer.u8(self.positive.is_some().into());
        self.positive.iter().for_each(|name| writer.block(name.as_bytes()));
        writer.u8((self.form == ScoreForm::Histogram).into());
        writer.varint(self.at.len() as u64);
        self.at.iter().for_each(|&k| writer.varint(k.into()));
        writer.u8((self.gain == Gain::Exponential).into());
        writer.u8((self.empty_queries == EmptyQueries::Zero).into());
        writer.u8(self.catalogue.is_some().into());
        self.catalogue.iter().for_each(|&size| writer.varint(size));
        writer.varint(self.season as u64);
        writer.varint(self.history.len() as u64);
        for (name, values) in self.history.iter() {
            writer.block(name.as_bytes());
            writer.varint(values.len() as u64);
            values.iter().for_each(|value| writer.u64(value.to_bits()));
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let threshold = f64::from_bits(reader.u64("the threshold")?);
        let positive = if is_set(reader)? { Some(reader.text("the positive class")?) } else { None };
        let form = if is_set(reader)? { ScoreForm::Histogram } else { ScoreForm::Exact };
        let mut at = Vec::new();
        for _ in 0..reader.varint("the number of places")? {
            at.push(reader.varint("a place")? as u32);
        }
        let gain = if is_set(reader)? { Gain::Exponential } else { Gain::Linear };
        let empty_queries = if is_set(reader)? { EmptyQueries::Zero } else { EmptyQueries::Exclude };
        let catalogue = if is_set(reader)? { Some(reader.varint("the size of the catalogue")?) } else { None };
        let season = reader.varint("the season")? as usize;
        let mut history = ByName::default();
        for _ in 0..reader.varint("the number of histories")? {
            let name = reader.text("the name of a series")?;
            let mut values = Vec::new();
            for _ in 0..reader.varint("the length of a history")? {
                values.push(f64::from_bits(reader.u64("a value of a history")?));
            }
            history.insert(name, values);
        }
        let options = Self { threshold, positive, form, at, gain, empty_queries, catalogue, season, history };
        options.check().map_err(|error| damaged(error.message()))?;
        Ok(options)
    }
}

fn is_set(reader: &mut Reader<'_>) -> Result<bool> {
    match reader.u8("a switch")? {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(damaged(format!("expected a switch of 0 or 1, found {other}"))),
    }
}

/// What is asked of a state.
#[derive(Clone, Debug)]
pub struct ResultOptions {
    /// Whose arithmetic is followed.
    pub rules: Rules,
    /// Whether metrics without a denominator are 0.
    pub zero_division: bool,
    /// Whether curves are given.
    pub curves: bool,
    /// The most points of a curve; 0 for all of them.
    pub curve_points: usize,
    /// Whether points on a straight line between others are kept.
    pub keep_collinear: bool,
    /// How standard errors and intervals are found.
    pub intervals: Intervals,
    /// The level of intervals.
    pub level: f64,
    /// What random numbers begin with.
    pub seed: u64,
    /// The bins of calibration.
    pub calibration_bins: usize,
    /// Up to which false positive rate the partial area goes.
    pub partial_area: f64,
    /// The fractions of rows at which gain and lift are given; every 0.05 when absent.
    pub fractions: Option<Vec<f64>>,
    /// Groups with fewer rows are named and not measured.
    pub minimum_group_count: u64,
}

read_json!(ResultOptions {
    rules, zero_division, curves, curve_points, keep_collinear, intervals, level, seed, calibration_bins, partial_area,
    fractions, minimum_group_count,
} or default);

impl Default for ResultOptions {
    fn default() -> Self {
        Self {
            rules: Rules::Tidemark,
            zero_division: false,
            curves: true,
            curve_points: 1000,
            keep_collinear: false,
            intervals: Intervals::Analytic,
            level: 0.95,
            seed: 1,
            calibration_bins: 10,
            partial_area: 0.2,
            fractions: None,
            minimum_group_count: 30,
        }
    }
}

impl ResultOptions {
    /// Whether undefined ratios are 0.
    pub(super) fn has_zeros(&self) -> bool {
        self.zero_division || self.is_compatible()
    }

    /// How many standard errors an interval reaches; none without intervals.
    pub(super) fn limit(&self) -> Option<f64> {
        (self.intervals != Intervals::None).then(|| normal_limit(self.level))
    }

    /// `invalid-argument` for an option out of its range.
    pub fn check(&self) -> Result<()> {
        for (name, share) in [("level", self.level), ("partialArea", self.partial_area)] {
            if !(share > 0.0 && share < 1.0 || name == "partialArea" && share == 1.0) {
                return Err(Error::invalid_argument(format!(
                    "expected `{name}` between 0 and 1, found {}",
                    plain_text(share)
                )));
            }
        }
        let fractions = self.fractions.iter().flatten();
        if fractions.clone().any(|share| !(0.0..=1.0).contains(share)) || !fractions.is_sorted() {
            return Err(Error::invalid_argument("expected ascending `fractions` between 0 and 1, found others"));
        }
        if !(1..=10_000).contains(&self.calibration_bins) {
            return Err(Error::invalid_argument(format!(
                "expected 1 to 10,000 `calibrationBins`, found {}",
                self.calibration_bins
            )));
        }
        Ok(())
    }

    /// Whether Model Monitor's arithmetic is followed.
    pub(super) fn is_compatible(&self) -> bool {
        self.rules == Rules::Sagemaker
    }
}

/// Whose arithmetic is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Every number rounded once, where that can be; what is not defined has no value.
    Tidemark,
    /// Model Monitor's, in its order of operations; what is not defined is 0.
    Sagemaker,
}

words!(Rules { Tidemark = "tidemark", Sagemaker = "sagemaker" });

/// How standard errors and intervals are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intervals {
    /// Not at all.
    None,
    /// By formulas, where there is one.
    Analytic,
    /// By formulas, and where there is none by drawing rows 200 times.
    Bootstrap,
}

words!(Intervals { None = "none", Analytic = "analytic", Bootstrap = "bootstrap" });
