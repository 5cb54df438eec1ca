//! The kernels that are run one at a time, natively and in WebAssembly. Each takes a column and gives some numbers, by which
//! the other side of a comparison can be seen to have computed the same.

use crate::plain_sum;
use tidemark_core::column::{Column, Validity};
use tidemark_core::measure::{self, HistogramEdges, Side, histogram};
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::{Bucket, DEFAULT_RESOLUTION, Distinct, Moments, Quantile};

/// A kernel and its name.
pub struct Kernel {
    pub name: &'static str,
    pub run: fn(&[f64]) -> Vec<f64>,
}

/// All of them.
pub const KERNELS: [Kernel; 7] = [
    Kernel { name: "plain sum", run: |values| vec![plain_sum(values)] },
    Kernel { name: "plain moments", run: plain_moments },
    Kernel { name: "histogram", run: histogram_of_64 },
    Kernel { name: "order-free moments", run: moments },
    Kernel { name: "quantile sketch", run: quantiles },
    Kernel { name: "distinct count", run: distinct },
    Kernel { name: "column profile", run: column_profile },
];

/// The kernel of that name.
pub fn find_kernel(name: &str) -> &'static Kernel {
    let names: Vec<_> = KERNELS.iter().map(|kernel| kernel.name).collect();
    let found = KERNELS.iter().find(|kernel| kernel.name == name);
    found.unwrap_or_else(|| panic!("expected one of {names:?}, found `{name}`"))
}

/// At which quantiles are compared.
pub const PROBABILITIES: [f64; 11] = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

fn plain_moments(values: &[f64]) -> Vec<f64> {
    let found = measure::moments(values);
    [found.minimum, found.maximum, found.mean, found.variance].map(|found| found.unwrap_or(f64::NAN)).to_vec()
}

fn histogram_of_64(values: &[f64]) -> Vec<f64> {
    let edges = HistogramEdges::Even { bins: 64, minimum: -4.0, maximum: 4.0 };
    let bins = histogram(&Side::Values(values.into()), edges).expect("finite numbers");
    bins.iter().map(|bin| bin.count).collect()
}

fn moments(values: &[f64]) -> Vec<f64> {
    let count = values.len() as u64;
    let mut moments = Moments::default();
    moments.update(values);
    let (minimum, maximum) = moments.range().unwrap_or((f64::NAN, f64::NAN));
    let [mean, variance] = [moments.mean(count), moments.variance(count)].map(|found| found.unwrap_or(f64::NAN));
    vec![minimum, maximum, mean, variance]
}

fn quantiles(values: &[f64]) -> Vec<f64> {
    let mut sketch = Quantile::new(DEFAULT_RESOLUTION).expect("the default");
    sketch.update(values);
    let buckets: Vec<Bucket> = sketch.buckets().collect();
    PROBABILITIES.iter().map(|&probability| quantile_of(&buckets, probability)).collect()
}

/// The value at a probability, on the straight line through the bucket in which it lies. Of an empty column, NaN.
pub fn quantile_of(buckets: &[Bucket], probability: f64) -> f64 {
    let total: u64 = buckets.iter().map(|bucket| bucket.count).sum();
    let wanted = probability * total as f64;
    let mut below = 0.0;
    for bucket in buckets {
        let count = bucket.count as f64;
        if below + count >= wanted {
            return bucket.low + (bucket.high - bucket.low) * ((wanted - below) / count);
        }
        below += count;
    }
    buckets.last().map_or(f64::NAN, |bucket| bucket.high)
}

fn distinct(values: &[f64]) -> Vec<f64> {
    let mut distinct = Distinct::default();
    distinct.update_numbers(values);
    vec![distinct.estimate()]
}

fn column_profile(values: &[f64]) -> Vec<f64> {
    let mut profile = ColumnProfile::new(DEFAULT_RESOLUTION).expect("the default");
    profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
    let count = profile.counts().finite();
    let (minimum, maximum) = profile.moments().range().unwrap_or((f64::NAN, f64::NAN));
    vec![minimum, maximum, profile.moments().mean(count).unwrap_or(f64::NAN), profile.distinct_count().0 as f64]
}
