//! How far the features that a model listens to have changed: the orders of their attributions, their shares, and, where
//! the attributions of single rows are known, the distribution of each and how sure the order is.
//!
//! Definition: attributions of rows are aggregated to one a feature. NDCG, Spearman's rho and Kendall's tau-b compare the
//! orders. L1 = sum over features of |p - q|, with p and q their shares of all magnitudes, before and now. With rows on
//! both sides, each feature has the two-sample Kolmogorov-Smirnov test, adjusted over the features (Benjamini-Hochberg).
//! With rows on a side, they are drawn again with replacement, `resamples` times; the interval of NDCG has (1 - level) / 2
//! of the results on either side of it.
//!
//! Edges: what has no value is none; of NDCG the reason is told. A side whose attributions are all 0 has no shares.
//!
//! Accuracy: that of the measures. The interval is that of a bootstrap: its ends vary by the seed. Resampled noise can
//! only disturb an order, so where nothing changed it reaches further down than it should, and not up.
//!
//! Source: Efron (1979) for the interval; for the rest the measures.

use super::aggregate::{Aggregate, aggregate};
use super::normalised_gain::normalised_gain;
use super::rank_correlation::{kendall, ranks, spearman};
use crate::error::{Error, Result};
use crate::hypothesis::benjamini_hochberg;
use crate::intervals::middle;
use crate::measure::{self, MeasureOptions, find_measure};
use crate::numeric::Random;
use crate::order::sort_doubles;
use std::borrow::Cow;
use tidemark_json::{plain_text, write_json};

/// More resamples than this say nothing more.
const MOST_RESAMPLES: usize = 100_000;

/// The attributions of one side, feature by feature in the order of the other side.
#[derive(Clone, Debug)]
pub enum Side<'a> {
    /// One number a feature.
    Values(Cow<'a, [f64]>),
    /// For each feature one number a row.
    Rows(Vec<Cow<'a, [f64]>>),
}

/// How rows are aggregated and drawn again.
#[derive(Clone, Copy, Debug)]
pub struct DriftOptions {
    /// How rows become one number a feature.
    pub aggregate: Aggregate,
    /// The coverage of the interval, in (0, 1).
    pub level: f64,
    /// How often rows are drawn again, at least 1.
    pub resamples: usize,
    /// Of the drawing.
    pub seed: u64,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct AttributionDrift {
    /// Normalised discounted cumulative gain, 1 for the same order.
    pub ndcg: Option<f64>,
    /// Why there is none.
    pub reason: Option<&'static str>,
    /// Where NDCG lies at the level asked for; none without rows.
    pub interval: Option<[f64; 2]>,
    /// Spearman's rho.
    pub spearman: Option<f64>,
    /// Kendall's tau-b.
    pub kendall: Option<f64>,
    /// Between the shares, 0 to 2.
    pub l1: Option<f64>,
    /// How many rows each side has, none of numbers by feature.
    pub rows: [Option<usize>; 2],
    /// In the order of the sides.
    pub features: Vec<FeatureDrift>,
}

write_json!(AttributionDrift { ndcg, reason, interval, spearman, kendall, l1, rows, features });

/// One feature on both sides: the baseline first.
#[derive(Clone, Debug)]
pub struct FeatureDrift {
    /// The aggregated attributions.
    pub values: [f64; 2],
    /// From 1 for the largest.
    pub ranks: [f64; 2],
    /// Of the magnitudes of the side.
    pub shares: Option<[f64; 2]>,
    /// The Kolmogorov-Smirnov distance between the attributions of rows.
    pub distance: Option<f64>,
    /// Its p-value.
    pub p_value: Option<f64>,
    /// Adjusted over the features.
    pub adjusted_p_value: Option<f64>,
}

write_json!(FeatureDrift { values, ranks, shares, distance, p_value, adjusted_p_value });

impl Side<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Rows(columns) => columns.len(),
        }
    }

    fn rows(&self) -> Option<usize> {
        match self {
            Self::Values(_) => None,
            Self::Rows(columns) => columns.first().map(|column| column.len()),
        }
    }

    /// `invalid-argument` for what is not finite, for columns of different lengths, and for no rows.
    fn require_sound(&self) -> Result<()> {
        let columns: Vec<&[f64]> = match self {
            Self::Values(values) => vec![values],
            Self::Rows(columns) => columns.iter().map(|column| &**column).collect(),
        };
        let length = columns.first().map_or(0, |column| column.len());
        if length == 0 || columns.iter().any(|column| column.len() != length) {
            return Err(Error::invalid_argument(
                "expected at least one feature, and as many attributions of each, found none or unequal numbers",
            ));
        }
        match columns.iter().flat_map(|column| column.iter()).find(|value| !value.is_finite()) {
            None => Ok(()),
            Some(&found) => Err(Error::invalid_argument(format!(
                "expected finite attributions, found {}; leave rows without attributions out",
                plain_text(found)
            ))),
        }
    }

    /// The attribution of each feature, of all rows or of those drawn.
    fn values(&self, method: Aggregate, drawn: Option<&[usize]>) -> Vec<f64> {
        let Self::Rows(columns) = self else {
            let Self::Values(values) = self else { return Vec::new() };
            return values.to_vec();
        };
        let take = |column: &Cow<'_, [f64]>| match drawn {
            None => column.to_vec(),
            Some(rows) => rows.iter().map(|&row| column[row]).collect(),
        };
        columns.iter().map(|column| aggregate(&mut take(column), method)).collect()
    }
}

/// Compares a current side with a baseline. `invalid-argument` for sides that are not of the same features.
pub fn attribution_drift(sides: [&Side<'_>; 2], options: &DriftOptions) -> Result<AttributionDrift> {
    sides[0].require_sound()?;
    sides[1].require_sound()?;
    if sides[0].len() != sides[1].len() {
        return Err(Error::invalid_argument(format!(
            "expected attributions of the same features, found {} in the baseline and {} now",
            sides[0].len(),
            sides[1].len()
        )));
    }
    let is_level = options.level > 0.0 && options.level < 1.0;
    if !is_level || !(1..=MOST_RESAMPLES).contains(&options.resamples) {
        return Err(Error::invalid_argument(format!(
            "expected a level between 0 and 1 and 1 to {MOST_RESAMPLES} resamples, found {} and {}",
            plain_text(options.level),
            options.resamples
        )));
    }
    let values = sides.map(|side| side.values(options.aggregate, None));
    let ranked = values.each_ref().map(|values| ranks(values));
    let shares = to_shares(&values);
    let gain = normalised_gain(&values[0], &values[1]);
    let tests = test_features(sides)?;
    let features = (0..values[0].len())
        .map(|index| FeatureDrift {
            values: [values[0][index], values[1][index]],
            ranks: [ranked[0][index], ranked[1][index]],
            shares: shares.as_ref().map(|shares| [shares[0][index], shares[1][index]]),
            distance: tests.as_ref().and_then(|tests| tests[index].0),
            p_value: tests.as_ref().map(|tests| tests[index].1),
            adjusted_p_value: tests.as_ref().map(|tests| tests[index].2),
        })
        .collect();
    Ok(AttributionDrift {
        ndcg: gain.ok(),
        reason: gain.err(),
        interval: gain.ok().and_then(|_| find_interval(sides, options)),
        spearman: spearman([&ranked[0], &ranked[1]]),
        kendall: kendall([&values[0], &values[1]]),
        l1: shares.map(|[p, q]| p.iter().zip(&q).map(|(p, q)| (p - q).abs()).sum()),
        rows: sides.map(Side::rows),
        features,
    })
}

fn to_shares(values: &[Vec<f64>; 2]) -> Option<[Vec<f64>; 2]> {
    let totals = values.each_ref().map(|values| values.iter().map(|value| value.abs()).sum::<f64>());
    let share = |side: usize| values[side].iter().map(|value| value.abs() / totals[side]).collect();
    totals.iter().all(|total| *total > 0.0).then(|| [share(0), share(1)])
}

/// The distance of a feature, its p-value, and that adjusted over the features.
type FeatureTest = (Option<f64>, f64, f64);

/// The test of each feature, where both sides have rows.
fn test_features(sides: [&Side<'_>; 2]) -> Result<Option<Vec<FeatureTest>>> {
    let [Side::Rows(baseline), Side::Rows(current)] = sides else { return Ok(None) };
    let test = find_measure("ks")?;
    let mut found = Vec::new();
    for (before, now) in baseline.iter().zip(current) {
        let sides = [before, now].map(|values| measure::Side::Values(Cow::Borrowed(values)));
        let result = test.compute(&sides[0], &sides[1], &MeasureOptions::default())?;
        found.push((result.value, result.p_value.unwrap_or(1.0)));
    }
    let adjusted = benjamini_hochberg(&found.iter().map(|(_, p)| *p).collect::<Vec<_>>())?;
    Ok(Some(found.into_iter().zip(adjusted).map(|((distance, p), adjusted)| (distance, p, adjusted)).collect()))
}

fn find_interval(sides: [&Side<'_>; 2], options: &DriftOptions) -> Option<[f64; 2]> {
    if sides.iter().all(|side| side.rows().is_none()) {
        return None;
    }
    let mut random = Random::new(options.seed);
    let mut gains: Vec<f64> = Vec::with_capacity(options.resamples);
    for _ in 0..options.resamples {
        let [baseline, current] = sides.map(|side| {
            let drawn: Option<Vec<usize>> = side.rows().map(|rows| (0..rows).map(|_| random.below(rows)).collect());
            side.values(options.aggregate, drawn.as_deref())
        });
        gains.extend(normalised_gain(&baseline, &current));
    }
    sort_doubles(&mut gains);
    middle(&gains, options.level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: DriftOptions = DriftOptions { aggregate: Aggregate::MeanAbs, level: 0.95, resamples: 200, seed: 1 };

    fn values(values: &[f64]) -> Side<'static> {
        Side::Values(values.to_vec().into())
    }

    /// Attributions that scatter around those of each feature.
    fn rows(seed: u64, count: usize, weights: &[f64]) -> Side<'static> {
        let mut random = Random::new(seed);
        let mut column = |weight: f64| (0..count).map(|_| weight * (random.uniform() - 0.5)).collect::<Vec<_>>();
        Side::Rows(weights.iter().map(|weight| column(*weight).into()).collect())
    }

    #[test]
    fn a_hand_worked_comparison() {
        let found = attribution_drift([&values(&[3.0, 1.0]), &values(&[1.0, -1.0])], &OPTIONS).unwrap();
        assert_eq!((found.ndcg, found.interval), (Some(1.0), None));
        // Shares 0.75 and 0.25 before, 0.5 and 0.5 now.
        assert_eq!(found.l1, Some(0.5));
        assert_eq!((found.features[0].ranks, found.features[0].shares), ([1.0, 1.0], Some([0.75, 0.5])));
        assert_eq!(found.features[0].p_value, None);
    }

    #[test]
    fn the_interval_of_a_changed_order_lies_below_that_of_one_that_stayed() {
        let baseline = rows(1, 400, &[3.0, 2.0, 1.0, 0.2]);
        let same = attribution_drift([&baseline, &rows(2, 400, &[3.0, 2.0, 1.0, 0.2])], &OPTIONS).unwrap();
        let moved = attribution_drift([&baseline, &rows(3, 400, &[0.2, 1.0, 2.0, 3.0])], &OPTIONS).unwrap();
        assert_eq!(same.interval, Some([1.0, 1.0]));
        assert!(moved.interval.unwrap()[1] < 0.9);
        assert!(same.features.iter().all(|feature| feature.adjusted_p_value > Some(0.01)));
        assert!(moved.features.iter().all(|feature| feature.adjusted_p_value < Some(0.01)));
        assert_eq!(moved.rows, [Some(400), Some(400)]);
    }

    #[test]
    fn what_cannot_be_compared_is_refused_and_what_has_no_order_has_no_gain() {
        assert!(attribution_drift([&values(&[1.0]), &values(&[1.0, 2.0])], &OPTIONS).is_err());
        assert!(attribution_drift([&values(&[f64::NAN]), &values(&[1.0])], &OPTIONS).is_err());
        assert!(attribution_drift([&values(&[]), &values(&[])], &OPTIONS).is_err());
        let found = attribution_drift([&values(&[-1.0, 2.0]), &values(&[1.0, 2.0])], &OPTIONS).unwrap();
        assert!(found.ndcg.is_none() && found.reason.is_some() && found.spearman == Some(1.0));
    }
}
