//! The functions of raw arrays at each level of instructions, beside the plain sum of the same column. Arguments: what to
//! time (a part of its title, or `all`), the number of values, the number of rounds.

use std::hint::black_box;
use tidemark_bench::{Case, Random, compare, levels};
use tidemark_core::dispatch::limit_level;
use tidemark_core::measure::{HistogramEdges, MeasureOptions, Side, find_measure, histogram, moments};

type Column = Vec<f64>;

fn column(length: usize, mut value: impl FnMut(&mut Random) -> f64) -> Column {
    let mut random = Random::new(7);
    (0..length).map(|_| value(&mut random)).collect()
}

/// A case for each level of this machine.
fn at_levels<'a>(cases: &mut Vec<Case<'a>>, name: &str, values: usize, run: impl Fn() + Copy + 'a) {
    for level in levels() {
        cases.push(Case::new(format!("{name}, {level:?}"), values, move || {
            limit_level(level);
            run();
        }));
    }
}

fn time_moments(title: &str, column: &Column, rounds: usize) {
    let mut cases = Vec::new();
    at_levels(&mut cases, "moments", column.len(), || {
        black_box(moments(column));
    });
    // Small arrays again and again, as many values as the column has.
    for size in [100, 1000] {
        at_levels(&mut cases, &format!("moments of {size} values"), column.len(), move || {
            for _ in 0..column.len() / size {
                black_box(moments(black_box(&column[..size])));
            }
        });
    }
    compare(title, column, rounds, cases);
}

fn time_histograms(title: &str, column: &Column, rounds: usize) {
    let side = Side::Values(column.into());
    let side = &side;
    let mut cases = Vec::new();
    for bins in [64, 256, 1024] {
        at_levels(&mut cases, &format!("{bins} bins of one width"), column.len(), move || {
            black_box(histogram(side, HistogramEdges::Even { bins, minimum: -4.0, maximum: 4.0 }).unwrap());
        });
    }
    for count in [8, 9, 63] {
        // Even edges, but for one that is moved.
        let edges = move || -> Vec<f64> {
            let even = (0..count).map(|index| f64::from(index) * 6.4 / f64::from(count) - 3.2);
            even.map(|edge| if edge == -3.2 { -3.7 } else { edge }).collect()
        };
        at_levels(&mut cases, &format!("{count} edges"), column.len(), move || {
            black_box(histogram(side, HistogramEdges::At(edges())).unwrap());
        });
    }
    at_levels(&mut cases, "64 edges, powers of 2", column.len(), move || {
        let edges = (0..64).map(|index| f64::from(index - 60).exp2()).collect();
        black_box(histogram(side, HistogramEdges::At(edges)).unwrap());
    });
    compare(title, column, rounds, cases);
}

/// What everybody writes: sort both and walk.
fn ks_by_two_sorts(reference: &Column, current: &Column) -> f64 {
    let [a, b] = [reference, current].map(|values| {
        let mut values = values.clone();
        values.sort_unstable_by(f64::total_cmp);
        values
    });
    let (mut i, mut j, mut largest) = (0, 0, 0.0f64);
    while i < a.len() && j < b.len() {
        let value = a[i].min(b[j]);
        while i < a.len() && a[i] == value {
            i += 1;
        }
        while j < b.len() && b[j] == value {
            j += 1;
        }
        largest = largest.max((i as f64 / a.len() as f64 - j as f64 / b.len() as f64).abs());
    }
    largest
}

fn time_two_samples(title: &str, reference: &Column, current: &Column, rounds: usize) {
    let sides = [Side::Values(reference.into()), Side::Values(current.into())];
    let measure = |id: &str| {
        let options = MeasureOptions::default();
        find_measure(id).unwrap().compute(&sides[0], &sides[1], &options).unwrap().value
    };
    assert_eq!(measure("ks"), Some(ks_by_two_sorts(reference, current)));
    let measure = &measure;
    let values = reference.len() + current.len();
    let mut cases = vec![Case::new("ks by two sorts", values, || {
        black_box(ks_by_two_sorts(reference, current));
    })];
    for id in ["ks", "wasserstein", "psi"] {
        at_levels(&mut cases, id, values, move || {
            black_box(measure(id));
        });
    }
    compare(title, reference, rounds, cases);
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_else(|| "all".to_owned());
    let length: usize = arguments.next().map_or(10_000_000, |length| length.parse().expect("a length"));
    let rounds: usize = arguments.next().map_or(7, |rounds| rounds.parse().expect("rounds"));
    let is_wanted = |title: &str| wanted == "all" || title.contains(&wanted);

    let normal = column(length, Random::normal);
    let gaps = column(length, |random| if random.next() % 100 == 0 { f64::NAN } else { random.normal() });
    for (title, column) in [("moments, normal", &normal), ("moments, 1 % NaN", &gaps)] {
        if is_wanted(title) {
            time_moments(title, column, rounds);
        }
    }
    let sorted: Column = (0..length).map(|index| index as f64 / length as f64 * 8.0 - 4.0).collect();
    for (title, column) in
        [("histograms, normal", &normal), ("histograms, constant", &vec![0.5; length]), ("histograms, sorted", &sorted)]
    {
        if is_wanted(title) {
            time_histograms(title, column, rounds);
        }
    }
    let drifted = |moved: f64| {
        let mut random = Random::new(11);
        column(length, move |_| random.normal() + moved)
    };
    let heavy = |seed: u64| {
        let mut random = Random::new(seed);
        column(length, move |_| (3.0 * random.normal()).exp())
    };
    let whole = |seed: u64| {
        let mut random = Random::new(seed);
        column(length, move |_| (random.next() % 100) as f64)
    };
    for (title, reference, current) in [
        ("two samples, normal, moved by 0.1", &normal, drifted(0.1)),
        ("two samples, normal, the same", &normal, drifted(0.0)),
        ("two samples, lognormal, s = 3", &heavy(3), heavy(4)),
        ("two samples, integers 0 to 99", &whole(5), whole(6)),
    ] {
        if is_wanted(title) {
            time_two_samples(title, reference, &current, rounds);
        }
    }
}
