//! What the timing programs share: seeded columns, kernels by name, and rounds in which everything takes its turn. With
//! `--json` on their command line they print JSON, a line a case, for `bench/run.mjs`.

#[cfg(target_arch = "wasm32")]
pub mod exports;
pub mod kernels;

use std::hint::black_box;
use tidemark_core::dispatch::{LEVELS, Level, limit_level};

/// One thing that is timed, over `values` values.
pub struct Case<'a> {
    pub name: String,
    pub values: usize,
    pub run: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    pub fn new(name: impl Into<String>, values: usize, run: impl FnMut() + 'a) -> Self {
        Self { name: name.into(), values, run: Box::new(run) }
    }
}

/// The sum of a column: what reading it costs at least.
pub fn plain_sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 16];
    for chunk in values.chunks_exact(16) {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane += value);
    }
    lanes.iter().sum()
}

/// Runs all cases in turn, `rounds` times, and prints each one's median and least time beside the median of the plain sum
/// of `column`. On a machine that others use too, the least says more.
pub fn compare<'a>(title: &str, column: &'a [f64], rounds: usize, mut cases: Vec<Case<'a>>) {
    cases.insert(
        0,
        Case::new("T, plain sum", column.len(), || {
            black_box(plain_sum(black_box(column)));
        }),
    );
    let mut times = vec![Vec::new(); cases.len()];
    for _ in 0..=rounds {
        for (case, times) in cases.iter_mut().zip(&mut times) {
            let begun = thread_seconds();
            (case.run)();
            times.push((thread_seconds() - begun) * 1e9 / case.values as f64);
        }
    }
    let sum_up = |times: &mut Vec<f64>| {
        times.remove(0);
        times.sort_by(f64::total_cmp);
        (times[times.len() / 2], times[0])
    };
    let sums: Vec<(f64, f64)> = times.iter_mut().map(sum_up).collect();
    let is_json = std::env::args().any(|argument| argument == "--json");
    if !is_json {
        println!("{title}");
    }
    for (case, (median, least)) in cases.iter().zip(&sums) {
        let in_sums = median / sums[0].0;
        let Case { name, values, .. } = case;
        if is_json {
            println!(
                "{{\"title\":{title:?},\"name\":{name:?},\"values\":{values},\"ns\":{median},\"leastNs\":{least}}}"
            );
        } else {
            println!("  {name:<44} {median:8.3} ns/value {in_sums:8.2} T, least {least:8.3} ns");
        }
    }
}

/// How long this thread ran on a processor: what else the machine does hardly counts.
#[cfg(not(target_arch = "wasm32"))]
pub fn thread_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// JavaScript times what runs in WebAssembly.
#[cfg(target_arch = "wasm32")]
pub fn thread_seconds() -> f64 {
    unreachable!("there is no clock inside WebAssembly")
}

/// The level of that name, `best` being the highest that this machine has.
pub fn find_level(name: &str) -> Level {
    match name {
        "baseline" => Level::Baseline,
        "avx2" => Level::Avx2,
        "avx512" | "best" => Level::Avx512,
        _ => panic!("expected baseline, avx2, avx512 or best, found `{name}`"),
    }
}

/// The levels that this machine has.
pub fn levels() -> Vec<Level> {
    LEVELS.into_iter().filter(|&level| limit_level(level) == level).collect()
}

/// Seeded numbers.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Uniform in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// The columns that are timed, by name.
pub fn columns(length: usize) -> Vec<(&'static str, Vec<f64>)> {
    let mut random = Random::new(7);
    let mut column = |value: &mut dyn FnMut(&mut Random) -> f64| (0..length).map(|_| value(&mut random)).collect();
    vec![
        ("normal", column(&mut Random::normal)),
        ("lognormal, s = 2", column(&mut |random| (2.0 * random.normal()).exp())),
        ("prices", column(&mut |random| (5000.0 + 2000.0 * random.normal()).round() / 100.0)),
        ("integers 0 to 99", column(&mut |random| (random.next() % 100) as f64)),
        ("normal about 1e9", column(&mut |random| 1e9 + random.normal())),
        ("30 % zeros", column(&mut |random| if random.next() % 10 < 3 { 0.0 } else { random.normal() })),
    ]
}
