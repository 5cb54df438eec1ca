//! How far values would have to be moved, on average, to turn one distribution into the other, in the unit of the data.
//!
//! Definition: with F and G the shares of values up to x, the integral of |F - G| (the first Wasserstein, or earth mover's,
//! distance). `plain` (default) is in the unit of the data; `population-sd`, `sample-sd` and `iqr` divide by the
//! reference's standard deviation (by n, by n - 1) or by the distance of its type-7 quartiles; a scale of 0 divides by
//! nothing.
//!
//! Edges: equal sides give 0, two constants their distance. Beyond the range of doubles it is infinite, which is no number.
//!
//! Accuracy: exact between samples, but for rounding (some 1e-13 of the range of the values). In a sketch the values of a bucket are taken to lie evenly over its range, and the true
//! distance is within half the average width of a bucket on either side, `errorBound`. There is no p-value.
//!
//! Source: Kantorovich (1942); Vallender (1974) for the form on the line.

use super::walk::{Walk, count_in, for_each_stretch};
use crate::error::Result;
use crate::kernel::two_sample::integral_of_difference;
use crate::measure::bins::{counts_up_to, quantile};
use crate::measure::{
    Basis, Distribution, Measure, MeasureOptions, MeasureResult, NoValue, Side, SideCounts, to_distributions,
    to_samples,
};
use crate::state::Bucket;

pub(crate) const MEASURE: Measure = Measure {
    id: "wasserstein",
    name: "Wasserstein distance",
    summary: "how far values would have to be moved, on average; in the unit of the data, or of the reference's spread",
    variants: &["plain", "population-sd", "sample-sd", "iqr"],
    options: &["variant", "level"],
    compute: measure,
};

fn measure(measure: &Measure, sides: [&Side<'_>; 2], options: &MeasureOptions) -> Result<MeasureResult> {
    let variant = measure.variant(options)?;
    let (distance, slack, totals) = match to_samples(sides)? {
        Some(samples) => (integral_of_difference(samples), 0.0, samples.arrays.map(|values| values.len() as u64)),
        None => compare(&to_distributions(sides)?),
    };
    let (scale, is_scale_exact) = scale_of(sides[0], totals[0], variant)?;
    let (distance, slack) = (distance / scale, slack / scale);
    let is_finite = distance.is_finite();
    Ok(MeasureResult {
        id: measure.id,
        variant,
        basis: Basis::Numbers,
        value: is_finite.then_some(distance),
        no_value: (!is_finite).then_some(NoValue::Infinite),
        error_bound: (is_scale_exact && slack.is_finite()).then_some(slack),
        p_value: None,
        p_method: None,
        effect: is_finite.then_some(distance),
        counts: SideCounts { reference: totals[0], current: totals[1] },
        cells: None,
        smallest_detectable_shift: None,
    })
}

/// The distance, how far it can be from the true one, and how many values there are.
fn compare(distributions: &[Distribution; 2]) -> (f64, f64, [u64; 2]) {
    let buckets = distributions.each_ref().map(Distribution::buckets);
    let totals = buckets.map(count_in);
    let slack = [0, 1].map(|side| average_width(buckets[side], totals[side] as f64) / 2.0).iter().sum();
    (integrate(buckets), slack, totals)
}

/// What the distance is divided by, and whether that is exactly known.
fn scale_of(side: &Side<'_>, total: u64, variant: &str) -> Result<(f64, bool)> {
    let (scale, is_exact) = match variant {
        "population-sd" => (side.variance()?.sqrt(), true),
        "sample-sd" if total > 1 => ((side.variance()? * (total as f64 / (total - 1) as f64)).sqrt(), true),
        "iqr" => {
            let distribution = side.distribution()?;
            let buckets = distribution.buckets();
            let up_to = counts_up_to(buckets);
            let quartile = |index| quantile(buckets, &up_to, index, 4);
            (quartile(3) - quartile(1), buckets.iter().all(Bucket::is_atom))
        }
        _ => (1.0, true),
    };
    Ok(if scale > 0.0 { (scale, is_exact) } else { (1.0, is_exact) })
}

fn average_width(buckets: &[Bucket], total: f64) -> f64 {
    let share = 1.0 / total;
    let width = |bucket: &Bucket| bucket.count as f64 * share * (bucket.high - bucket.low);
    // By fours, since each sum waits for the one before.
    buckets.chunks(4).map(|four| four.iter().map(width).sum::<f64>()).sum()
}

fn integrate(sides: [&[Bucket]; 2]) -> f64 {
    let mut integral = 0.0;
    for_each_stretch(sides, |[f, g], begin, end| {
        let is_whole = |bucket: &Bucket| bucket.low == begin && bucket.high == end;
        let apart = f.least - g.least;
        let height = match [f.inside(), g.inside()] {
            [None, None] => apart.abs(),
            [Some(a), Some(b)] if is_whole(a) && is_whole(b) => average_height(apart, f.most - g.most),
            _ => {
                let [left, right] = [begin, end].map(|point| share_up_to(f, point) - share_up_to(g, point));
                average_height(left, right)
            }
        };
        // After the last bucket there is no difference, and no end.
        if height != 0.0 {
            integral += (end - begin) * height;
        }
    });
    integral
}

/// The share of values up to a point of a stretch, those of a bucket being spread evenly.
fn share_up_to(side: &Walk<'_>, point: f64) -> f64 {
    side.inside().map_or(side.least, |bucket| {
        side.least + (side.most - side.least) * ((point - bucket.low) / (bucket.high - bucket.low))
    })
}

/// The average of |d| where d runs in a line from `begin` to `end`.
fn average_height(begin: f64, end: f64) -> f64 {
    let sum = begin.abs() + end.abs();
    if begin * end >= 0.0 { sum / 2.0 } else { (begin * begin + end * end) / (2.0 * sum) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::{Column, Validity};
    use crate::profile::{ColumnProfile, Scratch};
    use crate::support::{Rng, doubles};

    fn compute(reference: &Side<'_>, current: &Side<'_>, variant: &str) -> MeasureResult {
        let options = MeasureOptions { variant: Some(variant.to_owned()), ..MeasureOptions::default() };
        MEASURE.compute(reference, current, &options).unwrap()
    }

    #[test]
    fn hand_worked_distances() {
        let values = |values: &[f64]| Side::Values(values.to_vec().into());
        let distance = |a: &[f64], b: &[f64]| compute(&values(a), &values(b), "plain").value.unwrap();
        assert_eq!(distance(&[0.0], &[7.0]), 7.0);
        // Half of all has to go from 3 to 0.
        assert_eq!(distance(&[0.0, 3.0], &[0.0]), 1.5);
        assert_eq!(distance(&[1.0, 2.0, 3.0], &[3.0, 1.0, 2.0]), 0.0);
        // Population deviation 1, sample deviation sqrt(2), quartiles 0.5 and 1.5.
        let (a, b) = (values(&[0.0, 2.0]), values(&[3.0, 5.0]));
        assert_eq!(compute(&a, &b, "population-sd").value, Some(3.0));
        assert!((compute(&a, &b, "sample-sd").value.unwrap() - 3.0 / 2.0f64.sqrt()).abs() < 1e-15);
        assert_eq!(compute(&a, &b, "iqr").value, Some(3.0));
        assert_eq!(compute(&values(&[1.0, 1.0]), &b, "population-sd").value, Some(3.0));
    }

    #[test]
    fn a_line_through_zero_has_the_height_of_its_two_triangles() {
        assert_eq!(average_height(-1.0, 1.0), 0.5);
        assert_eq!(average_height(-1.0, 3.0), (0.5 + 4.5) / 4.0);
        assert_eq!(average_height(0.0, 0.0), 0.0);
    }

    #[test]
    fn between_sketches_the_true_distance_is_within_the_bound() {
        let mut rng = Rng::new(3);
        for (name, mut reference) in doubles(4000) {
            reference.retain(|value| value.abs() < 1e300);
            let current: Vec<f64> = reference.iter().map(|value| value * (1.0 + 0.1 * rng.uniform())).collect();
            if reference.is_empty() {
                continue;
            }
            let profiles = [&reference, &current].map(|values| {
                let mut profile = ColumnProfile::new(64).unwrap();
                profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
                profile
            });
            for variant in ["plain", "population-sd"] {
                let exact =
                    compute(&Side::Values(reference.clone().into()), &Side::Values(current.clone().into()), variant);
                let found = compute(&Side::Column(&profiles[0]), &Side::Column(&profiles[1]), variant);
                let (Some(truth), Some(value), Some(bound)) = (exact.value, found.value, found.error_bound) else {
                    continue;
                };
                assert!((truth - value).abs() <= bound + truth * 1e-9, "{name}: {truth} {value} {bound}");
            }
        }
    }
}
