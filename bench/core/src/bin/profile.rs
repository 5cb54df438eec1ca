//! The states of a column profile and the whole of it, at each level of instructions, beside the plain sum.
//! `profile LENGTH ROUNDS`.

use std::hint::black_box;
use tidemark_bench::{Case, columns, compare, levels};
use tidemark_core::column::{Column, Validity};
use tidemark_core::dispatch::limit_level;
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::{Distinct, Moments, Quantile};

fn main() {
    let length: usize = std::env::args().nth(1).map_or(10_000_000, |length| length.parse().expect("a length"));
    let rounds: usize = std::env::args().nth(2).map_or(5, |rounds| rounds.parse().expect("rounds"));
    for (name, values) in &columns(length) {
        let mut cases = Vec::new();
        for level in levels() {
            let mut case = |name: &str, run: fn(&[f64])| {
                cases.push(Case::new(format!("{name}, {level:?}"), values.len(), move || {
                    limit_level(level);
                    run(values);
                }));
            };
            case("moments", |values| {
                let mut moments = Moments::default();
                moments.update(values);
                black_box(moments);
            });
            case("quantile", |values| {
                let mut quantile = Quantile::new(2048).unwrap();
                quantile.update(values);
                black_box(quantile);
            });
            case("quantile of 10,000 values, afresh", |values| {
                for column in values.chunks(10_000) {
                    let mut quantile = Quantile::new(2048).unwrap();
                    quantile.update(column);
                    black_box(quantile);
                }
            });
            case("distinct", |values| {
                let mut distinct = Distinct::default();
                distinct.update_numbers(values);
                black_box(distinct);
            });
            case("column profile", |values| {
                let mut profile = ColumnProfile::new(2048).unwrap();
                profile.update(&Column::F64(values, Validity::ALL), &mut Scratch::default());
                black_box(profile);
            });
            case("column profile of 10,000 values, afresh", |values| {
                let mut scratch = Scratch::default();
                for column in values.chunks(10_000) {
                    let mut profile = ColumnProfile::new(2048).unwrap();
                    profile.update(&Column::F64(column, Validity::ALL), &mut scratch);
                    black_box(profile);
                }
            });
        }
        compare(name, values, rounds, cases);
    }
}
