//! How far apart two distributions of numbers are at most, in shares of values.
//!
//! Definition: with F and G the shares of values up to x, D = max over x of |F(x) - G(x)|. `Simple` is D; `Robust` is
//! max(0, D - 1.8 sqrt((n + m) / (n m))) for n and m values, Model Monitor's correction for small samples (its 1.8 is the
//! null limit of a level of 0.003). Variant `weighted`: every value counts. Variant `collapsed`: a value counts once,
//! with the weight of the highest sketch level on which it stands, and n and m are the sums of those weights: a known
//! defect of Model Monitor's engine, for its verdicts only; it has no p-value.
//!
//! Edges: both sides constant and equal give 0, constant and different 1. A side without values has no distance. Ties are
//! judged after the tie.
//!
//! Accuracy: exact between samples. Between sketches the value is the largest difference at points where both are exactly
//! known, and the true one is above it by at most `error_bound`. The p-value is exact and conditional on ties for
//! n m <= 10^7, else asymptotic after Stephens (some 2 % off at 50 values, less above). `pMethod` asks for one of `exact`,
//! `exact-untied` (as if there were no ties), `asymptotic` (that of one sample of n m / (n + m) values) and `stephens`.
//!
//! Source: Smirnov (1939); Stephens (1970); the collapsed form as published in Deequ, issue 392.

use super::walk::{count_in, for_each_stretch};
use crate::error::Result;
use crate::hypothesis::kolmogorov;
use crate::kernel::two_sample::{Samples, largest_difference, largest_difference_of_sorted};
use crate::measure::{
    Basis, Measure, MeasureOptions, MeasureResult, PMethod, Side, SideCounts, by_method, to_distributions, to_samples,
};
use crate::state::Bucket;
use std::borrow::Cow;

pub(crate) const MEASURE: Measure = Measure {
    id: "ks",
    name: "Kolmogorov-Smirnov distance",
    summary: "the largest difference between the shares of values up to any point, 0 to 1",
    variants: &["weighted", "collapsed"],
    options: &["variant", "method", "alpha", "pMethod", "level"],
    compute: measure,
};

fn measure(measure: &Measure, sides: [&Side<'_>; 2], options: &MeasureOptions) -> Result<MeasureResult> {
    let variant = measure.variant(options)?;
    let is_collapsed = variant == "collapsed";
    if !is_collapsed && let Some(samples) = to_samples(sides)? {
        return give(measure, variant, &Comparison::of_samples(samples, options.p_method), options);
    }
    let distributions = to_distributions(sides)?;
    let buckets = distributions
        .each_ref()
        .map(|side| if is_collapsed { Cow::Owned(side.collapsed()) } else { Cow::Borrowed(side.buckets()) });
    let comparison = Comparison::of([&buckets[0], &buckets[1]], |totals| {
        !is_collapsed && kolmogorov::depends_on_ties(totals, options.p_method)
    });
    give(measure, variant, &comparison, options)
}

fn give(
    measure: &Measure,
    variant: &'static str,
    comparison: &Comparison,
    options: &MeasureOptions,
) -> Result<MeasureResult> {
    let [n, m] = comparison.totals;
    let p_value = (variant != "collapsed")
        .then(|| kolmogorov::p_value(comparison.distance, &comparison.blocks, comparison.totals, options.p_method))
        .transpose()?;
    Ok(MeasureResult {
        id: measure.id,
        variant,
        basis: Basis::Numbers,
        value: Some(by_method(comparison.distance, options.method, options.alpha, comparison.totals)),
        no_value: None,
        error_bound: Some((comparison.bound - comparison.distance).max(0.0)),
        p_value: p_value.map(|found| found.0),
        p_method: p_value.map(|found| found.1),
        effect: Some(comparison.distance),
        counts: SideCounts { reference: n, current: m },
        cells: None,
        smallest_detectable_shift: options.level.map(|level| kolmogorov::critical_distance(level, n, m)),
    })
}

/// What a comparison finds.
struct Comparison {
    distance: f64,
    bound: f64,
    totals: [u64; 2],
    /// How many values of each side lie between one point at which both are exactly known and the next; none of samples
    /// whose p-value does not depend on it.
    blocks: Vec<[u64; 2]>,
}

impl Comparison {
    fn of_samples(samples: Samples<'_>, method: Option<PMethod>) -> Self {
        let totals = samples.arrays.map(|values| values.len() as u64);
        let mut blocks = Vec::new();
        let distance = if kolmogorov::depends_on_ties(totals, method) {
            let [reference, current] = samples.sorted();
            largest_difference_of_sorted([&reference, &current], |counts| blocks.push(counts))
        } else {
            largest_difference(samples)
        };
        Self { distance, bound: distance, totals, blocks }
    }

    fn of(sides: [&[Bucket]; 2], keeps_blocks: impl Fn([u64; 2]) -> bool) -> Self {
        let totals = sides.map(count_in);
        let keeps_blocks = keeps_blocks(totals);
        let (mut distance, mut bound, mut known, mut blocks) = (0.0f64, 0.0f64, [0, 0], Vec::new());
        for_each_stretch(sides, |[f, g], _, _| {
            // A comparison is one instruction; `max` of numbers that may be NaN is some.
            let raise = |largest: &mut f64, apart: f64| *largest = if apart > *largest { apart } else { *largest };
            raise(&mut bound, f.most - g.least);
            raise(&mut bound, g.most - f.least);
            if f.inside().is_some() || g.inside().is_some() {
                return;
            }
            raise(&mut distance, (f.least - g.least).abs());
            if keeps_blocks {
                let counts = [f.below, g.below];
                blocks.push([counts[0] - known[0], counts[1] - known[1]]);
                known = counts;
            }
        });
        Self { distance, bound, totals, blocks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Column, Validity};
    use crate::measure::Method;
    use crate::profile::{ColumnProfile, Scratch};
    use crate::support::{Rng, doubles};

    fn values(values: &[f64]) -> Side<'static> {
        Side::Values(values.to_vec().into())
    }

    fn compare(reference: &Side<'_>, current: &Side<'_>, variant: &str, method: Method) -> MeasureResult {
        let options =
            MeasureOptions { variant: Some(variant.to_owned()), method: Some(method), ..MeasureOptions::default() };
        MEASURE.compute(reference, current, &options).unwrap()
    }

    fn distance(reference: &Side<'_>, current: &Side<'_>, variant: &str, method: Method) -> f64 {
        compare(reference, current, variant, method).value.unwrap()
    }

    fn column(values: &[f64], resolution: u16) -> ColumnProfile {
        let mut profile = ColumnProfile::new(resolution).unwrap();
        profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
        profile
    }

    #[test]
    fn the_check_values_of_the_engine() {
        // KLLDistanceTest of awslabs/deequ: 0.25 simple, 0 robust.
        let (a, b) = (values(&[1.0, 2.0, 3.0, 4.0]), values(&[2.0, 3.0, 4.0, 5.0]));
        assert_eq!(distance(&a, &b, "weighted", Method::Simple), 0.25);
        assert_eq!(distance(&a, &b, "weighted", Method::Robust), 0.0);
    }

    #[test]
    fn collapsed_a_flag_that_lost_a_value_is_half_a_distance_away_whatever_the_shares() {
        let flags = values(&[vec![0.0; 900], vec![1.0; 100]].concat());
        let zeros = values(&[0.0; 50]);
        assert_eq!(distance(&flags, &zeros, "collapsed", Method::Simple), 0.5);
        assert_eq!(distance(&flags, &zeros, "weighted", Method::Simple), 1.0 - 0.9);
        assert_eq!(
            compare(&flags, &flags, "collapsed", Method::Simple).counts,
            SideCounts { reference: 2, current: 2 }
        );
    }

    #[test]
    fn collapsed_and_robust_give_the_published_distance_of_a_fraud_run() {
        // 1/n + 1/m = 1/32, as in a published run: n = m = 64 is two values at level 5 on either side.
        let level = |items: &[f64]| Side::Levels([vec![Vec::new(); 5], vec![items.to_vec()]].concat());
        let found = distance(&level(&[0.0, 1.0]), &level(&[0.0, 0.0, 2.0]), "collapsed", Method::Robust);
        assert_eq!(found, 0.5 - 1.8 * (1.0f64 / 32.0).sqrt());
    }

    #[test]
    fn constants_are_equal_or_entirely_different() {
        let (a, b) = (values(&[7.0; 10]), values(&[8.0; 10]));
        assert_eq!(distance(&a, &a, "weighted", Method::Simple), 0.0);
        assert_eq!(distance(&a, &b, "weighted", Method::Simple), 1.0);
    }

    #[test]
    fn between_sketches_the_true_distance_is_within_the_bound() {
        let mut rng = Rng::new(11);
        for (name, mut reference) in doubles(6000) {
            reference.retain(|value| value.is_finite());
            let mut current = Vec::new();
            for value in &reference {
                let moved = value * (1.0 + 0.02 * rng.uniform());
                if !rng.next().is_multiple_of(3) && moved.is_finite() {
                    current.push(moved);
                }
            }
            if reference.is_empty() || current.is_empty() {
                continue;
            }
            let exact = compare(&values(&reference), &values(&current), "weighted", Method::Simple);
            for resolutions in [(64, 64), (64, 256), (2048, 64)] {
                let profiles = [column(&reference, resolutions.0), column(&current, resolutions.1)];
                let sides = profiles.each_ref().map(Side::Column);
                let sketched = compare(&sides[0], &sides[1], "weighted", Method::Simple);
                let slack = exact.value.unwrap() - sketched.value.unwrap();
                let bound = sketched.error_bound.unwrap();
                assert!(slack >= -1e-12 && slack <= bound + 1e-12, "{name}: {exact:?} {sketched:?}");
            }
        }
    }
}
