//! The states of a column profile and the whole of it, at each level of instructions, beside the plain sum; and of small
//! columns, each with states of its own. `profile LENGTH ROUNDS`.

use std::hint::black_box;
use tidemark_bench::{Case, columns, compare, levels};
use tidemark_core::column::{Column, Validity};
use tidemark_core::dispatch::{Level, limit_level};
use tidemark_core::profile::{ColumnProfile, Scratch};
use tidemark_core::state::{Distinct, Moments, Quantile};

const SMALL: usize = 10_000;

fn main() {
    let length: usize = std::env::args().nth(1).map_or(10_000_000, |length| length.parse().expect("a length"));
    let rounds: usize = std::env::args().nth(2).map_or(5, |rounds| rounds.parse().expect("rounds"));
    for (name, values) in &columns(length) {
        let mut cases = Vec::new();
        for level in levels() {
            let mut case = |name, values, run| add(&mut cases, level, name, values, run);
            case("moments", values, |values| {
                let mut moments = Moments::default();
                moments.update(values);
                black_box(moments);
            });
            case("quantile", values, |values| {
                let mut quantile = Quantile::new(2048).unwrap();
                quantile.update(values);
                black_box(quantile);
            });
            case("distinct", values, |values| {
                let mut distinct = Distinct::default();
                distinct.update_numbers(values);
                black_box(distinct);
            });
            case("column profile", values, |values| profile(values, &mut Scratch::default()));
            let few = &values[..length.min(100 * SMALL)];
            case("quantile of 10,000 values, afresh", few, |values| {
                for column in values.chunks(SMALL) {
                    let mut quantile = Quantile::new(2048).unwrap();
                    quantile.update(column);
                    black_box(quantile);
                }
            });
            case("column profile of 10,000 values, afresh", few, |values| {
                let mut scratch = Scratch::default();
                values.chunks(SMALL).for_each(|column| profile(column, &mut scratch));
            });
        }
        compare(name, values, rounds, cases);
    }
}

fn add<'a>(cases: &mut Vec<Case<'a>>, level: Level, name: &str, values: &'a [f64], run: fn(&[f64])) {
    cases.push(Case::new(format!("{name}, {level:?}"), values.len(), move || {
        limit_level(level);
        run(values);
    }));
}

fn profile(values: &[f64], scratch: &mut Scratch) {
    let mut profile = ColumnProfile::new(2048).unwrap();
    profile.update(&Column::F64(values, Validity::ALL), scratch);
    black_box(profile);
}
