//! The bias metrics of Clarify that follow from counts: eight of the labels, twelve of the predictions.
//!
//! Definition: d are the rows of the facet value, a all others; n rows, n1 and n0 observed positives and negatives, n1'
//! and n0' predicted ones. CI = (na - nd) / n. Differences a - d: DPL of n1 / n, DPPL of n1' / n, RD of TP / n1, DAR of
//! TP / n1', AD of (TP + TN) / n, DCA of n1 / n1'. Differences d - a: SD of TN / n0, DRR of TN / n0', DCR of n0 / n0', TE
//! of FN / FP. DI = (nd1' / nd) / (na1' / na). KL, JS, LP, TVD, KS compare the shares of both labels. CDDL and CDDPL: the
//! mean over groups, weighted by their rows, of d's share of the negatives less d's share of the positives. GE =
//! sum((b / mean b)^2 - 1) / (2 n) with b = y' - y + 1.
//!
//! Edges: 0 / 0 is 0 and x / 0 is infinite; the difference of two equal infinities is 0. An empty side is an error of the
//! metric. Under Clarify's rules the divergences leave out labels that one side does not have; under the strict ones they
//! take all labels, so that KL can be infinite, and what divides by predicted positives is an error when there are none.
//!
//! Accuracy: a few roundings. Source: the documentation of Clarify.

use super::Rules;
use super::facts::{Cells, Facts, Side};

/// The number of a metric, or what it rests on, or why there is none.
pub type Outcome<T = f64> = Result<T, String>;

/// Which rows a metric looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Labels alone.
    PreTraining,
    /// Labels and predictions.
    PostTraining,
}

/// Numerator and denominator on one side.
type Ratio = fn(&Side) -> [f64; 2];

/// How a metric is computed.
#[derive(Clone, Copy)]
pub(crate) enum Formula {
    /// A difference of two ratios, a - d, or d - a.
    Difference {
        ratio: Ratio,
        is_reversed: bool,
    },
    /// The same with ratios in [0, 1], for which there is an interval from counts.
    DifferenceOfShares {
        ratio: Ratio,
        is_reversed: bool,
    },
    ClassImbalance,
    DisparateImpact,
    /// Of the shares of both labels, (a, d) pairs.
    Divergence(fn(&[[f64; 2]]) -> f64),
    ConditionalDisparity,
    GeneralizedEntropy,
    /// Needs rows, not counts.
    FlipTest,
}

/// A metric: its id and how it is computed.
pub struct Metric {
    /// As in `analysis.json`.
    pub id: &'static str,
    /// Which rows it looks at.
    pub stage: Stage,
    pub(crate) formula: Formula,
}

const fn pre(id: &'static str, formula: Formula) -> Metric {
    Metric { id, stage: Stage::PreTraining, formula }
}

const fn post(id: &'static str, formula: Formula) -> Metric {
    Metric { id, stage: Stage::PostTraining, formula }
}

const fn shares(ratio: Ratio, is_reversed: bool) -> Formula {
    Formula::DifferenceOfShares { ratio, is_reversed }
}

const fn difference(ratio: Ratio, is_reversed: bool) -> Formula {
    Formula::Difference { ratio, is_reversed }
}

/// All of them, in the order of a report: by name within a stage.
pub const BIAS_METRICS: &[Metric] = &[
    pre("CDDL", Formula::ConditionalDisparity),
    pre("CI", Formula::ClassImbalance),
    pre("DPL", shares(|side| [side.positive, side.rows], false)),
    pre("JS", Formula::Divergence(jensen_shannon)),
    pre("KL", Formula::Divergence(kullback_leibler)),
    pre("KS", Formula::Divergence(largest_difference)),
    pre("LP", Formula::Divergence(euclidean)),
    pre("TVD", Formula::Divergence(total_variation)),
    post("AD", shares(|side| [side.correct(), side.rows], false)),
    post("CDDPL", Formula::ConditionalDisparity),
    post("DAR", shares(|side| [side.true_positive, side.predicted_positive()], false)),
    post("DCA", difference(|side| [side.positive, side.predicted_positive()], false)),
    post("DCR", difference(|side| [side.negative, side.predicted_negative()], true)),
    post("DI", Formula::DisparateImpact),
    post("DPPL", shares(|side| [side.predicted_positive(), side.rows], false)),
    post("DRR", shares(|side| [side.true_negative, side.predicted_negative()], true)),
    post("FT", Formula::FlipTest),
    post("GE", Formula::GeneralizedEntropy),
    post("RD", shares(|side| [side.true_positive, side.positive], false)),
    post("SD", shares(|side| [side.true_negative, side.negative], true)),
    post("TE", difference(|side| [side.false_negative, side.false_positive], true)),
];

/// 0 / 0 is 0, x / 0 infinite.
pub(crate) fn divide(numerator: f64, denominator: f64) -> f64 {
    if numerator == 0.0 && denominator == 0.0 { 0.0 } else { numerator / denominator }
}

fn subtract(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { a - b }
}

impl Metric {
    fn is_post(&self) -> bool {
        self.stage == Stage::PostTraining
    }

    /// The value from counts; the flip test has none.
    pub fn from_counts(&self, facts: &Facts, rules: Rules) -> Outcome {
        let sides = facts.sides(self.is_post());
        self.require_rows(&sides)?;
        if rules == Rules::Strict && self.divides_by_predicted_positives() {
            let predicted: f64 = sides.iter().map(Side::predicted_positive).sum();
            if predicted == 0.0 {
                return Err("No predicted positives".to_owned());
            }
        }
        match self.formula {
            Formula::Difference { ratio, is_reversed } | Formula::DifferenceOfShares { ratio, is_reversed } => {
                let [a, d] = sides.map(|side| {
                    let [numerator, denominator] = ratio(&side);
                    divide(numerator, denominator)
                });
                Ok(if is_reversed { subtract(d, a) } else { subtract(a, d) })
            }
            Formula::ClassImbalance => {
                let [a, d] = sides.map(|side| side.rows);
                Ok((a - d) / (a + d))
            }
            Formula::DisparateImpact => {
                let [a, d] = sides.map(|side| side.predicted_positive() / side.rows);
                Ok(divide(d, a))
            }
            Formula::Divergence(compare) => {
                let [[a1, d1], [a0, d0]] = [sides.map(|side| side.positive), sides.map(|side| side.negative)];
                let [a, d] = sides.map(|side| side.rows);
                let mut shares = vec![[a0 / a, d0 / d], [a1 / a, d1 / d]];
                if rules == Rules::Clarify {
                    shares.retain(|[a, d]| *a > 0.0 && *d > 0.0);
                    if shares.is_empty() {
                        return Err(NOTHING_IN_COMMON.to_owned());
                    }
                }
                Ok(compare(&shares))
            }
            Formula::ConditionalDisparity => self.conditional_disparity(facts),
            Formula::GeneralizedEntropy => {
                let sum = |count: fn(&Side) -> f64| sides.iter().map(count).sum::<f64>();
                generalized_entropy(sum(Side::correct), sum(|side| side.false_positive), sum(|side| side.rows))
            }
            Formula::FlipTest => Err("The flip test needs rows".to_owned()),
        }
    }

    /// Whether nothing can be said when no row is predicted positive.
    fn divides_by_predicted_positives(&self) -> bool {
        matches!(self.id, "CDDPL" | "DAR" | "DCA" | "DI")
    }

    /// The error of a side without rows, in Clarify's words.
    pub(crate) fn require_rows(&self, [a, d]: &[Side; 2]) -> Result<(), String> {
        if matches!(self.formula, Formula::GeneralizedEntropy | Formula::ConditionalDisparity) {
            return Ok(());
        }
        let (empty, name) = match (d.rows == 0.0, a.rows == 0.0) {
            (false, false) => return Ok(()),
            (true, _) => ("Facet set is empty", "facet"),
            (_, true) => ("Negated Facet set is empty", "~facet"),
        };
        Err(match self.formula {
            Formula::Divergence(_) => NOTHING_IN_COMMON.to_owned(),
            Formula::ClassImbalance => {
                format!("CI: {} set is empty. Check that x[{name}] has non-zero length.", name.replace('~', "negated "))
            }
            _ if matches!(self.id, "DPL" | "DPPL") => format!("{empty}."),
            _ => empty.to_owned(),
        })
    }

    fn conditional_disparity(&self, facts: &Facts) -> Outcome {
        let Some(groups) = &facts.groups else {
            return Err("Group variable is empty or not provided".to_owned());
        };
        let count = |cells: &Cells, is_positive: bool| {
            let side = Side::of(cells, self.is_post());
            match (self.is_post(), is_positive) {
                (false, true) => side.positive,
                (false, false) => side.negative,
                (true, true) => side.predicted_positive(),
                (true, false) => side.predicted_negative(),
            }
        };
        for (is_positive, name) in [(true, "positive"), (false, "negative")] {
            if facts.cells.iter().all(|cells| count(cells, is_positive) == 0.0) {
                return Err(format!("No {name} labels in set"));
            }
        }
        let (mut sum, mut rows) = (0.0, 0.0);
        for [a, d] in groups {
            let share = |is_positive| {
                let inside = count(d, is_positive);
                let all = inside + count(a, is_positive);
                if all == 0.0 { 0.0 } else { inside / all }
            };
            let weight = count(a, true) + count(a, false) + count(d, true) + count(d, false);
            sum += weight * (share(false) - share(true));
            rows += weight;
        }
        Ok(divide(sum, rows))
    }
}

const NOTHING_IN_COMMON: &str = "No instance of common facet found, dataset may be too small";

fn term(p: f64, q: f64) -> f64 {
    if p == 0.0 { 0.0 } else { p * libm::log(p / q) }
}

pub(crate) fn kullback_leibler(shares: &[[f64; 2]]) -> f64 {
    shares.iter().map(|&[a, d]| term(a, d)).sum()
}

fn jensen_shannon(shares: &[[f64; 2]]) -> f64 {
    let terms = shares.iter().map(|&[a, d]| {
        let mean = f64::midpoint(a, d);
        term(a, mean) + term(d, mean)
    });
    terms.sum::<f64>() / 2.0
}

fn euclidean(shares: &[[f64; 2]]) -> f64 {
    shares.iter().map(|[a, d]| (a - d) * (a - d)).sum::<f64>().sqrt()
}

fn total_variation(shares: &[[f64; 2]]) -> f64 {
    shares.iter().map(|[a, d]| (a - d).abs()).sum::<f64>() / 2.0
}

fn largest_difference(shares: &[[f64; 2]]) -> f64 {
    shares.iter().map(|[a, d]| (a - d).abs()).fold(0.0, f64::max)
}

/// With b = 1 for a correct prediction, 2 for a false positive and 0 for a false negative.
fn generalized_entropy(correct: f64, false_positive: f64, rows: f64) -> Outcome {
    let mean = (correct + 2.0 * false_positive) / rows;
    if rows == 0.0 || mean == 0.0 {
        return Err("All predicted labels are false negatives. There should be at least one prediction that is not \
                    false negative."
            .to_owned());
    }
    let squares = (correct + 4.0 * false_positive) / (mean * mean);
    Ok((squares - rows) / (2.0 * rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(id: &str, a: Cells, d: Cells, rules: Rules) -> Outcome {
        let facts = Facts { cells: [a, d], groups: None };
        BIAS_METRICS.iter().find(|metric| metric.id == id).unwrap().from_counts(&facts, rules)
    }

    #[test]
    fn hand_worked_values() {
        // a: 20 true negatives, 10 false positives, 5 false negatives, 65 true positives; d: 18, 5, 7, 20.
        let (a, d) = ([20, 10, 0, 5, 65, 0], [18, 5, 0, 7, 20, 0]);
        let near = |id, expected: f64| {
            let found = value(id, a, d, Rules::Strict).unwrap();
            assert!((found - expected).abs() < 1e-15, "{id}: {found}");
        };
        near("CI", 50.0 / 150.0);
        near("DPL", 0.7 - 27.0 / 50.0);
        near("DI", 0.5 / 0.75);
        near("RD", 65.0 / 70.0 - 20.0 / 27.0);
        near("SD", 18.0 / 23.0 - 20.0 / 30.0);
        near("TE", 7.0 / 5.0 - 5.0 / 10.0);
        near("TVD", 0.7 - 27.0 / 50.0);
    }

    #[test]
    fn what_divides_by_nothing_is_infinite_or_nothing() {
        let (a, d) = ([4, 0, 0, 1, 1, 0], [2, 0, 0, 0, 3, 0]);
        assert_eq!(value("TE", a, d, Rules::Clarify), Ok(f64::NEG_INFINITY));
        assert_eq!(value("TE", a, a, Rules::Clarify), Ok(0.0));
        assert_eq!(value("DI", [4, 0, 0, 1, 0, 0], d, Rules::Clarify), Ok(f64::INFINITY));
    }

    #[test]
    fn a_label_that_one_side_lacks_counts_under_the_strict_rules() {
        // Shares of a: 0.4 and 0.6; of d: 0 and 1.
        let (a, d) = ([0, 0, 2, 0, 0, 3], [0, 0, 0, 0, 0, 4]);
        assert!((value("KL", a, d, Rules::Clarify).unwrap() - 0.6 * libm::log(0.6)).abs() < 1e-15);
        assert_eq!(value("KL", a, d, Rules::Strict), Ok(f64::INFINITY));
        assert_eq!(value("TVD", a, d, Rules::Clarify), Ok(0.2));
        assert_eq!(value("TVD", a, d, Rules::Strict), Ok(0.4));
    }

    #[test]
    fn empty_sides_are_errors_in_words_of_clarify() {
        let (some, none) = ([1, 1, 0, 1, 1, 0], [0; 6]);
        assert_eq!(value("DI", some, none, Rules::Clarify).unwrap_err(), "Facet set is empty");
        assert_eq!(value("DPL", some, none, Rules::Clarify).unwrap_err(), "Facet set is empty.");
        assert_eq!(value("DI", none, some, Rules::Clarify).unwrap_err(), "Negated Facet set is empty");
        assert!(
            value("CI", some, none, Rules::Clarify)
                .unwrap_err()
                .starts_with("CI: facet set is empty. Check that x[facet]")
        );
        assert_eq!(
            value("DI", [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 0, 0], Rules::Strict).unwrap_err(),
            "No predicted positives"
        );
    }
}
