//! How far the sketches are from the exact answer, on seeded data of many shapes, the awkward ones too. `accuracy LENGTH SEEDS`
//! prints JSON, a line a shape.

use tidemark_bench::Random;
use tidemark_bench::kernels::{PROBABILITIES, quantile_of};
use tidemark_core::codec::Writer;
use tidemark_core::column::{Column, Validity};
use tidemark_core::measure::{MeasureOptions, Side, find_measure};
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::{DEFAULT_RESOLUTION, Distinct, Quantile, State};

/// Of what shape the numbers are.
struct Shape {
    name: &'static str,
    /// Whether a density describes it, so that no bucket is heavy.
    is_smooth: bool,
    /// How far the second sample is moved: a tenth of the spread.
    shift: f64,
    value: fn(&mut Random) -> f64,
}

const fn smooth(name: &'static str, shift: f64, value: fn(&mut Random) -> f64) -> Shape {
    Shape { name, is_smooth: true, shift, value }
}

const fn awkward(name: &'static str, shift: f64, value: fn(&mut Random) -> f64) -> Shape {
    Shape { name, is_smooth: false, shift, value }
}

fn is_in(random: &mut Random, percent: u64) -> bool {
    random.next() % 100 < percent
}

fn mixture(random: &mut Random) -> f64 {
    match random.next() % 10 {
        0..3 => 0.0,
        3..6 => 1e4 + random.normal() * 1e-3,
        _ => random.normal(),
    }
}

const SHAPES: [Shape; 15] = [
    smooth("normal", 0.1, Random::normal),
    smooth("uniform", 0.03, Random::uniform),
    smooth("lognormal, s = 1", 0.1, |random| random.normal().exp()),
    smooth("lognormal, s = 3", 0.1, |random| (3.0 * random.normal()).exp()),
    smooth("normal about 1e6", 0.1, |random| 1e6 + random.normal()),
    smooth("normal about 1e9", 0.1, |random| 1e9 + random.normal()),
    smooth("Pareto, a = 1", 0.1, |random| 1.0 / random.uniform()),
    smooth("Cauchy", 0.1, |random| (std::f64::consts::PI * (random.uniform() - 0.5)).tan()),
    awkward("integers 0 to 99", 1.0, |random| (random.next() % 100) as f64),
    awkward("1,000 prices", 0.01, |random| (random.next() % 1000) as f64 / 100.0),
    awkward("constant", 0.0, |_| 0.1),
    awkward("30 % zeros", 0.1, |random| if is_in(random, 30) { 0.0 } else { random.normal() }),
    awkward("30 % zeros, 30 % in 1e4 +- 1e-3, 40 % normal", 0.1, mixture),
    awkward("seconds of a month, 5 % zeros", 3600.0, |random| {
        if is_in(random, 5) { 0.0 } else { 1.76e9 + (random.next() % 2_592_000) as f64 }
    }),
    awkward("signs and magnitudes of every double", 0.0, |random| {
        let value = f64::from_bits(random.next());
        if value.is_finite() { value } else { 0.0 }
    }),
];

fn sample(shape: &Shape, seed: u64, shift: f64, length: usize) -> Vec<f64> {
    let mut random = Random::new(seed);
    (0..length).map(|_| (shape.value)(&mut random) + shift).collect()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// How far the rank of a value is from a probability, at most; a value with ties has a stretch of ranks.
fn rank_error(sorted: &[f64], value: f64, probability: f64) -> f64 {
    let rank = |count: usize| count as f64 / sorted.len() as f64;
    let below = rank(sorted.partition_point(|&other| other < value));
    let up_to = rank(sorted.partition_point(|&other| other <= value));
    (below - probability).max(probability - up_to).max(0.0)
}

fn exact_ks(a: &[f64], b: &[f64]) -> f64 {
    let (mut i, mut j, mut largest) = (0, 0, 0.0f64);
    while i < a.len() && j < b.len() {
        let value = a[i].min(b[j]);
        i += a[i..].iter().take_while(|&&other| other == value).count();
        j += b[j..].iter().take_while(|&&other| other == value).count();
        largest = largest.max((i as f64 / a.len() as f64 - j as f64 / b.len() as f64).abs());
    }
    largest
}

fn profile(values: &[f64]) -> ColumnProfile {
    let mut profile = ColumnProfile::new(DEFAULT_RESOLUTION).expect("the default");
    profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
    profile
}

fn size(state: &impl State) -> usize {
    let mut writer = Writer::new();
    state.write(&mut writer);
    writer.into_bytes().len()
}

fn judge_quantiles(shape: &Shape, length: usize) {
    let (reference, current) = (sample(shape, 1, 0.0, length), sample(shape, 2, shape.shift, length));
    let mut sketch = Quantile::new(DEFAULT_RESOLUTION).expect("the default");
    sketch.update(&reference);
    let buckets: Vec<_> = sketch.buckets().collect();
    let exact = [sorted(&reference), sorted(&current)];
    let errors = PROBABILITIES.map(|at| rank_error(&exact[0], quantile_of(&buckets, at), at));
    let rank_error = errors.into_iter().fold(0.0, f64::max);
    let [a, b] = [profile(&reference), profile(&current)];
    let ks = find_measure("ks").expect("it is registered");
    let found =
        ks.compute(&Side::Column(&a), &Side::Column(&b), &MeasureOptions::default()).expect("both have numbers");
    let ks_error = (found.value.expect("it is finite") - exact_ks(&exact[0], &exact[1])).abs();
    // The sketch's own, and that of the measure for both sketches together. Shares are sums of rounded quotients.
    let rounding = 1e-12;
    let is_within = rank_error <= sketch.certificate() + rounding
        && ks_error <= found.error_bound.expect("sketches have one") + rounding;
    println!(
        "{{\"kind\":\"quantiles\",\"name\":{:?},\"isSmooth\":{},\"isExact\":{},\"bytes\":{},\"rankError\":{rank_error},\
         \"certificate\":{},\"ksError\":{ks_error},\"isWithin\":{is_within}}}",
        shape.name,
        shape.is_smooth,
        sketch.distinct_count().is_some(),
        size(&sketch),
        sketch.certificate(),
    );
}

/// The root of the mean square of the relative error, over seeds.
fn judge_distinct(count: usize, seeds: u64) {
    let mut bytes = 0;
    let squares: f64 = (1..=seeds)
        .map(|seed| {
            let mut random = Random::new(seed);
            let mut distinct = Distinct::default();
            // All bits of a product count, so that values of different seeds differ everywhere.
            let values: Vec<f64> = (0..count).map(|_| random.uniform()).collect();
            distinct.update_numbers(&values);
            bytes = bytes.max(size(&distinct));
            (distinct.estimate() / count as f64 - 1.0).powi(2)
        })
        .sum();
    let error = (squares / seeds as f64).sqrt();
    println!("{{\"kind\":\"distinct\",\"count\":{count},\"seeds\":{seeds},\"bytes\":{bytes},\"error\":{error}}}");
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |other| arguments.next().map_or(other, |text| text.parse().expect("a number"));
    let (length, seeds): (u64, u64) = (number(1_000_000), number(200));
    for shape in &SHAPES {
        judge_quantiles(shape, length as usize);
    }
    for count in [length / 100, length / 10, length] {
        judge_distinct(count as usize, seeds);
    }
}
