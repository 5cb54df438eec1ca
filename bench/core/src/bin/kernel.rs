//! One kernel over one column, both from the command line: what a program in another language times beside its own.
//! `kernel NAME FILE LEVEL ROUNDS`, the file holding doubles as they lie in memory; gives JSON. `kernel --counted LENGTH LEVEL`
//! runs every kernel once over seeded numbers, each inside the function `counted`, for a program that counts instructions.

use std::hint::black_box;
use tidemark_bench::kernels::{KERNELS, Kernel, find_kernel};
use tidemark_bench::{columns, find_level, thread_seconds};
use tidemark_core::dispatch::limit_level;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--counted", length, level] => {
            limit_level(find_level(level));
            let column = &columns(length.parse().expect("a length"))[0].1;
            for kernel in &KERNELS {
                println!("{}", kernel.name);
                black_box(counted(kernel, column));
            }
        }
        [name, file, level, rounds] => {
            limit_level(find_level(level));
            time(find_kernel(name), &read(file), rounds.parse().expect("rounds"));
        }
        _ => panic!("expected NAME FILE LEVEL ROUNDS, found {arguments:?}"),
    }
}

/// Has a name of its own in the program, by which it is found.
#[unsafe(no_mangle)]
#[inline(never)]
pub fn counted(kernel: &Kernel, column: &[f64]) -> Vec<f64> {
    (kernel.run)(column)
}

fn read(file: &str) -> Vec<f64> {
    let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    bytes.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect()
}

fn time(kernel: &Kernel, column: &[f64], rounds: usize) {
    let mut found = (kernel.run)(column);
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let begun = thread_seconds();
            found = black_box((kernel.run)(black_box(column)));
            (thread_seconds() - begun) * 1e9 / column.len() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{{\"ns\":{},\"found\":{found:?}}}", times[times.len() / 2]);
}
