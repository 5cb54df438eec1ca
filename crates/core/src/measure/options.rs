//! What a measure can be told. Each measure has its own default for what it is not told, and says so in its file.

use crate::error::{Error, Result};
use tidemark_json::{Json, Place, ReadJson, plain_text, read_json, words};

/// Options of measures; a measure refuses those that it does not know.
#[derive(Clone, Debug, Default)]
pub struct MeasureOptions {
    /// One of the measure's variants.
    pub variant: Option<String>,
    /// Whether the distance is corrected for small samples.
    pub method: Option<Method>,
    /// `Robust`: the level whose null limit is taken off, instead of Model Monitor's 1.8.
    pub alpha: Option<f64>,
    /// The level at which the smallest detectable shift is given.
    pub level: Option<f64>,
    /// How numbers are put into bins.
    pub bins: Option<Bins>,
    /// What becomes of cells without values.
    pub smoothing: Option<Smoothing>,
    /// What `laplace` adds to every count, or the least share of `epsilon`.
    pub smoothing_amount: Option<f64>,
    /// Whether shares raised by `epsilon` are divided by their new sum.
    pub renormalise: Option<bool>,
    /// The unit of information.
    pub base: Option<Base>,
    /// How the p-value is found.
    pub p_method: Option<PMethod>,
}

read_json!(MeasureOptions {
    variant, method, alpha, level, bins, smoothing, smoothing_amount, renormalise, base, p_method,
} or default);

/// Model Monitor's comparison methods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// The distance itself.
    #[default]
    Simple,
    /// Less what chance alone would give, at least 0.
    Robust,
}

words!(Method { Simple = "Simple", Robust = "Robust" });

/// What becomes of cells without values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Smoothing {
    /// They stay empty.
    None,
    /// An amount is added to every count.
    Laplace,
    /// Every share is at least an amount.
    Epsilon,
}

words!(Smoothing { None = "none", Laplace = "laplace", Epsilon = "epsilon" });

/// The unit of information.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// By natural logarithms.
    #[default]
    Nats,
    /// By logarithms to base 2.
    Bits,
}

words!(Base { Nats = "nats", Bits = "bits" });

/// How the p-value of the Kolmogorov-Smirnov distance is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PMethod {
    /// Over all orders of the values, conditional on ties.
    Exact,
    /// Over all orders of as many values without ties.
    ExactUntied,
    /// As one sample of n m / (n + m) values.
    Asymptotic,
    /// By Kolmogorov's series with Stephens' correction.
    Stephens,
}

words!(PMethod { Exact = "exact", ExactUntied = "exact-untied", Asymptotic = "asymptotic", Stephens = "stephens" });

/// How numbers are put into bins.
#[derive(Clone, Debug, PartialEq)]
pub enum Bins {
    /// At most so many, between quantiles of the reference.
    Count(u16),
    /// Between these, ascending; the outer bins are open.
    Edges(Vec<f64>),
    /// No bins: each number is a category.
    Each,
}

/// A number, a list, or `values`.
impl ReadJson for Bins {
    fn unread() -> Self {
        Self::Each
    }

    fn read(&mut self, place: &Place<'_>) {
        match place.json() {
            Json::Number(_) => {
                let mut count = 0;
                count.read(place);
                *self = Self::Count(count);
            }
            Json::List(_) => {
                let mut edges = Vec::new();
                edges.read(place);
                *self = Self::Edges(edges);
            }
            Json::Text(word) if word == "values" => *self = Self::Each,
            _ => place.refuse("a number of bins, a list of ascending inner edges, or `values`"),
        }
    }
}

impl MeasureOptions {
    /// `invalid-argument` for an option that is not among `known`, or one out of its range. Every measure knows `level`.
    pub(crate) fn check(&self, id: &str, known: &[&str]) -> Result<()> {
        let given = [
            ("variant", self.variant.is_some()),
            ("method", self.method.is_some()),
            ("alpha", self.alpha.is_some()),
            ("bins", self.bins.is_some()),
            ("smoothing", self.smoothing.is_some()),
            ("smoothingAmount", self.smoothing_amount.is_some()),
            ("renormalise", self.renormalise.is_some()),
            ("base", self.base.is_some()),
            ("pMethod", self.p_method.is_some()),
        ];
        if let Some((name, _)) = given.iter().find(|(name, is_given)| *is_given && !known.contains(name)) {
            return Err(Error::invalid_argument(format!(
                "expected an option of `{id}` ({}), found `{name}`",
                known.join(", ")
            )));
        }
        for (name, rate) in [("level", self.level), ("alpha", self.alpha)] {
            if let Some(rate) = rate.filter(|rate| !(*rate > 0.0 && *rate < 1.0)) {
                return Err(Error::invalid_argument(format!(
                    "expected `{name}` between 0 and 1, found {}",
                    plain_text(rate)
                )));
            }
        }
        if let Some(amount) = self.smoothing_amount.filter(|amount| !(*amount > 0.0 && amount.is_finite())) {
            return Err(Error::invalid_argument(format!(
                "expected `smoothingAmount` above 0, found {}",
                plain_text(amount)
            )));
        }
        self.bins.as_ref().map_or(Ok(()), Bins::check)
    }
}

impl Bins {
    fn check(&self) -> Result<()> {
        match self {
            Self::Count(count) if !(2..=1000).contains(count) => {
                Err(Error::invalid_argument(format!("expected 2 to 1000 `bins`, found {count}")))
            }
            Self::Edges(edges)
                if edges.is_empty()
                    || edges.iter().any(|edge| !edge.is_finite())
                    || edges.windows(2).any(|pair| pair[0] >= pair[1]) =>
            {
                Err(Error::invalid_argument("expected ascending finite edges in `bins`, found others"))
            }
            _ => Ok(()),
        }
    }
}
