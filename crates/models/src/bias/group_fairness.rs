//! Group fairness under the names of fairlearn, AIF360 and aequitas: rates of each group, and how far they are apart.
//!
//! Definition: a rate is a quotient of the counts TP, FP, FN, TN of a group. Between groups: the largest less the smallest,
//! the smallest over the largest; against all rows together: the largest distance, the smallest of r and 1 / r. Against a
//! reference group: the difference and the quotient. Equalized odds take the worse, or the mean, of the rates of true and
//! of false positives. With b = y' - y + 1 and mu its mean: GE = mean((b / mu)^2 - 1) / 2, Theil = mean((b / mu) ln(b /
//! mu)), coefficient of variation = 2 sqrt(GE).
//!
//! Edges: a rate without denominator does not exist, and its group is left out of what is between groups; fairlearn takes
//! 0 there. A quotient by 0 does not exist. Accuracy: a few roundings.
//!
//! Source: fairlearn's `MetricFrame`, AIF360's `ClassificationMetric`, aequitas' disparities.

use super::facts::{BiasCounts, Cells, Side};
use serde::Serialize;
use std::collections::BTreeMap;

/// A rate by name: numerator and denominator on the rows of a group.
type Rate = (&'static str, fn(&Side) -> [f64; 2]);

const RATES: &[Rate] = &[
    ("selection_rate", |side| [side.predicted_positive(), side.rows]),
    ("base_rate", |side| [side.positive, side.rows]),
    ("tpr", |side| [side.true_positive, side.positive]),
    ("fpr", |side| [side.false_positive, side.negative]),
    ("fnr", |side| [side.false_negative, side.positive]),
    ("tnr", |side| [side.true_negative, side.negative]),
    ("precision", |side| [side.true_positive, side.predicted_positive()]),
    ("fdr", |side| [side.false_positive, side.predicted_positive()]),
    ("for", |side| [side.false_negative, side.predicted_negative()]),
    ("npv", |side| [side.true_negative, side.predicted_negative()]),
    ("accuracy", |side| [side.correct(), side.rows]),
    ("error_rate", |side| [side.rows - side.correct(), side.rows]),
];

/// The share of all predicted positives that lie in a group.
const SHARE_OF_POSITIVES: &str = "predicted_positive_share";

/// Rates by name; those without a denominator are `None`.
type Rates = BTreeMap<&'static str, Option<f64>>;

/// A group, or all rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupRates {
    /// Rows with a label and a prediction.
    pub rows: f64,
    /// TP, FP, FN, TN.
    pub confusion: [f64; 4],
    /// Its rates.
    pub rates: Rates,
    /// Its rates less those of the reference group; `average_odds` and `average_abs_odds` are means over true and false
    /// positives.
    #[serde(skip_serializing_if = "Rates::is_empty")]
    pub difference: Rates,
    /// Its rates over those of the reference group.
    #[serde(skip_serializing_if = "Rates::is_empty")]
    pub disparity: Rates,
}

/// How far a rate is apart over all groups.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Between {
    /// Largest less smallest.
    pub difference: Option<f64>,
    /// Smallest over largest.
    pub ratio: Option<f64>,
    /// The largest distance from the rate of all rows.
    pub difference_to_overall: Option<f64>,
    /// The smallest of r and 1 / r, r being a rate over that of all rows.
    pub ratio_to_overall: Option<f64>,
}

/// What the groups have and how far they are apart.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupFairness {
    /// The groups by value.
    pub groups: BTreeMap<String, GroupRates>,
    /// All rows.
    pub overall: GroupRates,
    /// By rate.
    pub between: BTreeMap<&'static str, Between>,
    /// What takes several rates, by name.
    pub combined: Rates,
}

/// The rates of all groups that occur; the reference group is one of them by name.
pub(super) fn group_fairness(counts: &BiasCounts, reference: Option<&str>) -> GroupFairness {
    let mut cells: BTreeMap<&str, Cells> = BTreeMap::new();
    for ((group, _), counts) in &counts.cells {
        cells.entry(group).or_default().iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let all = cells.values().fold([0; 6], |sum: Cells, cells| std::array::from_fn(|place| sum[place] + cells[place]));
    let all = Side::of(&all, true);
    let overall = rates_of(&all, &all);
    let mut groups: BTreeMap<String, GroupRates> =
        cells.iter().map(|(name, cells)| ((*name).to_owned(), rates_of(&Side::of(cells, true), &all))).collect();
    let between: BTreeMap<_, _> =
        RATES.iter().map(|&(name, _)| (name, between(&groups, name, overall.rates[name]))).collect();
    if let Some(base) = reference.and_then(|name| groups.get(name)).map(|group| group.rates.clone()) {
        for group in groups.values_mut() {
            let against = |combine: fn(f64, f64) -> Option<f64>| -> Rates {
                let pair = |name| group.rates[name].zip(base[name]);
                base.keys().map(|&name| (name, pair(name).and_then(|(rate, base)| combine(rate, base)))).collect()
            };
            (group.difference, group.disparity) = (against(|rate, base| Some(rate - base)), against(quotient));
            let odds = group.difference["tpr"].zip(group.difference["fpr"]);
            group.difference.extend([
                ("average_odds", odds.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
                ("average_abs_odds", odds.map(|(tpr, fpr)| f64::midpoint(tpr.abs(), fpr.abs()))),
            ]);
        }
    }
    let combined = combine(&between, &all);
    GroupFairness { groups, overall, between, combined }
}

fn quotient(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator != 0.0).then(|| numerator / denominator)
}

fn rates_of(side: &Side, all: &Side) -> GroupRates {
    let mut rates: Rates = RATES
        .iter()
        .map(|&(name, rate)| {
            let [numerator, denominator] = rate(side);
            (name, quotient(numerator, denominator))
        })
        .collect();
    rates.insert(SHARE_OF_POSITIVES, quotient(side.predicted_positive(), all.predicted_positive()));
    GroupRates {
        rows: side.rows,
        confusion: [side.true_positive, side.false_positive, side.false_negative, side.true_negative],
        rates,
        difference: Rates::new(),
        disparity: Rates::new(),
    }
}

fn between(groups: &BTreeMap<String, GroupRates>, name: &str, overall: Option<f64>) -> Between {
    let rates: Vec<f64> = groups.values().filter_map(|group| group.rates[name]).collect();
    let smallest = rates.iter().copied().reduce(f64::min);
    let largest = rates.iter().copied().reduce(f64::max);
    let ratios = |overall: f64| rates.iter().filter_map(move |rate| quotient(*rate, overall));
    Between {
        difference: largest.zip(smallest).map(|(largest, smallest)| largest - smallest),
        ratio: smallest.zip(largest).and_then(|(smallest, largest)| quotient(smallest, largest)),
        difference_to_overall: overall
            .and_then(|overall| rates.iter().map(|rate| (rate - overall).abs()).reduce(f64::max)),
        ratio_to_overall: overall
            .and_then(|overall| ratios(overall).map(|r| if r > 1.0 { 1.0 / r } else { r }).reduce(f64::min)),
    }
}

fn combine(between: &BTreeMap<&str, Between>, all: &Side) -> Rates {
    let odds = [between["tpr"], between["fpr"]];
    let pair = |part: fn(&Between) -> Option<f64>| part(&odds[0]).zip(part(&odds[1]));
    let differences = pair(|rate| rate.difference);
    let ratios = pair(|rate| rate.ratio);
    let (correct, doubled) = (all.correct(), all.false_positive);
    let mean = quotient(correct + 2.0 * doubled, all.rows).filter(|mean| *mean != 0.0);
    let entropy = mean.map(|mean| ((correct + 4.0 * doubled) / (mean * mean) - all.rows) / (2.0 * all.rows));
    let theil = mean.map(|mean| {
        let part = |count: f64, benefit: f64| count * (benefit / mean) * libm::log(benefit / mean);
        (part(correct, 1.0) + part(doubled, 2.0)) / all.rows
    });
    BTreeMap::from([
        ("equalized_odds_difference", differences.map(|(tpr, fpr)| tpr.max(fpr))),
        ("equalized_odds_mean_difference", differences.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
        ("equalized_odds_ratio", ratios.map(|(tpr, fpr)| tpr.min(fpr))),
        ("equalized_odds_mean_ratio", ratios.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
        ("generalized_entropy_index", entropy),
        ("theil_index", theil),
        ("coefficient_of_variation", entropy.map(|entropy| 2.0 * entropy.max(0.0).sqrt())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_by_hand() {
        // A: TN 6, FP 2, FN 1, TP 1; B: TN 1, FP 1, FN 0, TP 0.
        let counts = BiasCounts {
            cells: BTreeMap::from([
                (("A".to_owned(), None), [6, 2, 0, 1, 1, 0]),
                (("B".to_owned(), None), [1, 1, 0, 0, 0, 0]),
            ]),
        };
        let found = group_fairness(&counts, Some("A"));
        assert_eq!(found.groups["A"].rates["selection_rate"], Some(0.3));
        assert_eq!(found.groups["B"].rates["tpr"], None);
        assert_eq!(found.between["selection_rate"].ratio, Some(0.6));
        assert_eq!(found.groups["B"].disparity["fpr"], Some(2.0));
        assert_eq!(found.groups["B"].difference["fpr"], Some(0.25));
        assert_eq!(found.combined["equalized_odds_difference"], Some(0.25));
        assert_eq!(found.between["tpr"].difference, Some(0.0));
    }
}
