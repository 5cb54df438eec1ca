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

use super::facts::{BiasCounts, Side, add};
use super::named::Named;
use crate::order::order_of;
use tidemark_json::write_json;

/// A rate by name: numerator and denominator on the rows of a group.
type Rate = (&'static str, fn(&Side) -> [f64; 2]);

/// By name.
const RATES: &[Rate] = &[
    ("accuracy", |side| [side.correct(), side.rows]),
    ("base_rate", |side| [side.positive, side.rows]),
    ("error_rate", |side| [side.rows - side.correct(), side.rows]),
    ("fdr", |side| [side.false_positive, side.predicted_positive()]),
    ("fnr", |side| [side.false_negative, side.positive]),
    ("for", |side| [side.false_negative, side.predicted_negative()]),
    ("fpr", |side| [side.false_positive, side.negative]),
    ("npv", |side| [side.true_negative, side.predicted_negative()]),
    ("precision", |side| [side.true_positive, side.predicted_positive()]),
    ("selection_rate", |side| [side.predicted_positive(), side.rows]),
    ("tnr", |side| [side.true_negative, side.negative]),
    ("tpr", |side| [side.true_positive, side.positive]),
];

/// The share of all predicted positives that lie in a group.
const SHARE_OF_POSITIVES: &str = "predicted_positive_share";

/// Rates by name; those without a denominator are `None`.
type Rates = Named<Option<f64>>;

/// A group, or all rows.
#[derive(Debug)]
pub struct GroupRates {
    /// Rows with a label and a prediction.
    pub rows: f64,
    /// TP, FP, FN, TN.
    pub confusion: [f64; 4],
    /// Its rates.
    pub rates: Rates,
    /// Its rates less those of the reference group; `average_odds` and `average_abs_odds` are means over true and false
    /// positives.
    pub difference: Rates,
    /// Its rates over those of the reference group.
    pub disparity: Rates,
}

write_json!(GroupRates { rows, confusion, rates, difference if any, disparity if any });

/// How far a rate is apart over all groups.
#[derive(Clone, Copy, Debug)]
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

write_json!(Between { difference, ratio, difference_to_overall, ratio_to_overall });

/// What the groups have and how far they are apart.
#[derive(Debug)]
pub struct GroupFairness {
    /// The groups by value.
    pub groups: Named<GroupRates>,
    /// All rows.
    pub overall: GroupRates,
    /// By rate.
    pub between: Named<Between>,
    /// What takes several rates, by name.
    pub combined: Rates,
}

write_json!(GroupFairness { groups, overall, between, combined });

/// The rates of all groups that occur; the reference group is one of them by name.
pub(super) fn group_fairness(counts: &BiasCounts, reference: Option<&str>) -> GroupFairness {
    let names = &counts.facets;
    let mut all = [0; 6];
    let mut groups = Vec::new();
    for place in order_of(names.len(), &|a, b| names[a].cmp(&names[b])) {
        let mut cells = [0; 6];
        counts.cells[place].iter().for_each(|counts| add(&mut cells, counts));
        if cells != [0; 6] {
            add(&mut all, &cells);
            groups.push((&names[place], Side::of(&cells, true)));
        }
    }
    let all = Side::of(&all, true);
    let overall = rates_of(&all, &all);
    let mut groups = Named(groups.iter().map(|(name, side)| ((*name).clone(), rates_of(side, &all))).collect());
    let mut apart = Vec::new();
    for (name, _) in RATES {
        apart.push(((*name).to_owned(), between(&groups, name, overall.rate(name))));
    }
    let between = Named(apart);
    if let Some(base) = reference.and_then(|name| groups.get(name)).map(|group| group.rates.clone()) {
        for (_, group) in &mut groups.0 {
            hold_against(group, &base);
        }
    }
    let combined = combine(&between, &all);
    GroupFairness { groups, overall, between, combined }
}

/// The group's rates less, and over, those of the reference group.
fn hold_against(group: &mut GroupRates, base: &Rates) {
    for ((name, rate), (_, base)) in group.rates.0.iter().zip(&base.0) {
        let pair = rate.zip(*base);
        group.difference.0.push((name.clone(), pair.map(|(rate, base)| rate - base)));
        group.disparity.0.push((name.clone(), pair.and_then(|(rate, base)| quotient(rate, base))));
    }
    let difference = |name| group.difference.get(name).copied().flatten();
    let odds = difference("tpr").zip(difference("fpr"));
    let means = [
        ("average_abs_odds".to_owned(), odds.map(|(tpr, fpr)| f64::midpoint(tpr.abs(), fpr.abs()))),
        ("average_odds".to_owned(), odds.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
    ];
    // By name they stand behind accuracy.
    group.difference.0.splice(1..1, means);
}

fn quotient(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator != 0.0).then(|| numerator / denominator)
}

fn rates_of(side: &Side, all: &Side) -> GroupRates {
    let mut rates = Vec::new();
    for &(name, rate) in RATES {
        let [numerator, denominator] = rate(side);
        rates.push((name.to_owned(), quotient(numerator, denominator)));
    }
    // By name it stands behind precision.
    let share = quotient(side.predicted_positive(), all.predicted_positive());
    rates.insert(9, (SHARE_OF_POSITIVES.to_owned(), share));
    GroupRates {
        rows: side.rows,
        confusion: [side.true_positive, side.false_positive, side.false_negative, side.true_negative],
        rates: Named(rates),
        difference: Named(Vec::new()),
        disparity: Named(Vec::new()),
    }
}

impl GroupRates {
    fn rate(&self, name: &str) -> Option<f64> {
        self.rates.get(name).copied().flatten()
    }
}

fn between(groups: &Named<GroupRates>, name: &str, overall: Option<f64>) -> Between {
    let rates: Vec<f64> = groups.0.iter().filter_map(|(_, group)| group.rate(name)).collect();
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

fn combine(between: &Named<Between>, all: &Side) -> Rates {
    let part = |name, part: fn(&Between) -> Option<f64>| between.get(name).and_then(part);
    let pair = |of: fn(&Between) -> Option<f64>| part("tpr", of).zip(part("fpr", of));
    let differences = pair(|rate| rate.difference);
    let ratios = pair(|rate| rate.ratio);
    let (correct, doubled) = (all.correct(), all.false_positive);
    let mean = quotient(correct + 2.0 * doubled, all.rows).filter(|mean| *mean != 0.0);
    let entropy = mean.map(|mean| ((correct + 4.0 * doubled) / (mean * mean) - all.rows) / (2.0 * all.rows));
    let theil = mean.map(|mean| {
        let part = |count: f64, benefit: f64| count * (benefit / mean) * libm::log(benefit / mean);
        (part(correct, 1.0) + part(doubled, 2.0)) / all.rows
    });
    let combined = [
        ("coefficient_of_variation", entropy.map(|entropy| 2.0 * entropy.max(0.0).sqrt())),
        ("equalized_odds_difference", differences.map(|(tpr, fpr)| tpr.max(fpr))),
        ("equalized_odds_mean_difference", differences.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
        ("equalized_odds_mean_ratio", ratios.map(|(tpr, fpr)| f64::midpoint(tpr, fpr))),
        ("equalized_odds_ratio", ratios.map(|(tpr, fpr)| tpr.min(fpr))),
        ("generalized_entropy_index", entropy),
        ("theil_index", theil),
    ];
    Named(combined.iter().map(|&(name, value)| (name.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_by_hand() {
        // A: TN 6, FP 2, FN 1, TP 1; B: TN 1, FP 1, FN 0, TP 0.
        let counts = BiasCounts {
            facets: vec!["B".to_owned(), "A".to_owned()],
            cells: vec![vec![[1, 1, 0, 0, 0, 0]], vec![[6, 2, 0, 1, 1, 0]], vec![[0; 6]]],
        };
        let found = group_fairness(&counts, Some("A"));
        let group = |name| found.groups.get(name).unwrap();
        assert_eq!(group("A").rate("selection_rate"), Some(0.3));
        assert_eq!(group("B").rate("tpr"), None);
        assert_eq!(found.between.get("selection_rate").unwrap().ratio, Some(0.6));
        assert_eq!(group("B").disparity.get("fpr"), Some(&Some(2.0)));
        assert_eq!(group("B").difference.get("fpr"), Some(&Some(0.25)));
        assert_eq!(found.combined.get("equalized_odds_difference"), Some(&Some(0.25)));
        assert_eq!(found.between.get("tpr").unwrap().difference, Some(0.0));
        for rates in [&group("B").rates, &group("B").difference, &group("B").disparity, &found.combined] {
            assert!(rates.0.is_sorted_by(|a, b| a.0 < b.0));
        }
    }
}
